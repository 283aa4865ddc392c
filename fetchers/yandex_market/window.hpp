// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The portal shows half a year at a time: which half year is asked for, and the one before it. Pure.
#pragma once
#include <optional>
#include <string>

#include "fetchers/api/api.hpp"

namespace reputed::fetchers::yandex_market {

struct Window {
    int number = 1;  ///< 1 is the newest
    core::Instant from{};
    std::optional<core::Instant> to;  ///< none: now
    std::string page;                 ///< the portal's page token; empty: the first page
};

/// The newest half year, or what came after `since` where that is shorter.
[[nodiscard]] Window newest_window(const api::Ask& ask);
/// The half year before this one; both overlap, for the portal counts neither end in.
[[nodiscard]] Window window_before(const Window& window);
[[nodiscard]] std::optional<Window> read_window(const std::string& text);
[[nodiscard]] std::string written(const Window& window);

}  // namespace reputed::fetchers::yandex_market
