// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "templates/spans.hpp"

#include "base/zone.hpp"

namespace reputed::templates {

Span span_ago(core::Instant::duration since) {
    const auto minutes = std::chrono::floor<std::chrono::minutes>(since).count();
    const auto hours = minutes / 60;
    const auto days = hours / 24;
    if (minutes < 1) return {Span::Unit::now, 0};
    if (minutes < 60) return {Span::Unit::minutes, minutes};
    if (hours < 24) return {Span::Unit::hours, hours};
    if (days < 2) return {Span::Unit::yesterday, 1};
    if (days < 60) return {Span::Unit::days, days};
    if (days < 730) return {Span::Unit::months, days / 30};
    return {Span::Unit::years, days / 365};
}

std::int64_t day_distance(std::string_view zone, core::Instant from, core::Instant to) {
    const auto day = [&](core::Instant at) {
        return std::chrono::floor<std::chrono::days>(at + base::utc_offset(zone, at))
            .time_since_epoch()
            .count();
    };
    return day(to) - day(from);
}

}  // namespace reputed::templates
