// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/csv/wall_time.hpp"

#include "base/zone.hpp"

namespace reputed::fetchers::csv {

using Precision = core::Stamp::Precision;

std::optional<core::Stamp> stamp_of(const WallTime& wall, std::string_view zone) {
    using namespace std::chrono;
    const year_month_day date{year{wall.year}, month{static_cast<unsigned>(wall.month)},
                              day{static_cast<unsigned>(wall.day)}};
    const bool possible = date.ok() && wall.year >= 1900 && wall.year <= 2200 && wall.hour <= 23 &&
                          wall.minute <= 59 && wall.second <= 60;
    if (!possible) return std::nullopt;
    const core::Instant as_utc = sys_days{date} + hours{wall.hour} + minutes{wall.minute} +
                                 seconds{wall.second} + microseconds{wall.micros};
    if (wall.precision == Precision::day) return core::Stamp{as_utc, Precision::day, false};
    if (wall.offset) return core::Stamp{as_utc - *wall.offset, wall.precision, true};
    const local_time<microseconds> local{as_utc.time_since_epoch()};
    return core::Stamp{base::from_local(zone, local), wall.precision, zone != "UTC"};
}

int full_year(int two_digits) { return two_digits + (two_digits <= 69 ? 2000 : 1900); }

bool Scanner::take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
}

bool Scanner::take_blanks() {
    const auto count = std::min(rest_.find_first_not_of(" \t"), rest_.size());
    rest_.remove_prefix(count);
    return count > 0;
}

std::optional<int> Scanner::number(std::size_t most, std::size_t* width) {
    int value = 0;
    std::size_t count = 0;
    while (count < most && count < rest_.size() && rest_[count] >= '0' && rest_[count] <= '9')
        value = value * 10 + (rest_[count++] - '0');
    if (width != nullptr) *width = count;
    rest_.remove_prefix(count);
    return count > 0 ? std::optional(value) : std::nullopt;
}

std::optional<bool> Scanner::afternoon() {
    for (const std::string_view word : {"AM", "am", "A.M.", "a.m."})
        if (rest_.starts_with(word)) return rest_.remove_prefix(word.size()), false;
    for (const std::string_view word : {"PM", "pm", "P.M.", "p.m."})
        if (rest_.starts_with(word)) return rest_.remove_prefix(word.size()), true;
    return std::nullopt;
}

std::optional<std::chrono::minutes> Scanner::offset() {
    for (const std::string_view word : {"Z", "z", "UTC", "GMT"})
        if (rest_.starts_with(word)) return rest_.remove_prefix(word.size()), std::chrono::minutes{0};
    Scanner ahead(rest_);
    const bool west = ahead.take('-');
    if (!west && !ahead.take('+')) return std::nullopt;
    const auto hours = ahead.number(2);
    ahead.take(':');
    const auto minutes = ahead.number(2);
    if (!hours || *hours > 14 || minutes.value_or(0) > 59) return std::nullopt;
    rest_ = ahead.rest_;
    const std::chrono::minutes span{*hours * 60 + minutes.value_or(0)};
    return west ? -span : span;
}

namespace {

int to_micros(int digits, std::size_t width) {
    for (; width < 6; ++width) digits *= 10;
    return digits;
}

bool read_seconds(Scanner& scanner, WallTime& wall) {
    if (!scanner.take(':')) return true;
    const auto second = scanner.number(2);
    if (!second) return false;
    wall.second = *second;
    wall.precision = Precision::second;
    if (!scanner.take('.') && !scanner.take(',')) return true;
    std::size_t width = 0;
    const auto fraction = scanner.number(6, &width);
    if (fraction) wall.micros = to_micros(*fraction, width);
    while (scanner.number(6)) {
    }
    return fraction.has_value();
}

}  // namespace

bool apply_afternoon(WallTime& wall, bool afternoon) {
    if (wall.hour < 1 || wall.hour > 12) return false;
    wall.hour = wall.hour % 12 + (afternoon ? 12 : 0);
    return true;
}

bool read_clock(std::string_view text, WallTime& wall) {
    Scanner scanner(text);
    scanner.take(',');
    const bool apart = scanner.take_blanks() || scanner.take('T') || scanner.take('t');
    if (scanner.at_end()) return true;
    if (!apart) return false;
    const auto hour = scanner.number(2);
    if (!hour || !scanner.take(':')) return false;
    const auto minute = scanner.number(2);
    if (!minute) return false;
    wall.hour = *hour;
    wall.minute = *minute;
    wall.precision = Precision::minute;
    if (!read_seconds(scanner, wall)) return false;
    scanner.take_blanks();
    if (const auto afternoon = scanner.afternoon(); afternoon && !apply_afternoon(wall, *afternoon))
        return false;
    scanner.take_blanks();
    wall.offset = scanner.offset();
    return scanner.at_end();
}

}  // namespace reputed::fetchers::csv
