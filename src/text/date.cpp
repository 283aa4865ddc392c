// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/date.hpp"

#include "base/utf8.hpp"
#include "text/date_cursor.hpp"
#include "text/fold.hpp"
#include "text/month_names.hpp"
#include "text/space.hpp"

namespace reputed::text {
namespace {

using core::Stamp;
using Found = std::optional<Stamp>;
using namespace std::string_view_literals;

struct Day {
    int year = 0;
    int month = 0;  ///< 0: not said
    int day = 0;    ///< 0: not said
};

Found stamp_of(const Day& day, const std::optional<TimeOfDay>& time, const ZoneOffset& zone) {
    using namespace std::chrono;
    if (day.year < 1900 || day.year >= 2200 || day.month < 0 || day.day < 0) return std::nullopt;
    const year_month_day date{year{day.year}, month{static_cast<unsigned>(std::max(day.month, 1))},
                              std::chrono::day{static_cast<unsigned>(std::max(day.day, 1))}};
    if (!date.ok()) return std::nullopt;
    Stamp stamp;
    stamp.at = sys_days{date} - zone.offset;
    stamp.zone_known = zone.known;
    stamp.precision = day.month == 0 ? Stamp::Precision::year
                      : day.day == 0 ? Stamp::Precision::month
                                     : Stamp::Precision::day;
    if (!time) return stamp;
    stamp.at += hours{time->hour} + minutes{time->minute} + seconds{time->second} + time->fraction;
    stamp.precision = time->has_second ? Stamp::Precision::second : Stamp::Precision::minute;
    return stamp;
}

Found unix_stamp(std::string_view digits, std::int64_t units_per_second) {
    std::int64_t value = 0;
    for (const char c : digits) value = value * 10 + (c - '0');
    return Stamp{core::from_micros(value * (1'000'000 / units_per_second)), Stamp::Precision::second, true};
}

/// Nothing but digits: a year, a day, or a clock that counts since 1970.
Found from_digits(std::string_view text) {
    const auto whole = text.substr(0, text.find('.'));
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (!std::ranges::all_of(whole, is_digit)) return std::nullopt;
    if (whole.size() != text.size() &&
        (whole.size() != 10 || !std::ranges::all_of(text.substr(whole.size() + 1), is_digit)))
        return std::nullopt;
    DateCursor cursor(whole);
    switch (whole.size()) {
        case 4:
            return stamp_of({*cursor.number(4, 4), 0, 0}, std::nullopt, {});
        case 8:
        case 14: {
            const Day day{*cursor.number(4, 4), *cursor.number(2, 2), *cursor.number(2, 2)};
            if (day.month == 0 || day.day == 0) return std::nullopt;
            return stamp_of(day, cursor.time_of_day(), {});
        }
        case 10:
            return unix_stamp(whole, 1);
        case 13:
            return unix_stamp(whole, 1000);
        case 16:
            return unix_stamp(whole, 1'000'000);
        default:
            return std::nullopt;
    }
}

/// "2026-08", "2026/8/1", "2026.08.01", "20260801".
std::optional<Day> leading_day(DateCursor& cursor) {
    const auto year = cursor.number(4, 4);
    if (!year) return std::nullopt;
    const char separator = cursor.peek();
    const bool separated = separator == '-' || separator == '/' || separator == '.';
    if (!separated && !cursor.at_digit()) return std::nullopt;
    if (separated) cursor.take(separator);
    const std::size_t least = separated ? 1 : 2;
    const auto month = cursor.number(least, 2);
    if (!month || *month == 0) return std::nullopt;
    if (separated && !cursor.take(separator))
        return cursor.at_digit() ? std::nullopt : std::optional<Day>({*year, *month, 0});
    const auto day = cursor.number(least, 2);
    if (!day || *day == 0 || cursor.at_digit()) return std::nullopt;
    return Day{*year, *month, *day};
}

/// RFC 3339, W3CDTF and what is written in their stead.
Found from_iso_like(std::string_view text) {
    DateCursor cursor(text);
    const auto day = leading_day(cursor);
    if (!day) return std::nullopt;
    if (cursor.peek() != '+' && cursor.peek() != '-') cursor.skip(" t,");
    std::optional<TimeOfDay> time;
    if (cursor.at_digit()) {
        time = cursor.time_of_day();
        if (!time) return std::nullopt;
    }
    const auto zone = cursor.zone();
    if (!time && cursor.rest().find_first_of("0123456789") != std::string_view::npos) return std::nullopt;
    return stamp_of(*day, time, zone);
}

struct Number {
    int value = 0;
    std::size_t digits = 0;
    char separator = '\0';  ///< right before it
};

struct DateWords {
    std::vector<Number> numbers;
    int month = 0;
    int unknown = 0;
    bool afternoon = false;
};

bool is_word_byte(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

void put_word(DateWords& words, std::string_view word, bool after_number) {
    static const std::string korean_month = fold("월"), korean_afternoon = fold("오후");
    if (after_number && (word == korean_month || word == "月"sv)) {
        words.month = words.numbers.back().value;
        words.numbers.pop_back();
    } else if (word == korean_afternoon || word == "下午"sv) {
        words.afternoon = true;
    } else if (const auto month = month_named(word); month > 0) {
        // The last one counts: "mar" may be Tuesday in French and Spanish, and the day comes first.
        words.month = static_cast<int>(month);
    } else if (base::count_code_points(word) > 2) {
        ++words.unknown;
    }
}

DateWords words_of(std::string_view text) {
    DateWords words;
    for (std::size_t at = 0; at < text.size();) {
        DateCursor cursor(text, at);
        if (cursor.at_digit()) {
            Number number;
            number.separator = at == 0 ? '\0' : text[at - 1];
            number.value = cursor.number(1, 5).value_or(0);
            number.digits = cursor.position() - at;
            words.numbers.push_back(number);
            at = cursor.position();
        } else if (is_word_byte(text[at])) {
            std::size_t end = at;
            while (end < text.size() && is_word_byte(text[end])) ++end;
            const bool after_number = at > 0 && text[at - 1] >= '0' && text[at - 1] <= '9';
            put_word(words, text.substr(at, end - at), after_number);
            at = end;
        } else {
            ++at;
        }
    }
    return words;
}

int whole_year(const Number& number) {
    if (number.digits == 2) return number.value + (number.value >= 90 ? 1900 : 2000);
    return number.digits == 4 ? number.value : 0;
}

std::optional<Day> day_of_month_name(const DateWords& words) {
    const auto& numbers = words.numbers;
    if (numbers.size() == 1 && numbers[0].digits == 4) return Day{numbers[0].value, words.month, 0};
    if (numbers.size() < 2) return std::nullopt;
    const bool year_first = numbers[0].digits == 4;
    const auto& year = numbers[year_first ? 0 : 1];
    const auto& day = numbers[year_first ? 1 : 0];
    if (day.value == 0) return std::nullopt;
    return Day{whole_year(year), words.month, day.value};
}

/// Slashes are mostly American, dots and dashes European; a number above 12 is no month.
std::optional<Day> day_of_numbers(const std::vector<Number>& numbers) {
    const auto is_zero = [](const Number& number) { return number.value == 0; };
    if (numbers.size() < 3 || std::ranges::any_of(numbers.begin(), numbers.begin() + 2, is_zero))
        return std::nullopt;
    if (numbers[0].digits == 4) return Day{numbers[0].value, numbers[1].value, numbers[2].value};
    int month = numbers[1].value, day = numbers[0].value;
    if (numbers[1].separator == '/') std::swap(month, day);
    if (month > 12) std::swap(month, day);
    return Day{whole_year(numbers[2]), month, day};
}

struct Clock {
    std::optional<TimeOfDay> time;
    ZoneOffset zone;
    std::string rest;  ///< the text without them
};

/// The first "h:mm" and the zone behind it; nothing when there is no such time of day.
std::optional<Clock> clock_of(std::string_view text) {
    const auto digit_at = [&](std::size_t at) {
        return at < text.size() && text[at] >= '0' && text[at] <= '9';
    };
    for (auto colon = text.find(':'); colon != std::string_view::npos; colon = text.find(':', colon + 1)) {
        if (colon == 0 || !digit_at(colon - 1) || !digit_at(colon + 1)) continue;
        const auto begin = colon >= 2 && digit_at(colon - 2) ? colon - 2 : colon - 1;
        if (begin > 0 && digit_at(begin - 1)) continue;
        DateCursor cursor(text, begin);
        const auto time = cursor.time_of_day();
        if (!time) return std::nullopt;
        const auto zone = cursor.zone();
        return Clock{time, zone, std::string(text.substr(0, begin)) + ' ' + std::string(cursor.rest())};
    }
    return Clock{std::nullopt, {}, std::string(text)};
}

/// RFC 822, asctime, and dates written for people.
Found from_words(std::string_view text) {
    constexpr std::size_t most_numbers = 4;
    constexpr int most_unknown = 4;
    auto clock = clock_of(text);
    if (!clock) return std::nullopt;
    const auto words = words_of(clock->rest);
    if (words.numbers.size() > most_numbers || words.unknown > most_unknown) return std::nullopt;
    if (clock->time && words.afternoon && clock->time->hour < 12) clock->time->hour += 12;
    const auto day = words.month > 0 ? day_of_month_name(words) : day_of_numbers(words.numbers);
    return day ? stamp_of(*day, clock->time, clock->zone) : std::nullopt;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

}  // namespace

std::optional<Stamp> parse_date(std::string_view text) {
    constexpr std::size_t longest = 160;
    text = trimmed(text);
    if (text.empty() || text.size() > longest) return std::nullopt;
    std::string folded = fold(text);
    for (const auto dash : {"\xe2\x88\x92"sv, "\xe2\x80\x93"sv, "\xe2\x80\x90"sv})
        replace_all(folded, dash, "-");
    if (const auto found = from_digits(folded)) return found;
    if (const auto found = from_iso_like(folded)) return found;
    return from_words(folded);
}

}  // namespace reputed::text
