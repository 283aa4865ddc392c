// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "times.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <charconv>

namespace reputed::sandbox {
namespace {

std::tm calendar(Instant at) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(at);
    return fmt::gmtime(static_cast<std::time_t>(seconds.time_since_epoch().count()));
}

std::optional<int> number_at(std::string_view text, std::size_t from, std::size_t length) {
    int value = 0;
    if (from + length > text.size()) return std::nullopt;
    const char* begin = text.data() + from;
    const auto [end, error] = std::from_chars(begin, begin + length, value);
    if (error != std::errc{} || end != begin + length) return std::nullopt;
    return value;
}

}  // namespace

std::string iso(Instant at, int fraction_digits) {
    const auto micros = at.time_since_epoch().count() % 1'000'000;
    const std::string begin = fmt::format("{:%Y-%m-%dT%H:%M:%S}", calendar(at));
    if (fraction_digits == 3) return fmt::format("{}.{:03}Z", begin, micros / 1000);
    if (fraction_digits == 6) return fmt::format("{}.{:06}Z", begin, micros);
    return begin + "Z";
}

std::string iso_pacific(Instant at) {
    return fmt::format("{:%Y-%m-%dT%H:%M:%S}-07:00", calendar(at - std::chrono::hours(7)));
}

std::string http_date(Instant at) { return fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", calendar(at)); }

std::string mail_date(Instant at) { return fmt::format("{:%a, %d %b %Y %H:%M:%S} +0000", calendar(at)); }

std::optional<Instant> instant_from(std::string_view text) {
    const auto year = number_at(text, 0, 4);
    const auto month = number_at(text, 5, 2);
    const auto day = number_at(text, 8, 2);
    const auto hour = number_at(text, 11, 2);
    const auto minute = number_at(text, 14, 2);
    const auto second = number_at(text, 17, 2);
    if (!year || !month || !day || !hour || !minute || !second || text.back() != 'Z') return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(*year),
                                           std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok()) return std::nullopt;
    std::chrono::microseconds fraction{0};
    if (text.size() > 20 && text[19] == '.') {
        std::string digits(text.substr(20, text.size() - 21));
        digits.resize(6, '0');
        fraction = std::chrono::microseconds(number_at(digits, 0, 6).value_or(0));
    }
    return std::chrono::sys_days(date) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
           std::chrono::seconds(*second) + fraction;
}

}  // namespace reputed::sandbox
