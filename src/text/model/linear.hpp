// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A linear model over hashed features: one shared table of 8-bit weights, a row for each hash, a column for
// each output. A view of bytes that somebody else keeps (the mapped model file). Reentrant.
#pragma once
#include <array>
#include <cmath>
#include <cstdint>
#include <span>

#include "text/model/features.hpp"

namespace reputed::text::model {

/// What a group of features weighs together, whatever the length of the text: share / sqrt(how many).
struct Shares {
    float words = 1;
    float pieces = 1;
};

template <std::size_t Outputs>
struct Linear {
    int bits = 0;  ///< the table has 2^bits rows
    Shares shares;
    std::array<float, Outputs> scale{};  ///< of one step of a weight
    std::array<float, Outputs> bias{};
    const std::int8_t* rows = nullptr;

    [[nodiscard]] std::array<float, Outputs> score(const Features& features) const {
        std::array<float, Outputs> out = bias;
        add(features.words, shares.words, out);
        add(features.pieces, shares.pieces, out);
        return out;
    }

  private:
    void add(std::span<const std::uint64_t> hashes, float share, std::array<float, Outputs>& out) const {
        if (hashes.empty()) return;
        std::array<std::int32_t, Outputs> sums{};
        for (const std::uint64_t hash : hashes) {
            const std::int8_t* row = rows + (hash >> (64 - bits)) * Outputs;
            for (std::size_t i = 0; i < Outputs; ++i) sums[i] += row[i];
        }
        const float weight = share / std::sqrt(static_cast<float>(hashes.size()));
        for (std::size_t i = 0; i < Outputs; ++i) out[i] += weight * scale[i] * static_cast<float>(sums[i]);
    }
};

/// The first three: what the whole text says; the fourth: does it hold a complaint?
constexpr std::size_t sentiment_outputs = 4;
/// One for each language of `languages.hpp`, the last one for all others.
constexpr std::size_t language_outputs = 16;

using SentimentModel = Linear<sentiment_outputs>;
using LanguageModel = Linear<language_outputs>;

}  // namespace reputed::text::model
