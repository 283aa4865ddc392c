// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Instants in the styles the imitated portals write them.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace reputed::sandbox {

using base::Instant;

/// "2026-08-01T14:58:11Z" with 0, 3 or 6 digits of a second.
[[nodiscard]] std::string iso(Instant at, int fraction_digits = 0);
/// "2026-08-01T07:58:11-07:00": the App Store speaks the time of its home.
[[nodiscard]] std::string iso_pacific(Instant at);
/// "Sat, 01 Aug 2026 14:58:11 GMT" (RFC 9110 section 5.6.7).
[[nodiscard]] std::string http_date(Instant at);
/// "Sat, 01 Aug 2026 14:58:11 +0000" (RFC 822 as RSS uses it).
[[nodiscard]] std::string mail_date(Instant at);
/// Reads what `iso` writes, with or without a fraction.
[[nodiscard]] std::optional<Instant> instant_from(std::string_view text);

}  // namespace reputed::sandbox
