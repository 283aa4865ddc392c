// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Dates as the web writes them (contract "feeds" section 8). Pure; any thread.
#pragma once
#include <optional>
#include <string_view>

#include "core/instant.hpp"

namespace reputed::text {

/// RFC 3339, RFC 822 and their many relatives, unix seconds and milliseconds, month names in several
/// languages. Offsets beyond -12:00…+14:00 count as UTC. Nothing when unreadable.
[[nodiscard]] std::optional<core::Stamp> parse_date(std::string_view text);

}  // namespace reputed::text
