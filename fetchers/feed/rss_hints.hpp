// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What a channel says about how often, and when, it likes to be asked.
#pragma once
#include <chrono>
#include <optional>
#include <pugixml.hpp>
#include <vector>

namespace reputed::fetchers::feed {

/// ttl in minutes, or a period of the syndication module divided by its frequency.
[[nodiscard]] std::optional<std::chrono::seconds> stated_interval(const pugi::xml_node& channel);
/// UTC hours; empty when none are named.
[[nodiscard]] std::vector<int> stated_skip_hours(const pugi::xml_node& channel);

}  // namespace reputed::fetchers::feed
