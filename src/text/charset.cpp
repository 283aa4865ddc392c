// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/charset.hpp"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/unistr.h>

#include "base/utf8.hpp"
#include "text/encoding_table.hpp"
#include "text/stated_encoding.hpp"

namespace reputed::text {
namespace {

constexpr std::string_view utf8_name = "utf-8";
constexpr std::string_view last_resort = "windows-1252";

struct ByteOrderMark {
    std::string_view bytes;
    std::string_view encoding;
};

using namespace std::string_view_literals;
// UTF-32LE begins like UTF-16LE, so it is looked for first.
constexpr std::array<ByteOrderMark, 5> marks{{{"\xef\xbb\xbf"sv, "utf-8"},
                                              {"\xff\xfe\0\0"sv, "utf-32le"},
                                              {"\0\0\xfe\xff"sv, "utf-32be"},
                                              {"\xff\xfe"sv, "utf-16le"},
                                              {"\xfe\xff"sv, "utf-16be"}}};

Decoded decoded_as(std::string_view bytes, std::string_view encoding, bool label_was_wrong) {
    return {without_controls(decode_as(bytes, encoding)), std::string(encoding), label_was_wrong};
}

/// XML and HTML begin with "<": in UTF-16 one of the first two bytes is then zero (XML 1.0, appendix F).
std::string_view utf16_without_mark(std::string_view bytes) {
    if (bytes.starts_with("<\0"sv)) return "utf-16le";
    if (bytes.starts_with("\0<"sv)) return "utf-16be";
    return {};
}

std::size_t count_high(std::string_view bytes) {
    return static_cast<std::size_t>(
        std::ranges::count_if(bytes, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }));
}

/// UTF-8 with a few broken places rather than another encoding: most high bytes form valid sequences.
bool is_mostly_utf8(std::string_view bytes) {
    const std::string repaired = base::to_valid_utf8(bytes);
    const auto replaced = (count_high(repaired) - count_high(bytes)) / 2;  // U+FFFD is three bytes for one
    return replaced * 4 < count_high(bytes);
}

/// In a Cyrillic text letters beyond ASCII stand together, elsewhere in Europe they are strewn in. Most are
/// small: 0xe0 and above in windows-1251, 0xc0 to 0xdf in koi8-r.
std::string_view guessed_by_shape(std::string_view bytes) {
    std::size_t high = 0, together = 0, above = 0, between = 0;
    unsigned char previous = 0;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x80) ++high;
        if (byte >= 0xc0 && previous >= 0xc0) ++together;
        if (byte >= 0xe0) ++above;
        if (byte >= 0xc0 && byte < 0xe0) ++between;
        previous = byte;
    }
    if (together * 2 < high) return last_resort;
    return above > between ? "windows-1251" : "koi8-r";
}

/// For bytes that are no UTF-8 and say nothing of themselves. Short texts give a detector too little.
std::string guessed_encoding(std::string_view bytes) {
    constexpr std::size_t sample_size = 64u << 10, least_high_bytes = 16;
    constexpr std::int32_t least_confidence = 40;
    const auto sample = bytes.substr(0, sample_size);
    if (count_high(sample) < least_high_bytes) return std::string(last_resort);
    UErrorCode status = U_ZERO_ERROR;
    const icu::LocalUCharsetDetectorPointer detector(ucsdet_open(&status));
    if (U_FAILURE(status)) return std::string(last_resort);
    ucsdet_enableInputFilter(detector.getAlias(), true);  // leaves markup out of the statistics
    ucsdet_setText(detector.getAlias(), sample.data(), static_cast<std::int32_t>(sample.size()), &status);
    const auto* match = ucsdet_detect(detector.getAlias(), &status);
    if (U_FAILURE(status) || match == nullptr || ucsdet_getConfidence(match, &status) < least_confidence)
        return std::string(guessed_by_shape(sample));
    const auto name = encoding_for_label(ucsdet_getName(match, &status));
    return name.empty() || name.starts_with("utf-") ? std::string(last_resort) : name;
}

}  // namespace

std::string without_controls(std::string text) {
    const auto is_control = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 && c != '\t' && c != '\n' && c != '\r';
    };
    std::erase_if(text, is_control);
    while (text.starts_with("\xef\xbb\xbf")) text.erase(0, 3);
    for (const auto nonsense : {"\xef\xbf\xbe"sv, "\xef\xbf\xbf"sv}) {
        if (!text.contains(nonsense)) continue;
        std::string kept;
        std::size_t at = 0;
        for (auto found = text.find(nonsense); found != std::string::npos; found = text.find(nonsense, at)) {
            kept.append(text, at, found - at);
            at = found + nonsense.size();
        }
        text = kept.append(text, at);
    }
    return text;
}

std::string encoding_for_label(std::string_view label) {
    const auto* encoding = find_encoding(label);
    return encoding == nullptr ? std::string{} : std::string(encoding->name);
}

std::string decode_as(std::string_view bytes, std::string_view encoding) {
    constexpr std::size_t icu_limit = 1u << 30;  // its lengths are signed 32-bit
    const auto* found = find_encoding(encoding);
    if (found == nullptr) found = find_encoding(last_resort);
    if (found->name == utf8_name) return base::to_valid_utf8(bytes);
    bytes = bytes.substr(0, icu_limit);
    UErrorCode status = U_ZERO_ERROR;
    const icu::LocalUConverterPointer converter(ucnv_open(std::string(found->converter).c_str(), &status));
    if (U_FAILURE(status)) return base::to_valid_utf8(bytes);
    const icu::UnicodeString wide(bytes.data(), static_cast<std::int32_t>(bytes.size()), converter.getAlias(),
                                  status);
    std::string text;
    wide.toUTF8String(text);
    return text;
}

Decoded to_utf8(std::string_view bytes, const CharsetHints& hints) {
    for (const auto& mark : marks)
        if (bytes.starts_with(mark.bytes))
            return decoded_as(bytes.substr(mark.bytes.size()), mark.encoding, false);
    const auto said = stated_encoding(bytes, hints);
    if (const auto wide = utf16_without_mark(bytes); !wide.empty())
        return decoded_as(bytes, wide, !said.empty() && said != wide);
    if (base::is_valid_utf8(bytes) && count_high(bytes) > 0)
        return decoded_as(bytes, utf8_name, !said.empty() && said != utf8_name);
    if (!said.empty() && said != utf8_name) return decoded_as(bytes, said, false);
    if (count_high(bytes) == 0 || is_mostly_utf8(bytes)) return decoded_as(bytes, utf8_name, false);
    return decoded_as(bytes, guessed_encoding(bytes), !said.empty());
}

}  // namespace reputed::text
