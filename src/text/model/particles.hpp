// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The little words that turn the meaning of their neighbours, in all our languages at once: "not good",
// "nie polecam", "خوب نبود", "schön, aber". A word that is no particle in its own language does no harm: what
// it marks is weighed by training. Pure.
#pragma once
#include <cstdint>

namespace reputed::text::model {

enum class Particle : std::uint8_t {
    none,
    not_following,  ///< turns the next words: "not", "nie", "kein"
    not_preceding,  ///< turns the words before it: "نبود", "değil"
    contrast        ///< what follows weighs more than what stood before: "but", "ale", "ولی"
};

/// `word_hash`: as hash_of (features.hpp) makes it of folded letters.
[[nodiscard]] Particle particle_of(std::uint64_t word_hash);

}  // namespace reputed::text::model
