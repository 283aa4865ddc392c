// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "base/utf8.hpp"

#include <cstdint>
#include <cstring>

namespace reputed::base {
namespace {

/// Length of the valid sequence that begins at `at`, or 0.
std::size_t sequence_length(std::string_view bytes, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(bytes[at + i]); };
    const std::uint8_t first = byte(0);
    if (first < 0x80) return 1;
    const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || at + length > bytes.size()) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xc0) != 0x80) return 0;
    // Overlong forms, surrogates and values above U+10FFFF show in the second byte.
    const std::uint8_t second = byte(1);
    if (first == 0xe0 && second < 0xa0) return 0;
    if (first == 0xed && second > 0x9f) return 0;
    if (first == 0xf0 && second < 0x90) return 0;
    if (first == 0xf4 && second > 0x8f) return 0;
    return length;
}

/// Where the valid run that begins at `at` ends. ASCII is passed by eight bytes at a time.
std::size_t valid_until(std::string_view bytes, std::size_t at) {
    while (at < bytes.size()) {
        std::uint64_t eight = 0;
        while (at + sizeof eight <= bytes.size()) {
            std::memcpy(&eight, bytes.data() + at, sizeof eight);
            if ((eight & 0x8080808080808080U) != 0) break;
            at += sizeof eight;
        }
        if (at == bytes.size()) break;
        const auto length = sequence_length(bytes, at);
        if (length == 0) break;
        at += length;
    }
    return at;
}

}  // namespace

bool is_valid_utf8(std::string_view bytes) { return valid_until(bytes, 0) == bytes.size(); }

std::string to_valid_utf8(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size());
    for (std::size_t at = 0; at < bytes.size();) {
        const auto end = valid_until(bytes, at);
        out.append(bytes, at, end - at);
        if (end < bytes.size()) out += "\xef\xbf\xbd";
        at = end + 1;
    }
    return out;
}

std::size_t count_code_points(std::string_view utf8) {
    std::size_t count = 0;
    for (const char c : utf8) count += (static_cast<unsigned char>(c) & 0xc0) != 0x80 ? 1 : 0;
    return count;
}

std::string_view first_code_points(std::string_view utf8, std::size_t count) {
    std::size_t seen = 0;
    for (std::size_t at = 0; at < utf8.size(); ++at) {
        if ((static_cast<unsigned char>(utf8[at]) & 0xc0) == 0x80) continue;
        if (seen++ == count) return utf8.substr(0, at);
    }
    return utf8;
}

void append_code_point(std::string& out, char32_t c) {
    const auto add = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
    if (c >= 0xd800 && c <= 0xdfff) c = 0xfffd;
    if (c > 0x10ffff) c = 0xfffd;
    if (c < 0x80) {
        add(c);
    } else if (c < 0x800) {
        add(0xc0 | (c >> 6));
        add(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        add(0xe0 | (c >> 12));
        add(0x80 | ((c >> 6) & 0x3f));
        add(0x80 | (c & 0x3f));
    } else {
        add(0xf0 | (c >> 18));
        add(0x80 | ((c >> 12) & 0x3f));
        add(0x80 | ((c >> 6) & 0x3f));
        add(0x80 | (c & 0x3f));
    }
}

}  // namespace reputed::base
