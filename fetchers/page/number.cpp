// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/page/number.hpp"

#include <charconv>

namespace reputed::fetchers::page {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_number_part(char c) { return is_digit(c) || c == '.' || c == ','; }

/// Digits and separators of other scripts become ASCII; blanks that do not break are dropped.
std::string folded(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size() && out.size() < 200; ++at) {
        const auto two = text.substr(at, 2), three = text.substr(at, 3);
        const auto second = two.size() == 2 ? static_cast<unsigned char>(two[1]) : 0;
        if (two.size() == 2 && ((two[0] == '\xDB' && second >= 0xB0 && second <= 0xB9) ||
                                (two[0] == '\xD9' && second >= 0xA0 && second <= 0xA9))) {
            out += static_cast<char>('0' + (second & 0x0F));
            ++at;
        } else if (two == "\xD9\xAB") {
            out += '.';
            ++at;
        } else if (two == "\xC2\xA0" || two == "\xD9\xAC") {
            ++at;
        } else if (three == "\xE2\x80\x89" || three == "\xE2\x80\xAF" || three == "\xE2\x80\x87") {
            at += 2;
        } else {
            out += text[at];
        }
    }
    return out;
}

std::size_t count_of(std::string_view text, std::string_view what) {
    std::size_t count = 0;
    for (auto at = text.find(what); at != std::string_view::npos; at = text.find(what, at + what.size()))
        ++count;
    return count;
}

/// One run of digits, dots and commas.
std::optional<double> number_from(std::string token) {
    const auto commas = count_of(token, ","), dots = count_of(token, ".");
    const auto comma = token.rfind(',');
    const bool decimal_comma =
        commas == 1 && token.size() - comma <= 3 && token.find('.', comma) == std::string::npos;
    if (decimal_comma) {
        std::erase(token, '.');
        std::ranges::replace(token, ',', '.');
    } else {
        std::erase(token, ',');
        if (dots > 1) std::erase(token, '.');
    }
    double value = 0;
    const auto [end, error] =
        std::from_chars(token.data(), token.data() + token.size(), value, std::chars_format::fixed);
    if (error != std::errc{} || end == token.data() || value > 1000) return std::nullopt;
    return value;
}

/// The number that begins at or after `at`; moves `at` behind it.
std::optional<double> next_number(std::string_view text, std::size_t& at) {
    while (at < text.size() && !is_digit(text[at])) ++at;
    if (at >= text.size() || (at > 0 && text[at - 1] == '-')) return std::nullopt;
    const auto start = at > 0 && text[at - 1] == '.' ? at - 1 : at;
    while (at < text.size() && is_number_part(text[at])) ++at;
    return number_from(std::string(text.substr(start, at - start)));
}

/// What may stand between a score and its scale.
bool means_out_of(std::string_view between) {
    static constexpr auto words =
        std::to_array<std::string_view>({"/", "out of", "of", "von", "z", "из", "از", "sur", "su", "de"});
    while (between.starts_with(' ')) between.remove_prefix(1);
    while (between.ends_with(' ')) between.remove_suffix(1);
    return std::ranges::find(words, between) != words.end();
}

std::optional<Score> score_from_stars(std::string_view text) {
    const auto full = count_of(text, "★") + count_of(text, "⭐"), hollow = count_of(text, "☆");
    if (full == 0 || full + hollow > 10) return std::nullopt;
    return Score{static_cast<double>(full),
                 hollow > 0 ? std::optional(static_cast<double>(full + hollow)) : std::nullopt};
}

/// "1.2k", "3 tys.": a rounded figure, which is no count.
bool is_shortened(std::string_view rest) {
    while (!rest.empty() && (is_number_part(rest.front()) || rest.front() == ' ')) rest.remove_prefix(1);
    for (const std::string_view unit : {"k", "K", "m", "M", "tys", "mln", "тыс", "млн"}) {
        if (!rest.starts_with(unit)) continue;
        const char next = rest.size() > unit.size() ? rest[unit.size()] : ' ';
        if (std::string_view(" .,+)").contains(next)) return true;
    }
    return false;
}

}  // namespace

std::optional<Score> read_score(std::string_view text) {
    const std::string plain = folded(text);
    std::size_t at = 0;
    const auto value = next_number(plain, at);
    if (!value) return at >= plain.size() ? score_from_stars(text) : std::nullopt;
    Score score{*value, std::nullopt};
    const auto after = at;
    if (plain.substr(after).starts_with('%')) score.best = 100;
    if (const auto best = next_number(plain, at)) {
        const auto digits = plain.find_first_of("0123456789", after);
        if (means_out_of(std::string_view(plain).substr(after, digits - after))) score.best = best;
    }
    return score;
}

std::optional<std::int64_t> read_count(std::string_view text) {
    const std::string plain = folded(text);
    const auto first = plain.find_first_of("0123456789");
    if (first == std::string::npos || (first > 0 && plain[first - 1] == '-')) return std::nullopt;
    std::string digits;
    auto at = first;
    for (; at < plain.size(); ++at) {
        if (is_digit(plain[at])) {
            digits += plain[at];
            continue;
        }
        // A separator counts only before exactly three digits; "128.0" ends at the dot.
        const bool separator = plain[at] == ',' || plain[at] == '.' || plain[at] == ' ' || plain[at] == '\'';
        const auto group = std::string_view(plain).substr(at + 1, 4);
        if (!separator || group.size() < 3 || !std::ranges::all_of(group.substr(0, 3), is_digit) ||
            (group.size() == 4 && is_digit(group[3])))
            break;
    }
    if (digits.size() > 15 || is_shortened(std::string_view(plain).substr(at))) return std::nullopt;
    std::int64_t count = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), count);
    return count;
}

}  // namespace reputed::fetchers::page
