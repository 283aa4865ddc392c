// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Finds the temperatures that make chances honest: of a hundred texts said to be negative with 80 %, eighty
// should be (Guo et al., 2017). From texts that were kept apart.
#pragma once
#include <array>
#include <vector>

#include "text/model/model.hpp"

namespace reputed::text::model {

class Calibration {
  public:
    void add(std::size_t language, std::array<float, sentiment_outputs> scores,
             std::array<float, 3> sentiment, float complaint);
    [[nodiscard]] std::size_t size() const { return seen_.size(); }
    /// A language with few texts takes the temperature of all.
    [[nodiscard]] Temperatures fitted() const;

  private:
    struct Seen {
        std::size_t language;
        std::array<float, sentiment_outputs> scores;
        std::array<float, 3> sentiment;
        float complaint;
    };
    std::vector<Seen> seen_;
};

}  // namespace reputed::text::model
