// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Character references: the part of html.hpp that replaces "&…;".
#include <charconv>
#include <optional>

#include "base/utf8.hpp"
#include "text/entity_table.hpp"
#include "text/html.hpp"

namespace reputed::text {
namespace {

/// What HTML 4 pages meant by &#128; to &#159;: the characters windows-1252 has there.
constexpr std::array<char32_t, 32> windows_1252{
    0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8d,   0x017d, 0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,   0x017e, 0x0178};

struct Reference {
    std::string text;
    std::size_t length = 0;  ///< of the reference, "&" included
};

bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_high_half(std::uint32_t code) { return code >= 0xd800 && code < 0xdc00; }
bool is_low_half(std::uint32_t code) { return code >= 0xdc00 && code < 0xe000; }

std::string character(std::uint32_t code) {
    if (code >= 0x80 && code <= 0x9f) code = static_cast<std::uint32_t>(windows_1252[code - 0x80]);
    const bool is_control = code < 0x20 && code != '\t' && code != '\n' && code != '\r';
    if (is_control || is_high_half(code) || is_low_half(code) || code == 0xfffe || code == 0xffff) return {};
    std::string text;
    base::append_code_point(text, code);
    return text;
}

struct Number {
    std::uint32_t code = 0;
    std::size_t length = 0;
};

std::optional<Number> number_at(std::string_view rest) {
    constexpr std::uint32_t beyond_unicode = 0x110000;
    if (!rest.starts_with("&#")) return std::nullopt;
    const bool is_hex = rest.size() > 2 && (rest[2] == 'x' || rest[2] == 'X');
    const char* const begin = rest.data() + (is_hex ? 3 : 2);
    Number number;
    const auto [end, error] =
        std::from_chars(begin, rest.data() + rest.size(), number.code, is_hex ? 16 : 10);
    if (end == begin) return std::nullopt;
    if (error != std::errc{}) number.code = beyond_unicode;
    number.length = static_cast<std::size_t>(end - rest.data());
    if (number.length < rest.size() && rest[number.length] == ';') ++number.length;
    return number;
}

/// Programs that think in UTF-16 write one character as two references.
std::optional<Reference> numeric_reference(std::string_view rest) {
    const auto number = number_at(rest);
    if (!number) return std::nullopt;
    if (is_high_half(number->code))
        if (const auto low = number_at(rest.substr(number->length)); low && is_low_half(low->code)) {
            const auto whole = 0x10000 + ((number->code - 0xd800) << 10) + (low->code - 0xdc00);
            return Reference{character(whole), number->length + low->length};
        }
    return Reference{character(number->code), number->length};
}

std::optional<Reference> named_reference(std::string_view rest) {
    constexpr std::size_t longest_name = 32;
    std::size_t end = 1;
    while (end < rest.size() && end <= longest_name && is_name_character(rest[end])) ++end;
    const auto* entity = find_entity(rest.substr(1, end - 1));
    if (entity == nullptr) return std::nullopt;
    if (end < rest.size() && rest[end] == ';') return Reference{entity->text, end + 1};
    // "?a=1&copy=2" is an address, not a copyright sign.
    const bool is_parameter = end < rest.size() && rest[end] == '=';
    if (!entity->may_lack_semicolon || is_parameter) return std::nullopt;
    return Reference{entity->text, end};
}

std::optional<Reference> reference_at(std::string_view rest) {
    return rest.starts_with("&#") ? numeric_reference(rest) : named_reference(rest);
}

}  // namespace

std::string decode_entities(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto next = std::min(text.find('&', at), text.size());
        out += text.substr(at, next - at);
        at = next;
        if (at == text.size()) break;
        if (const auto reference = reference_at(text.substr(at))) {
            out += reference->text;
            at += reference->length;
        } else {
            out += text[at++];
        }
    }
    return out;
}

std::string with_windows_1252(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto next = std::min(text.find('\xc2', at), text.size());
        out += text.substr(at, next - at);
        at = next;
        if (at == text.size()) break;
        const auto second = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0u;
        const bool is_control = second >= 0x80 && second <= 0x9f;
        out += is_control ? character(second) : std::string(1, text[at]);
        at += is_control ? 2 : 1;
    }
    return out;
}

}  // namespace reputed::text
