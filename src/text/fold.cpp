// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/fold.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "base/utf8.hpp"

namespace reputed::text {
namespace {

/// Accents, vowel points and the like. The signs of Indic and South-East Asian scripts are letters to their
/// readers and have other combining classes.
bool is_strippable_mark(UChar32 c) {
    const auto category = u_charType(c);
    if (category == U_ENCLOSING_MARK) return true;
    if (category != U_NON_SPACING_MARK) return false;
    const auto combining = u_getCombiningClass(c);
    return combining == 1 || (combining >= 10 && combining <= 36) || combining >= 200;
}

/// Elongation, joiners, soft hyphens, direction marks, variation selectors: nothing a person types to search.
bool is_invisible(UChar32 c) {
    return c == 0x0640 || u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

/// Letters that no decomposition joins although people type one for the other.
UChar32 joined_variant(UChar32 c) {
    switch (c) {
        case 0x0649:  // ى
        case 0x064a:  // ي
            return 0x06cc;
        case 0x0643:  // ك
            return 0x06a9;
        case 0x0142:  // ł
            return 'l';
        case 0x00f8:  // ø
            return 'o';
        case 0x0111:  // đ
            return 'd';
        case 0x0131:  // ı
            return 'i';
        default:
            return c;
    }
}

UChar32 folded(UChar32 c) {
    const auto digit = u_charDigitValue(c);
    if (digit >= 0 && u_charType(c) == U_DECIMAL_DIGIT_NUMBER) return '0' + digit;
    return joined_variant(c);
}

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string fold_ascii(std::string_view text) {
    std::string out{text};
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    return out;
}

}  // namespace

std::string fold(std::string_view utf8) {
    constexpr std::size_t icu_limit = 1u << 29;
    if (is_ascii(utf8)) return fold_ascii(utf8);
    UErrorCode status = U_ZERO_ERROR;
    const auto* decomposing = icu::Normalizer2::getNFKDInstance(status);
    auto wide = icu::UnicodeString::fromUTF8(
        icu::StringPiece(utf8.data(), static_cast<std::int32_t>(std::min(utf8.size(), icu_limit))));
    wide.foldCase();
    if (U_SUCCESS(status)) wide = decomposing->normalize(wide, status);
    if (U_FAILURE(status)) return fold_ascii(utf8);
    std::string out;
    out.reserve(utf8.size());
    for (std::int32_t at = 0; at < wide.length(); at = wide.moveIndex32(at, 1)) {
        const auto c = wide.char32At(at);
        if (is_strippable_mark(c) || is_invisible(c)) continue;
        base::append_code_point(out, static_cast<char32_t>(u_foldCase(folded(c), U_FOLD_CASE_DEFAULT)));
    }
    return out;
}

}  // namespace reputed::text
