// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Ratings as tables hold them: "4", "4,5", "4/5", "80 %", "★★★★☆", "5 stars". Pure.
#pragma once
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "core/review.hpp"

namespace reputed::fetchers::csv {

struct StarRules {
    double best = 5;       ///< of ratings that do not say their own scale
    double worst = 1;      ///< unless a rating's own scale has another one
    bool guessed = false;  ///< the scale was found out from the values
    char decimal = 0;      ///< 0: point and comma both
};

/// The rating, or why there is none, to be read after the cell's value.
[[nodiscard]] std::expected<core::Rating, std::string> read_stars(std::string_view cell,
                                                                  const StarRules& rules);
/// The bare value of a rating without a scale of its own.
[[nodiscard]] std::optional<double> bare_rating(std::string_view cell, char decimal);

/// Finds out the scale of a file's bare ratings: 5, 10 or 100; a few outliers do not make a scale.
class ScaleGuess {
  public:
    void add(double value);
    [[nodiscard]] double best() const;

  private:
    [[nodiscard]] bool are_outliers(int count) const;
    int rated_ = 0;
    int above_five_ = 0;
    int above_ten_ = 0;
};

}  // namespace reputed::fetchers::csv
