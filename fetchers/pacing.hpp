// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// How long a server asks us to wait, in the dialects servers speak (RFC 9110 section 10.2.3, RFC 9111
// section 5, IETF RateLimit drafts, and the X- headers of common services). Pure.
#pragma once
#include <chrono>
#include <optional>
#include <string>

#include "core/instant.hpp"
#include "net/http.hpp"

namespace reputed::fetchers {

/// Retry-After; failing that, a rate limit's reset time. Clamped to [1 s, 24 h]. Dates are compared with
/// the server's own Date, so that a wrong clock on either side does no harm.
[[nodiscard]] std::optional<std::chrono::seconds> told_to_wait(const net::Headers& headers,
                                                               core::Instant now);
/// One reset value: ISO time, unix time, or seconds from now.
[[nodiscard]] std::optional<std::chrono::seconds> read_reset(std::string_view value, core::Instant now);

}  // namespace reputed::fetchers
