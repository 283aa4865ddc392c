// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// How people cut time: pure rules behind "40 min ago" and "tomorrow 10:00".
#pragma once
#include <cstdint>
#include <string_view>

#include "core/instant.hpp"

namespace reputed::templates {

struct Span {
    enum class Unit { now, minutes, hours, yesterday, days, months, years };
    Unit unit = Unit::now;
    std::int64_t amount = 0;
};

/// The words for something that long ago; times to come count as now, because clocks differ.
[[nodiscard]] Span span_ago(core::Instant::duration since);
/// Local calendar days from one instant to the other; negative when it lies before.
[[nodiscard]] std::int64_t day_distance(std::string_view zone, core::Instant from, core::Instant to);

}  // namespace reputed::templates
