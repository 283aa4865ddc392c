// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "base/zone.hpp"

#include <date/tz.h>

namespace reputed::base {
namespace {

const date::time_zone* find_zone(std::string_view name) {
    try {
        return date::locate_zone(std::string(name));
    } catch (const std::exception&) {
        return nullptr;
    }
}

}  // namespace

bool is_known_zone(std::string_view name) { return !name.empty() && find_zone(name) != nullptr; }

std::chrono::seconds utc_offset(std::string_view zone, Instant at) {
    const auto* found = find_zone(zone);
    if (found == nullptr) return std::chrono::seconds{0};
    return found->get_info(std::chrono::floor<std::chrono::seconds>(at)).offset;
}

Instant from_local(std::string_view zone, std::chrono::local_time<std::chrono::microseconds> local) {
    const auto* found = find_zone(zone);
    const Instant as_utc{local.time_since_epoch()};
    if (found == nullptr) return as_utc;
    const date::local_time<std::chrono::microseconds> wall{local.time_since_epoch()};
    return Instant{found->to_sys(wall, date::choose::earliest).time_since_epoch()};
}

std::string local_day(std::string_view zone, Instant at) {
    const auto day = std::chrono::floor<std::chrono::days>(at + utc_offset(zone, at));
    const std::chrono::year_month_day date{day};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

}  // namespace reputed::base
