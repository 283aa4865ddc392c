// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// IANA time zones (RFC 6557 names such as "Europe/Warsaw"), read from the system's zone files.
#pragma once
#include <chrono>
#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace reputed::base {

[[nodiscard]] bool is_known_zone(std::string_view name);
/// Seconds to add to UTC to get local time at that instant. Unknown zones count as UTC.
[[nodiscard]] std::chrono::seconds utc_offset(std::string_view zone, Instant at);
/// The instant of a local wall time: in a gap, shifted forward; in an overlap, the first.
[[nodiscard]] Instant from_local(std::string_view zone,
                                 std::chrono::local_time<std::chrono::microseconds> local);
/// The local calendar day as YYYY-MM-DD.
[[nodiscard]] std::string local_day(std::string_view zone, Instant at);

}  // namespace reputed::base
