// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Tells systemd how we are (sd_notify(3), the protocol: one datagram to $NOTIFY_SOCKET). Silent elsewhere.
#pragma once
#include <chrono>
#include <optional>
#include <string_view>

namespace reputed::ops {
void tell_systemd(std::string_view state);
/// Half of WATCHDOG_USEC, when systemd wants to hear from us.
[[nodiscard]] std::optional<std::chrono::milliseconds> watchdog_interval();
}  // namespace reputed::ops
