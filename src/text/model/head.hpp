// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What an embedding means: one linear layer over the encoder's vector and the four raw outputs of stage 1,
// with outputs for the sentiment, the complaint, each topic in both leans, and each urgency. A view of the
// model file; reentrant.
#pragma once
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/assessment.hpp"
#include "text/encoder.hpp"
#include "text/model/linear.hpp"

namespace reputed::text::model {

constexpr std::size_t head_inputs = Encoder::dimension + sentiment_outputs;
/// negative, neutral, positive, complaint; then friction of each topic; praise of each topic; each urgency
constexpr std::size_t first_friction = sentiment_outputs;
constexpr std::size_t first_praise = first_friction + core::topic_count;
constexpr std::size_t first_urgency = first_praise + core::topic_count;
constexpr std::size_t head_outputs = first_urgency + core::urgency_count;

using HeadInput = std::array<float, head_inputs>;
using HeadOutput = std::array<float, head_outputs>;

[[nodiscard]] HeadInput head_input(const Encoder::Embedding& embedding,
                                   std::span<const float, sentiment_outputs> stage1);

class Head {
  public:
    Head() = default;
    /// Over a section of floats: for each output its bias and its weights. Empty unless of the right size,
    /// all of them finite.
    explicit Head(std::span<const char> section);
    [[nodiscard]] bool empty() const { return weights_.empty(); }
    [[nodiscard]] HeadOutput score(const HeadInput& input) const;

  private:
    std::span<const float> weights_;
};

struct HeadExample {
    HeadInput input{};
    HeadOutput targets{};  ///< below 0: says nothing
    float weight = 1;
};

/// `section` with the sentiment and the complaint of `other`.
[[nodiscard]] std::string with_sentiment_of(std::string section, const std::string& other);

/// The section with as much of stage 1's outputs added to the sentiment and the complaint as explains these
/// examples best. They must be texts that neither was trained on, or stage 1 would be believed too much.
[[nodiscard]] std::string with_share_of_stage1(std::string section, std::span<const HeadExample> examples);

/// Fits the section that Head reads: multinomial for the first three outputs, independent for the rest.
/// Deterministic for equal inputs.
[[nodiscard]] std::string fit_head(std::span<const HeadExample> examples, int epochs, float rate,
                                   float decay);

}  // namespace reputed::text::model
