// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "core/alert.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/enum_names.hpp"

namespace reputed::core {
namespace {

constexpr std::array<std::string_view, 5> kinds{"negative_review", "digest", "incident", "test",
                                                "lost_answer"};
constexpr std::array<std::string_view, 6> states{"waiting",       "sending",  "sent",
                                                 "undeliverable", "given_up", "held"};

}  // namespace

std::optional<std::chrono::seconds> retry_delay(int attempts, double jitter) {
    // 1, 2, 4 ... 256 minutes and then every 6 hours: 28 tries span a little over five days.
    if (attempts > 28) return std::nullopt;
    const double minutes = std::min(std::pow(2.0, std::max(attempts - 1, 0)), 360.0);
    return std::chrono::seconds{std::llround(minutes * 60 * (0.9 + 0.2 * jitter))};
}

std::string_view name_of(AlertKind kind) { return kinds[static_cast<std::size_t>(kind)]; }
std::string_view name_of(AlertState state) { return states[static_cast<std::size_t>(state)]; }
std::optional<AlertKind> alert_kind_named(std::string_view name) { return named<AlertKind>(kinds, name); }
std::optional<AlertState> alert_state_named(std::string_view name) { return named<AlertState>(states, name); }

}  // namespace reputed::core
