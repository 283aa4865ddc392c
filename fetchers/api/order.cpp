// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/api/order.hpp"

#include <algorithm>

namespace reputed::fetchers::api {

std::optional<core::Instant> last_of_newest_first(const std::vector<core::Item>& items) {
    const bool dated =
        std::ranges::all_of(items, [](const auto& item) { return item.published.has_value(); });
    if (items.empty() || !dated) return std::nullopt;
    const auto time = [](const core::Item& item) { return item.published->at; };
    const bool falling = std::ranges::is_sorted(items, std::ranges::greater{}, time);
    if (!falling || time(items.front()) == time(items.back())) return std::nullopt;
    return time(items.back());
}

}  // namespace reputed::fetchers::api
