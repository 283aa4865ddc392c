// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// gzip streams (RFC 1951, RFC 1952) made by hand, so that a test says exactly what it sends.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace reputed::tests {

inline std::string gzip_head() { return {"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", 10}; }

inline void append_number(std::string& out, std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xff);
}

inline std::uint32_t crc32(std::string_view bytes) {
    std::uint32_t crc = 0xffffffff;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xedb88320U : 0U);
    }
    return ~crc;
}

/// One stored block; `text` below 64 kB.
inline std::string gzip_of(std::string_view text) {
    std::string out = gzip_head();
    const auto length = static_cast<std::uint32_t>(text.size());
    out += '\x01';
    append_number(out, length, 2);
    append_number(out, ~length, 2);
    out += text;
    append_number(out, crc32(text), 4);
    append_number(out, length, 4);
    return out;
}

/// `repeats` times 258 zeros, each in 13 bits: a small message that grows a hundredfold and more.
inline std::string gzip_bomb(int repeats) {
    std::string out = gzip_head();
    std::uint64_t bits = 0;
    int count = 0;
    const auto put = [&](std::uint64_t value, int width) {
        bits |= value << count;
        for (count += width; count >= 8; count -= 8, bits >>= 8) out += static_cast<char>(bits & 0xff);
    };
    put(0b011, 3);       // final block, fixed codes
    put(0b00001100, 8);  // a literal zero; codes are sent from their upper end
    for (int i = 0; i < repeats; ++i) {
        put(0b10100011, 8);  // length 258
        put(0, 5);           // distance 1
    }
    put(0, 7);
    put(0, 7);
    append_number(out, 0, 8);
    return out;
}

}  // namespace reputed::tests
