// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Dates as tables hold them: stated formats, ISO, numeric dates of several countries, unix time, and the day
// numbers of spreadsheets. Pure.
#pragma once
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "core/instant.hpp"

namespace reputed::fetchers::csv {

enum class DayOrder { unknown, day_first, month_first };

struct WhenRules {
    std::vector<std::string> formats;  ///< tried first, in their order
    std::string zone = "UTC";          ///< of times that do not name theirs
    DayOrder order = DayOrder::unknown;
};

enum class WhenProblem { unreadable, ambiguous };

[[nodiscard]] std::expected<core::Stamp, WhenProblem> read_when(std::string_view cell,
                                                                const WhenRules& rules);

/// What one cell tells of the order of day and month in its file: "31/12/2026" is proof, "01/02/2026" not.
enum class OrderEvidence { none, day_first, month_first, ambiguous };
[[nodiscard]] OrderEvidence order_evidence(std::string_view cell, const WhenRules& rules);

/// Empty when "%d.%m.%Y %H:%M" and the like can be read.
[[nodiscard]] std::string problem_of_format(std::string_view format);

}  // namespace reputed::fetchers::csv
