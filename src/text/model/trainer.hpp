// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Fits a Linear model by stochastic gradient descent with a step of its own for each weight (Duchi et al.,
// "Adaptive Subgradient Methods", 2011). Deterministic: the same examples in the same order and the same seed
// give the same bytes on every machine (see arithmetic.hpp). Offline; uses memory freely.
#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <vector>

#include "text/model/linear.hpp"

namespace reputed::text::model {

/// One text to learn from. A target below 0 says nothing about that output.
template <std::size_t Outputs>
struct Example {
    std::uint32_t first = 0, words = 0, pieces = 0;  ///< its features in the trainer's pool
    std::array<float, Outputs> targets{};
    float weight = 1;
};

struct FitOptions {
    int bits = 20;
    int epochs = 5;
    float rate = 0.3f;
    float decay = 1e-6f;  ///< of a weight, at each touch
    Shares shares;
    std::size_t classes = 3;  ///< the first outputs exclude each other; those after them are independent
    std::uint64_t seed = 1;
};

/// The fitted weights, already in the form of the model file.
template <std::size_t Outputs>
struct Fitted {
    FitOptions options;
    std::array<float, Outputs> scale{}, bias{};
    std::vector<std::int8_t> rows;
    [[nodiscard]] Linear<Outputs> view() const {
        return {options.bits, options.shares, scale, bias, rows.data()};
    }
};

template <std::size_t Outputs>
class Trainer {
  public:
    void add(const Features& features, const std::array<float, Outputs>& targets, float weight);
    [[nodiscard]] std::size_t size() const { return examples_.size(); }
    /// `progress` hears of each epoch and its mean loss.
    [[nodiscard]] Fitted<Outputs> fit(const FitOptions& options,
                                      const std::function<void(int, double)>& progress) const;

  private:
    std::vector<std::uint32_t> pool_;  ///< the top halves of hashes
    std::vector<Example<Outputs>> examples_;
};

extern template class Trainer<sentiment_outputs>;
extern template class Trainer<language_outputs>;

}  // namespace reputed::text::model
