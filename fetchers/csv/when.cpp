// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/csv/when.hpp"

#include <charconv>
#include <cmath>

#include "base/zone.hpp"
#include "fetchers/csv/wall_time.hpp"
#include "text/date.hpp"
#include "text/html.hpp"

namespace reputed::fetchers::csv {
namespace {

using Precision = core::Stamp::Precision;
using Read = std::expected<core::Stamp, WhenProblem>;

/// Three numbers with one sign between them, and what follows.
struct Triple {
    int first = 0, second = 0, third = 0;
    std::size_t first_width = 0, third_width = 0;
    char sign = 0;
    std::string_view rest;
};

std::optional<Triple> read_triple(std::string_view text) {
    Scanner scanner(text);
    Triple triple;
    std::size_t width = 0;
    const auto first = scanner.number(4, &triple.first_width);
    if (!first || scanner.at_end()) return std::nullopt;
    triple.sign = scanner.rest().front();
    if (!std::string_view("./-").contains(triple.sign)) return std::nullopt;
    scanner.take(triple.sign);
    if (triple.sign == '.') scanner.take_blanks();
    const auto second = scanner.number(2, &width);
    if (!second || !scanner.take(triple.sign)) return std::nullopt;
    if (triple.sign == '.') scanner.take_blanks();
    const auto third = scanner.number(4, &triple.third_width);
    if (!third) return std::nullopt;
    triple.first = *first;
    triple.second = *second;
    triple.third = *third;
    triple.rest = scanner.rest();
    return triple;
}

bool begins_with_year(const Triple& triple) { return triple.first_width == 4; }

/// Points mean day first wherever they are used; slashes and dashes do not say.
bool order_is_open(const Triple& triple) { return !begins_with_year(triple) && triple.sign != '.'; }

Read from_triple(const Triple& triple, const WhenRules& rules) {
    WallTime wall;
    bool day_first = true;
    if (order_is_open(triple) && rules.order == DayOrder::unknown) {
        if (triple.first <= 12 && triple.second <= 12 && triple.first != triple.second)
            return std::unexpected(WhenProblem::ambiguous);
        day_first = triple.second <= 12;
    } else if (order_is_open(triple)) {
        day_first = rules.order == DayOrder::day_first;
    }
    const int year = begins_with_year(triple) ? triple.first : triple.third;
    const std::size_t year_width = begins_with_year(triple) ? 4 : triple.third_width;
    if (year_width != 2 && year_width != 4) return std::unexpected(WhenProblem::unreadable);
    wall.year = year_width == 2 ? full_year(year) : year;
    wall.month = begins_with_year(triple) || day_first ? triple.second : triple.first;
    wall.day = begins_with_year(triple) ? triple.third : day_first ? triple.first : triple.second;
    if (!read_clock(triple.rest, wall)) return std::unexpected(WhenProblem::unreadable);
    const auto stamp = stamp_of(wall, rules.zone);
    if (!stamp) return std::unexpected(WhenProblem::unreadable);
    return *stamp;
}

std::optional<double> to_number(std::string_view text) {
    std::string plain(text);
    std::ranges::replace(plain, ',', '.');
    double value = 0;
    const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
    const bool whole = error == std::errc{} && end == plain.data() + plain.size();
    return whole && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

/// Days since 1899-12-30, the fraction being the time of day.
std::optional<core::Stamp> from_day_number(double number, std::string_view zone) {
    using namespace std::chrono;
    const auto total = seconds{std::llround(number * 86'400)};
    const sys_days first{year{1899} / December / 30};
    const auto day = floor<days>(first + total);
    const year_month_day date{day};
    const hh_mm_ss clock{first + total - day};
    WallTime wall;
    wall.year = static_cast<int>(date.year());
    wall.month = static_cast<int>(static_cast<unsigned>(date.month()));
    wall.day = static_cast<int>(static_cast<unsigned>(date.day()));
    wall.hour = static_cast<int>(clock.hours().count());
    wall.minute = static_cast<int>(clock.minutes().count());
    wall.second = static_cast<int>(clock.seconds().count());
    const bool whole_day = number == std::floor(number);
    wall.precision = whole_day ? Precision::day : Precision::second;
    return stamp_of(wall, zone);
}

/// A bare number: 20260801, unix seconds or milliseconds, or a spreadsheet's day.
std::optional<core::Stamp> from_number(std::string_view text, std::string_view zone) {
    const bool digits = std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    const auto value = to_number(text);
    if (!value) return std::nullopt;
    if (digits && text.size() == 8) {
        Scanner scanner(text);
        WallTime wall;
        wall.year = scanner.number(4).value_or(0);
        wall.month = scanner.number(2).value_or(0);
        wall.day = scanner.number(2).value_or(0);
        return stamp_of(wall, zone);
    }
    if (digits && (text.size() == 10 || text.size() == 13)) return text::parse_date(text);
    if (*value >= 1 && *value <= 80'000) return from_day_number(*value, zone);
    return std::nullopt;
}

bool is_number(std::string_view text) {
    return text.find_first_not_of("0123456789.,") == std::string_view::npos &&
           std::ranges::count_if(text, [](char c) { return c == '.' || c == ','; }) <= 1;
}

/// Everything else the web writes: month names, RFC 2822. A time without a zone is one of the file's zone.
std::optional<core::Stamp> from_words(std::string_view text, std::string_view zone) {
    auto stamp = text::parse_date(text);
    const bool local = stamp && !stamp->zone_known && stamp->precision <= Precision::minute;
    if (!local || zone == "UTC") return stamp;
    const std::chrono::local_time<std::chrono::microseconds> wall{stamp->at.time_since_epoch()};
    stamp->at = base::from_local(zone, wall);
    stamp->zone_known = true;
    return stamp;
}

/// One directive of a stated format; false when the text does not fit it.
bool read_directive(char directive, Scanner& scanner, WallTime& wall, std::optional<bool>& afternoon) {
    const auto store = [](std::optional<int> value, int& place) {
        if (value) place = *value;
        return value.has_value();
    };
    const auto finer = [&wall](Precision precision) { wall.precision = std::min(wall.precision, precision); };
    switch (directive) {
        case 'Y':
            return store(scanner.number(4), wall.year);
        case 'y': {
            const auto year = scanner.number(2);
            if (year) wall.year = full_year(*year);
            return year.has_value();
        }
        case 'm':
            return store(scanner.number(2), wall.month);
        case 'd':
        case 'e':
            scanner.take_blanks();
            return store(scanner.number(2), wall.day);
        case 'H':
        case 'I':
            finer(Precision::minute);
            return store(scanner.number(2), wall.hour);
        case 'M':
            finer(Precision::minute);
            return store(scanner.number(2), wall.minute);
        case 'S':
            finer(Precision::second);
            return store(scanner.number(2), wall.second);
        case 'p':
            afternoon = scanner.afternoon();
            return afternoon.has_value();
        case 'z':
            wall.offset = scanner.offset();
            return wall.offset.has_value();
        default:
            return scanner.take('%') && directive == '%';
    }
}

std::optional<core::Stamp> read_by(std::string_view format, std::string_view text, std::string_view zone) {
    Scanner scanner(text);
    WallTime wall;
    std::optional<bool> afternoon;
    for (std::size_t i = 0; i < format.size(); ++i) {
        if (format[i] == '%' && i + 1 < format.size()) {
            if (!read_directive(format[++i], scanner, wall, afternoon)) return std::nullopt;
        } else if (format[i] == ' ') {
            if (!scanner.take_blanks()) return std::nullopt;
        } else if (!scanner.take(format[i])) {
            return std::nullopt;
        }
    }
    if (afternoon && !apply_afternoon(wall, *afternoon)) return std::nullopt;
    return scanner.at_end() ? stamp_of(wall, zone) : std::nullopt;
}

std::optional<core::Stamp> read_by_any(std::string_view text, const WhenRules& rules) {
    for (const auto& format : rules.formats)
        if (const auto stamp = read_by(format, text, rules.zone)) return stamp;
    return std::nullopt;
}

}  // namespace

Read read_when(std::string_view cell, const WhenRules& rules) {
    const std::string text = text::collapse_space(cell);
    if (const auto stamp = read_by_any(text, rules)) return *stamp;
    if (const auto triple = read_triple(text)) return from_triple(*triple, rules);
    const auto stamp = is_number(text) ? from_number(text, rules.zone) : from_words(text, rules.zone);
    if (!stamp) return std::unexpected(WhenProblem::unreadable);
    return *stamp;
}

OrderEvidence order_evidence(std::string_view cell, const WhenRules& rules) {
    const std::string text = text::collapse_space(cell);
    const auto triple = read_triple(text);
    if (!triple || !order_is_open(*triple) || read_by_any(text, rules)) return OrderEvidence::none;
    if (triple->first == triple->second) return OrderEvidence::none;
    if (triple->first <= 12 && triple->second <= 12) return OrderEvidence::ambiguous;
    if (triple->first > 12 && triple->second > 12) return OrderEvidence::none;
    return triple->first > 12 ? OrderEvidence::day_first : OrderEvidence::month_first;
}

std::string problem_of_format(std::string_view format) {
    constexpr std::string_view known = "YymdeHIMSpz%";
    for (std::size_t i = 0; i < format.size(); ++i) {
        if (format[i] != '%') continue;
        ++i;
        if (i == format.size() || !known.contains(format[i]))
            return fmt::format(
                "The date format \"{}\" holds a sign that is not known. Known are %Y %y %m %d %e "
                "%H %I %M %S %p %z.",
                format);
    }
    return format.contains('%')
               ? std::string()
               : fmt::format("\"{}\" is not a date format; write one such as \"%d.%m.%Y\".", format);
}

}  // namespace reputed::fetchers::csv
