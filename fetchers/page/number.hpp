// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Numbers as pages write them for people. Contract: "schema.org pages" section 6.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace reputed::fetchers::page {

/// A score with the scale it named itself, if it did.
struct Score {
    double value = 0;
    std::optional<double> best;
};

/// "4,6", "4.", "4/5", "4.5 out of 5", "90%", "★★★★☆", digits of Arabic and Persian. Nothing for negative
/// numbers, more than 1000, or no number at all.
[[nodiscard]] std::optional<Score> read_score(std::string_view text);
/// "1 234", "1,234", "31 reviews".
[[nodiscard]] std::optional<std::int64_t> read_count(std::string_view text);

}  // namespace reputed::fetchers::page
