// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/date_cursor.hpp"

#include "text/month_names.hpp"

namespace reputed::text {
namespace {

using namespace std::chrono_literals;

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

/// 24:00 is the end of the day, and a leap second is the second before it.
bool make_sound(TimeOfDay& time) {
    if (time.second == 60) time.second = 59;
    const bool is_end_of_day = time.hour == 24 && time.minute == 0 && time.second == 0;
    return (time.hour <= 23 || is_end_of_day) && time.minute <= 59 && time.second <= 59;
}

}  // namespace

bool DateCursor::take(char c) {
    if (peek() != c || done()) return false;
    ++at_;
    return true;
}

void DateCursor::skip(std::string_view characters) {
    at_ = std::min(text_.find_first_not_of(characters, at_), text_.size());
}

std::optional<int> DateCursor::number(std::size_t least, std::size_t most) {
    int value = 0;
    std::size_t digits = 0;
    while (digits < most && at_ + digits < text_.size()) {
        const char c = text_[at_ + digits];
        if (c < '0' || c > '9') break;
        value = value * 10 + (c - '0');
        ++digits;
    }
    if (digits < least) return std::nullopt;
    at_ += digits;
    return value;
}

std::string_view DateCursor::word() const {
    std::size_t end = at_;
    while (end < text_.size() && is_letter(text_[end])) ++end;
    return text_.substr(at_, end - at_);
}

void DateCursor::take_fraction(TimeOfDay& time) {
    if (peek() != '.' && peek() != ',') return;
    if (at_ + 1 >= text_.size() || text_[at_ + 1] < '0' || text_[at_ + 1] > '9') return;
    ++at_;
    for (std::int64_t scale = 100'000; at_digit(); scale /= 10, ++at_)
        time.fraction += std::chrono::microseconds{(peek() - '0') * scale};
}

void DateCursor::take_half_of_day(TimeOfDay& time) {
    DateCursor ahead = *this;
    ahead.skip(" ");
    const char half = ahead.peek();
    if (half != 'a' && half != 'p') return;
    ahead.take(half);
    ahead.skip(". ");
    if (!ahead.take('m') || is_letter(ahead.peek())) return;
    ahead.take('.');
    *this = ahead;
    if (time.hour > 12) return;
    time.hour = time.hour % 12 + (half == 'p' ? 12 : 0);
}

bool DateCursor::take_minutes(TimeOfDay& time) {
    const bool with_colons = take(':');
    if (!with_colons && !at_digit()) return true;
    const auto minute = number(with_colons ? 1 : 2, 2);
    if (!minute) return false;
    time.minute = *minute;
    if (with_colons ? !take(':') : !at_digit()) return true;
    const auto second = number(with_colons ? 1 : 2, 2);
    if (!second) return false;
    time.second = *second;
    time.has_second = true;
    take_fraction(time);
    return true;
}

std::optional<TimeOfDay> DateCursor::time_of_day() {
    const auto begin = at_;
    TimeOfDay time;
    const auto hour = number(1, 2);
    if (!hour) return std::nullopt;
    time.hour = *hour;
    if (take_minutes(time)) {
        take_half_of_day(time);
        if (make_sound(time)) return time;
    }
    at_ = begin;
    return std::nullopt;
}

std::optional<ZoneOffset> DateCursor::signed_offset() {
    const auto begin = at_;
    const bool west = peek() == '-';
    if (!take('+') && !take('-')) return std::nullopt;
    const auto hours = number(1, 2);
    if (!hours) {
        at_ = begin;
        return std::nullopt;
    }
    take(':');
    const auto minutes = number(2, 2).value_or(0);
    const auto seconds = number(2, 2);  // "+020000" exists; no zone has them
    if (!seconds) take('z');
    const auto offset = (std::chrono::hours{*hours} + std::chrono::minutes{minutes}) * (west ? -1 : 1);
    if (minutes > 59 || offset < -12h || offset > 14h) return ZoneOffset{};
    return ZoneOffset{offset, true};
}

ZoneOffset DateCursor::zone() {
    const auto begin = at_;
    skip(" ");
    if (const auto offset = signed_offset()) return *offset;
    take('(');
    const auto name = word();
    const auto named = zone_named(name);
    if (!named) {
        at_ = begin;
        return {};
    }
    at_ += name.size();
    if (const auto offset = signed_offset()) return *offset;
    return {*named, true};
}

}  // namespace reputed::text
