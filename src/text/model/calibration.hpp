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
    /// The raw outputs for a text; what it says, 1 for one of the three; does it complain (1, 0; below 0:
    /// nobody said)? `language` is its place in `languages`.
    void add(std::size_t language, std::array<float, sentiment_outputs> scores,
             std::array<float, 3> sentiment, float complaint);
    [[nodiscard]] std::size_t size() const { return seen_.size(); }
    /// A language with few texts takes the temperature of all; without any text it is 1.
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
