// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// White space of plain text: the part of html.hpp that needs no markup.
#include "text/html.hpp"
#include "text/space.hpp"

namespace reputed::text {
namespace {

using namespace std::string_view_literals;

/// Nearly all bytes are neither the first of a white space character nor a control.
bool is_ordinary(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte != 0xc2 && byte != 0xe2 && byte != 0xe3;
}

/// Line ends of every system as "\n", and no other controls but tabs.
std::string with_plain_line_ends(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c == ' ' || is_ordinary(c)) {
            out += c;
            continue;
        }
        const auto rest = text.substr(at);
        if (rest.starts_with("\xe2\x80\xa8"sv) || rest.starts_with("\xe2\x80\xa9"sv)) {
            out += '\n';  // U+2028 and U+2029
            at += 2;
        } else if (c == '\r') {
            if (!rest.starts_with("\r\n"sv)) out += '\n';
        } else if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') {
            out += c;
        }
    }
    return out;
}

}  // namespace

std::size_t space_length(std::string_view text, std::size_t at) {
    const char c = text[at];
    if (is_ordinary(c)) return 0;
    if (c == ' ' || (c >= '\t' && c <= '\r')) return 1;
    const auto rest = text.substr(at, 3);
    if (rest.starts_with("\xc2\xa0"sv)) return 2;
    if (rest == "\xe3\x80\x80"sv || rest == "\xe2\x81\x9f"sv) return 3;
    if (!rest.starts_with("\xe2\x80"sv) || rest.size() < 3) return 0;
    const auto last = static_cast<unsigned char>(rest[2]);
    const bool is_space = last <= 0x8a || last == 0xa8 || last == 0xa9 || last == 0xaf;
    return is_space ? 3 : 0;
}

std::size_t word_length(std::string_view text, std::size_t at) {
    auto end = at;
    while (end < text.size() && (is_ordinary(text[end]) || space_length(text, end) == 0)) ++end;
    return end - at;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty()) {
        const auto length = space_length(text, 0);
        if (length == 0) break;
        text.remove_prefix(length);
    }
    for (bool more = true; more && !text.empty();) {
        more = false;
        for (std::size_t length = 1; length <= std::min<std::size_t>(3, text.size()) && !more; ++length) {
            more = space_length(text, text.size() - length) == length;
            if (more) text.remove_suffix(length);
        }
    }
    return text;
}

std::string collapse_space(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    bool wanted = false;
    for (std::size_t at = 0; at < text.size();) {
        if (const auto length = space_length(text, at); length > 0) {
            wanted = !out.empty();
            at += length;
            continue;
        }
        if (wanted) out += ' ';
        wanted = false;
        const auto length = word_length(text, at);
        out.append(text, at, length);
        at += length;
    }
    return out;
}

std::string tidy_plain(std::string_view text) {
    const std::string lines = with_plain_line_ends(text);
    std::string out;
    out.reserve(lines.size());
    std::size_t ends = 0;
    for (std::string_view rest = lines; !rest.empty();) {
        const auto end = std::min(rest.find('\n'), rest.size());
        if (const auto line = trimmed(rest.substr(0, end)); !line.empty()) {
            if (!out.empty()) out.append(std::min<std::size_t>(ends, 2), '\n');
            out += line;
            ends = 0;
        }
        ++ends;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return out;
}

}  // namespace reputed::text
