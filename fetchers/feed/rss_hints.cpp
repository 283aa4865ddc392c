// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/feed/rss_hints.hpp"

#include <charconv>

#include "fetchers/feed/xml.hpp"

namespace reputed::fetchers::feed {
namespace {

std::optional<int> positive_number(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
    return value;
}

}  // namespace

std::optional<std::chrono::seconds> stated_interval(const pugi::xml_node& channel) {
    using namespace std::chrono_literals;
    constexpr int a_year = 366 * 24 * 60;
    const auto minutes = positive_number(trimmed_text(find_child(channel, Space::own, "ttl")));
    if (minutes && *minutes > 0) return std::chrono::minutes{std::min(*minutes, a_year)};
    const auto period = trimmed_text(find_child(channel, Space::syndication, "updatePeriod"));
    const auto written = trimmed_text(find_child(channel, Space::syndication, "updateFrequency"));
    const auto frequency = std::max(1, positive_number(written).value_or(1));
    if (period == "hourly") return std::chrono::seconds{1h} / frequency;
    if (period == "daily") return std::chrono::seconds{24h} / frequency;
    if (period == "weekly") return std::chrono::seconds{24h * 7} / frequency;
    if (period == "monthly") return std::chrono::seconds{24h * 30} / frequency;
    if (period == "yearly") return std::chrono::seconds{24h * 365} / frequency;
    return std::nullopt;
}

std::vector<int> stated_skip_hours(const pugi::xml_node& channel) {
    std::vector<int> hours;
    for (const auto& hour : all_children(find_child(channel, Space::own, "skipHours"), Space::own, "hour"))
        if (const auto value = positive_number(trimmed_text(hour)); value && *value <= 24)
            hours.push_back(*value % 24);
    return hours;
}

}  // namespace reputed::fetchers::feed
