// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Points in time, and times as portals state them. All instants are UTC with microseconds.
#pragma once
#include <chrono>
#include <optional>
#include <string>

namespace reputed::core {

using Instant = std::chrono::sys_time<std::chrono::microseconds>;

/// What a portal said about when something was written.
struct Stamp {
    enum class Precision { second, minute, day, month, year };
    Instant at{};
    Precision precision = Precision::second;
    bool zone_known = true;  ///< false: no zone was given, read as UTC
    auto operator<=>(const Stamp&) const = default;
};

/// ISO 8601 in UTC, "2026-08-01T14:58:11Z"; with fraction only when there is one.
[[nodiscard]] std::string to_iso(Instant at);
/// As to_iso, shortened to the precision: "2026-08-01", "2026-08".
[[nodiscard]] std::string to_iso(const Stamp& stamp);
/// The strict inverse of to_iso and RFC 3339; dates in other styles are the text room's work.
[[nodiscard]] std::optional<Instant> from_iso(const std::string& text);

[[nodiscard]] inline std::int64_t to_micros(Instant at) { return at.time_since_epoch().count(); }
[[nodiscard]] inline Instant from_micros(std::int64_t micros) {
    return Instant{std::chrono::microseconds{micros}};
}

}  // namespace reputed::core
