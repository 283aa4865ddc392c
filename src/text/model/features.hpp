// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A text as numbers: hashes of its words, word pairs, turned words (negation, contrast), signs, and of the
// pieces inside its words (2 to 5 letters, with the word's edges). The hashing trick: Weinberger et al.,
// "Feature Hashing for Large Scale Multitask Learning", 2009; pieces as in Bojanowski et al., 2017. Pure.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/model/tokens.hpp"

namespace reputed::text::model {

/// Buffers to use again. A table of 2^b rows is entered by the top b bits of a hash.
struct Features {
    std::vector<std::uint64_t> words;   ///< words, pairs, turned words, signs, loudness; last the length
    std::vector<std::uint64_t> pieces;  ///< letters inside words
};

/// Of a word's letters; never 0.
[[nodiscard]] std::uint64_t hash_of(std::u32string_view letters);

/// Of the tokens from `first` up to `last`.
void sentiment_features(const Tokens& tokens, std::size_t first, std::size_t last, Features& out);
void sentiment_features(const Tokens& tokens, Features& out);
/// 1 to 4 letters of `letters` (see read_letters), and short words whole.
void language_features(std::u32string_view letters, Features& out);

}  // namespace reputed::text::model
