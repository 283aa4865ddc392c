// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "core/instant.hpp"

#include <cstdio>

namespace reputed::core {
namespace {

std::string date_text(std::chrono::sys_days day) {
    const std::chrono::year_month_day date{day};
    std::array<char, 32> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return buffer.data();
}

/// Exactly `count` digits at `at`, or -1.
int digits(const std::string& text, std::size_t at, std::size_t count) {
    if (at + count > text.size()) return -1;
    int value = 0;
    for (std::size_t i = at; i < at + count; ++i) {
        if (text[i] < '0' || text[i] > '9') return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

}  // namespace

std::string to_iso(Instant at) {
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::hh_mm_ss clock{at - day};
    std::array<char, 32> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "T%02d:%02d:%02d", static_cast<int>(clock.hours().count()),
                  static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
    std::string text = date_text(day) + buffer.data();
    if (const auto fraction = clock.subseconds().count(); fraction != 0) {
        std::snprintf(buffer.data(), buffer.size(), ".%06d", static_cast<int>(fraction));
        text += buffer.data();
        text.erase(text.find_last_not_of('0') + 1);
    }
    return text + "Z";
}

std::string to_iso(const Stamp& stamp) {
    std::string full = to_iso(stamp.at);
    switch (stamp.precision) {
        case Stamp::Precision::year:
            return full.substr(0, 4);
        case Stamp::Precision::month:
            return full.substr(0, 7);
        case Stamp::Precision::day:
            return full.substr(0, 10);
        case Stamp::Precision::minute:
        case Stamp::Precision::second:
            return full;
    }
    return full;
}

std::optional<Instant> from_iso(const std::string& text) {
    using namespace std::chrono;
    const int year_value = digits(text, 0, 4), month_value = digits(text, 5, 2),
              day_value = digits(text, 8, 2);
    if (year_value < 0 || month_value < 0 || day_value < 0 || text[4] != '-' || text[7] != '-')
        return std::nullopt;
    const year_month_day date{year{year_value}, month{static_cast<unsigned>(month_value)},
                              day{static_cast<unsigned>(day_value)}};
    if (!date.ok()) return std::nullopt;
    Instant at{sys_days{date}};
    if (text.size() == 10) return at;
    const int hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return std::nullopt;
    at += hours{hour} + minutes{minute} + seconds{second};
    std::size_t next = 19;
    if (next < text.size() && text[next] == '.') {
        std::int64_t scale = 100'000;
        for (++next; next < text.size() && digits(text, next, 1) >= 0; ++next, scale /= 10)
            at += microseconds{digits(text, next, 1) * scale};
    }
    const std::string zone = text.substr(std::min(next, text.size()));
    if (zone == "Z" || zone == "z") return at;
    if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':') return std::nullopt;
    const int offset_hours = digits(zone, 1, 2), offset_minutes = digits(zone, 4, 2);
    if (offset_hours < 0 || offset_minutes < 0) return std::nullopt;
    const auto offset = hours{offset_hours} + minutes{offset_minutes};
    return zone[0] == '+' ? at - offset : at + offset;
}

}  // namespace reputed::core
