// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/model/trainer.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

#include "text/model/arithmetic.hpp"
#include "text/model/dice.hpp"

namespace reputed::text::model {
namespace {

template <std::size_t Outputs>
class Fit {
    using Row = std::array<float, Outputs>;

  public:
    Fit(const FitOptions& options, std::span<const std::uint32_t> pool)
        : options_(options),
          pool_(pool),
          weights_(std::size_t{1} << options.bits),
          steps_(std::size_t{1} << options.bits) {}

    double learn(const Example<Outputs>& example, float rate) {
        const auto words = pool_.subspan(example.first, example.words);
        const auto pieces = pool_.subspan(example.first + example.words, example.pieces);
        const float word_value = value(options_.shares.words, words.size());
        const float piece_value = value(options_.shares.pieces, pieces.size());
        Row out = bias_;
        sum(words, word_value, out);
        sum(pieces, piece_value, out);
        double loss = 0;
        const Row slope = slope_of(out, example, loss);
        move(words, word_value, slope, rate);
        move(pieces, piece_value, slope, rate);
        for (std::size_t i = 0; i < Outputs; ++i) bias_[i] -= 0.05f * rate * slope[i];
        return loss;
    }

    [[nodiscard]] Fitted<Outputs> finished() const {
        Fitted<Outputs> fitted;
        fitted.options = options_;
        fitted.bias = bias_;
        fitted.rows.resize(weights_.size() * Outputs);
        for (std::size_t i = 0; i < Outputs; ++i) fitted.scale[i] = scale_of(i);
        for (std::size_t row = 0; row < weights_.size(); ++row)
            for (std::size_t i = 0; i < Outputs; ++i) {
                const float steps = weights_[row][i] / fitted.scale[i];
                fitted.rows[row * Outputs + i] =
                    static_cast<std::int8_t>(std::clamp(std::nearbyint(steps), -127.0f, 127.0f));
            }
        return fitted;
    }

  private:
    static float value(float share, std::size_t count) {
        return count == 0 ? 0 : share / std::sqrt(static_cast<float>(count));
    }
    [[nodiscard]] std::size_t row_of(std::uint32_t hash) const { return hash >> (32 - options_.bits); }

    void sum(std::span<const std::uint32_t> hashes, float weight, Row& out) const {
        Row total{};
        for (const auto hash : hashes)
            for (std::size_t i = 0; i < Outputs; ++i) total[i] += weights_[row_of(hash)][i];
        for (std::size_t i = 0; i < Outputs; ++i) out[i] += weight * total[i];
    }

    /// Of the loss (cross entropy) by each output.
    Row slope_of(const Row& out, const Example<Outputs>& example, double& loss) const {
        Row slope{};
        const std::size_t classes = options_.classes;
        float most = out[0];
        for (std::size_t i = 1; i < classes; ++i) most = std::max(most, out[i]);
        float total = 0;
        for (std::size_t i = 0; i < classes; ++i) total += slope[i] = exponential(out[i] - most);
        for (std::size_t i = 0; i < classes; ++i) {
            const float chance = slope[i] / total;
            if (example.targets[0] < 0) {
                slope[i] = 0;
                continue;
            }
            slope[i] = example.weight * (chance - example.targets[i]);
            if (example.targets[i] > 0.5f) loss -= std::log(static_cast<double>(chance) + 1e-9);
        }
        for (std::size_t i = classes; i < Outputs; ++i)
            slope[i] = example.targets[i] < 0 ? 0 : example.weight * (logistic(out[i]) - example.targets[i]);
        return slope;
    }

    void move(std::span<const std::uint32_t> hashes, float weight, const Row& slope, float rate) {
        for (const auto hash : hashes) {
            Row& row = weights_[row_of(hash)];
            Row& steps = steps_[row_of(hash)];
            for (std::size_t i = 0; i < Outputs; ++i) {
                const float gradient = weight * slope[i] + options_.decay * row[i];
                steps[i] += gradient * gradient;
                row[i] -= rate * gradient / std::sqrt(steps[i] + 1e-6f);
            }
        }
    }

    /// All but one in 20,000 weights fit; the rest are clamped.
    [[nodiscard]] float scale_of(std::size_t output) const {
        std::vector<float> sizes;
        for (const auto& row : weights_)
            if (row[output] != 0) sizes.push_back(std::fabs(row[output]));
        if (sizes.empty()) return 1;
        const auto at = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() - 1 - sizes.size() / 20'000);
        std::ranges::nth_element(sizes, at);
        return std::max(*at, 1e-6f) / 127;
    }

    const FitOptions& options_;
    std::span<const std::uint32_t> pool_;
    std::vector<Row> weights_, steps_;
    Row bias_{};
};

}  // namespace

template <std::size_t Outputs>
void Trainer<Outputs>::add(const Features& features, const std::array<float, Outputs>& targets,
                           float weight) {
    Example<Outputs> example;
    example.first = static_cast<std::uint32_t>(pool_.size());
    example.words = static_cast<std::uint32_t>(features.words.size());
    example.pieces = static_cast<std::uint32_t>(features.pieces.size());
    example.targets = targets;
    example.weight = weight;
    for (const auto hash : features.words) pool_.push_back(static_cast<std::uint32_t>(hash >> 32));
    for (const auto hash : features.pieces) pool_.push_back(static_cast<std::uint32_t>(hash >> 32));
    examples_.push_back(example);
}

template <std::size_t Outputs>
Fitted<Outputs> Trainer<Outputs>::fit(const FitOptions& options,
                                      const std::function<void(int, double)>& progress) const {
    Fit<Outputs> fit(options, pool_);
    Dice dice(options.seed);
    std::vector<std::uint32_t> order(examples_.size());
    std::iota(order.begin(), order.end(), 0u);
    for (int epoch = 0; epoch < options.epochs; ++epoch) {
        dice.shuffle(order);
        const float rate =
            options.rate * (1 - static_cast<float>(epoch) / static_cast<float>(options.epochs));
        double loss = 0;
        for (const auto index : order) loss += fit.learn(examples_[index], rate);
        progress(epoch + 1, loss / static_cast<double>(std::max<std::size_t>(1, order.size())));
    }
    return fit.finished();
}

template class Trainer<sentiment_outputs>;
template class Trainer<language_outputs>;

}  // namespace reputed::text::model
