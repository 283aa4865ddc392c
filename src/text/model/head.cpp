// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/model/head.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "text/model/arithmetic.hpp"
#include "text/model/dice.hpp"

namespace reputed::text::model {
namespace {

constexpr std::size_t row_size = 1 + head_inputs;
/// Embeddings have length 1, so their components are small; this brings them to the size of a usual input.
constexpr float embedding_scale = 20;

struct Fit {
    std::vector<float> weights = std::vector<float>(head_outputs * row_size);
    std::vector<float> steps = std::vector<float>(head_outputs * row_size, 1e-4f);

    void learn(const HeadExample& example, float rate, float decay) {
        HeadOutput slope =
            Head({reinterpret_cast<const char*>(weights.data()), weights.size() * sizeof(float)})
                .score(example.input);
        std::array<float, 3> whole{slope[0], slope[1], slope[2]};
        softmax(whole);
        for (std::size_t i = 0; i < head_outputs; ++i) {
            const float chance = i < 3 ? whole[i] : logistic(slope[i]);
            slope[i] = example.targets[i] < 0 ? 0 : example.weight * (chance - example.targets[i]);
        }
        for (std::size_t i = 0; i < head_outputs; ++i)
            if (slope[i] != 0) move(i, slope[i], example.input, rate, decay);
    }

    void move(std::size_t output, float slope, const HeadInput& input, float rate, float decay) {
        float* weight = weights.data() + output * row_size;
        float* step = steps.data() + output * row_size;
        step[0] += slope * slope;
        weight[0] -= rate * slope / std::sqrt(step[0]);
        for (std::size_t i = 0; i < head_inputs; ++i) {
            const float gradient = slope * input[i] + decay * weight[i + 1];
            step[i + 1] += gradient * gradient;
            weight[i + 1] -= rate * gradient / std::sqrt(step[i + 1]);
        }
    }
};

void set_share(std::string& section, float share) {
    const std::span weights(reinterpret_cast<float*>(section.data()), head_outputs * row_size);
    for (std::size_t i = 0; i < sentiment_outputs; ++i)
        weights[i * row_size + 1 + Encoder::dimension + i] = share;
}

double surprise_at(const std::string& section, std::span<const HeadExample> examples) {
    const Head head({section.data(), section.size()});
    double sum = 0;
    for (const auto& example : examples) {
        const auto scores = head.score(example.input);
        std::array<float, 3> whole{scores[0], scores[1], scores[2]};
        softmax(whole);
        for (std::size_t i = 0; i < 3; ++i)
            sum -= static_cast<double>(example.targets[i]) * std::log(static_cast<double>(whole[i]) + 1e-7);
    }
    return sum;
}

}  // namespace

HeadInput head_input(const Encoder::Embedding& embedding, std::span<const float, sentiment_outputs> stage1) {
    HeadInput input;
    for (std::size_t i = 0; i < embedding.size(); ++i) input[i] = embedding[i] * embedding_scale;
    for (std::size_t i = 0; i < sentiment_outputs; ++i) input[Encoder::dimension + i] = stage1[i];
    return input;
}

Head::Head(std::span<const char> section) {
    if (section.size() != head_outputs * row_size * sizeof(float)) return;
    const std::span weights(reinterpret_cast<const float*>(section.data()), head_outputs * row_size);
    // A product with an input, and the sum of them all, must stay finite too.
    const auto usual = [](float weight) { return std::fabs(weight) < 1e6f; };
    if (std::ranges::all_of(weights, usual)) weights_ = weights;
}

HeadOutput Head::score(const HeadInput& input) const {
    HeadOutput out{};
    for (std::size_t output = 0; output < head_outputs; ++output) {
        const float* weight = weights_.data() + output * row_size;
        float sum = weight[0];
        for (std::size_t i = 0; i < head_inputs; ++i) sum += weight[i + 1] * input[i];
        out[output] = sum;
    }
    return out;
}

std::string with_sentiment_of(std::string section, const std::string& other) {
    constexpr std::size_t bytes = sentiment_outputs * row_size * sizeof(float);
    return section.replace(0, bytes, other, 0, bytes);
}

std::string with_share_of_stage1(std::string section, std::span<const HeadExample> examples) {
    constexpr float largest = 0.6f;
    float best = 0;
    double least = 1e300;
    for (float share = 0; share <= largest; share += 0.05f) {
        set_share(section, share);
        const double now = surprise_at(section, examples);
        if (now < least) least = now, best = share;
    }
    set_share(section, best);
    return section;
}

std::string fit_head(std::span<const HeadExample> examples, int epochs, float rate, float decay) {
    Fit fit;
    Dice dice(2);
    std::vector<std::uint32_t> order(examples.size());
    std::iota(order.begin(), order.end(), 0u);
    for (int epoch = 0; epoch < epochs; ++epoch) {
        dice.shuffle(order);
        const float now = rate * (1 - static_cast<float>(epoch) / static_cast<float>(epochs));
        for (const auto index : order) fit.learn(examples[index], now, decay);
    }
    return {reinterpret_cast<const char*>(fit.weights.data()), fit.weights.size() * sizeof(float)};
}

}  // namespace reputed::text::model
