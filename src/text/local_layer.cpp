// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/local_layer.hpp"

#include <algorithm>
#include <cmath>

#include "text/model/arithmetic.hpp"

namespace reputed::text {
namespace {

constexpr int table_bits = 14;
constexpr int rounds = 4;
constexpr float rate = 0.5f;
/// Of one weight, and of the whole layer's word about a text.
constexpr float most_weight = 2, most_word = 3;

std::size_t row_of(std::uint64_t hash) { return hash >> (64 - table_bits); }

/// Words carry a correction further than pieces of words do, so they have the greater share.
float value_of(float share, std::size_t count) {
    return count == 0 ? 0 : share / std::sqrt(static_cast<float>(count));
}

struct Values {
    float words, pieces;
    explicit Values(const model::Features& features)
        : words(value_of(1, features.words.size())), pieces(value_of(0.5f, features.pieces.size())) {}
};

}  // namespace

LocalLayer::Base LocalLayer::score(const model::Features& features) const {
    Base out{};
    if (weights_.empty()) return out;
    const Values values(features);
    const auto add = [&](const std::vector<std::uint64_t>& hashes, float value) {
        for (const auto hash : hashes)
            for (std::size_t i = 0; i < out.size(); ++i) out[i] += value * weights_[row_of(hash)][i];
    };
    add(features.words, values.words);
    add(features.pieces, values.pieces);
    for (float& one : out) one = std::clamp(one, -most_word, most_word);
    return out;
}

std::shared_ptr<const LocalLayer> LocalLayer::learn_from(std::span<const Lesson> lessons,
                                                         std::span<const Base> bases) {
    const auto layer = std::make_shared<LocalLayer>();
    layer->weights_.resize(std::size_t{1} << table_bits);
    layer->lessons_ = lessons.size();
    model::Tokens tokens;
    model::Features features;
    for (int round = 0; round < rounds; ++round)
        for (std::size_t i = 0; i < lessons.size(); ++i) {
            if (lessons[i].meant == core::Sentiment::unjudged) continue;
            tokens.read(lessons[i].text);
            model::sentiment_features(tokens, features);
            Base slope = layer->score(features);
            for (std::size_t k = 0; k < slope.size(); ++k) slope[k] += bases[i][k];
            model::softmax(slope);
            slope[static_cast<std::size_t>(lessons[i].meant)] -= 1;
            const Values values(features);
            const auto move = [&](const std::vector<std::uint64_t>& hashes, float value) {
                for (const auto hash : hashes)
                    for (std::size_t k = 0; k < slope.size(); ++k) {
                        float& weight = layer->weights_[row_of(hash)][k];
                        weight = std::clamp(weight - rate * value * slope[k], -most_weight, most_weight);
                    }
            };
            move(features.words, values.words);
            move(features.pieces, values.pieces);
        }
    return layer;
}

}  // namespace reputed::text
