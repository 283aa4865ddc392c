// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/model/letters.hpp"

#include <unicode/uchar.h>

#include <vector>

#include "base/utf8.hpp"
#include "text/fold.hpp"

namespace reputed::text::model {
namespace {

constexpr char32_t replacement = 0xfffd;
/// In "пʼять": to Unicode a letter, to those who type it the same as ' and ’.
constexpr UChar32 modifier_apostrophe = 0x02bc;

bool is_skin_tone(char32_t c) { return c >= 0x1f3fb && c <= 0x1f3ff; }

LetterKind kind_of(UChar32 c) {
    if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) || c == 0x0640 ||
        is_skin_tone(static_cast<char32_t>(c)))
        return LetterKind::dropped;
    if (static_cast<char32_t>(c) == replacement) return LetterKind::space;
    if (c == modifier_apostrophe) return LetterKind::punctuation;
    if (u_isalpha(c)) return LetterKind::letter;
    if (u_isdigit(c)) return LetterKind::digit;
    switch (u_charType(c)) {
        case U_NON_SPACING_MARK:
        case U_COMBINING_SPACING_MARK:
        case U_ENCLOSING_MARK:
            return LetterKind::letter;
        case U_OTHER_SYMBOL:
            return LetterKind::picture;
        case U_MATH_SYMBOL:
        case U_CURRENCY_SYMBOL:
        case U_MODIFIER_SYMBOL:
            return c < 0x2000 ? LetterKind::punctuation : LetterKind::picture;
        default:
            return u_ispunct(c) ? LetterKind::punctuation : LetterKind::space;
    }
}

Letter described(char32_t c) {
    Letter letter;
    const auto wide = static_cast<UChar32>(c);
    letter.kind = kind_of(wide);
    letter.lower = static_cast<char32_t>(u_tolower(wide));
    letter.capital = u_isupper(wide) != 0;
    std::string utf8;
    base::append_code_point(utf8, c);
    const std::string folded = fold(utf8);
    for (std::size_t at = 0; at < folded.size() && letter.count < letter.folded.size();)
        letter.folded[letter.count++] = next_code_point(folded, at);
    if (letter.kind == LetterKind::letter && letter.count == 0) letter.kind = LetterKind::dropped;
    return letter;
}

/// Everything our languages are written in; the rest is described when it is met.
class Table {
  public:
    Table() {
        for (char32_t c = 0; c < low_.size(); ++c) low_[c] = described(c);
        for (char32_t c = 0; c < high_.size(); ++c) high_[c] = described(high_from + c);
    }
    const Letter& operator[](char32_t c) const {
        if (c < low_.size()) return low_[c];
        if (c >= high_from && c < high_from + high_.size()) return high_[c - high_from];
        thread_local Letter rare;
        rare = described(c);
        return rare;
    }

  private:
    static constexpr char32_t high_from = 0xf900;
    std::vector<Letter> low_ = std::vector<Letter>(0x2800);
    std::vector<Letter> high_ = std::vector<Letter>(0x700);
};

}  // namespace

const Letter& letter_of(char32_t c) {
    static const Table table;
    return table[c];
}

char32_t next_code_point(std::string_view utf8, std::size_t& at) {
    const auto byte = [&](std::size_t offset) { return static_cast<unsigned char>(utf8[at + offset]); };
    const unsigned char first = byte(0);
    if (first < 0x80) return utf8[at++] & 0x7f;
    const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
    if (length == 0 || first > 0xf4 || at + length > utf8.size()) return ++at, replacement;
    char32_t c = first & (0xffu >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0u) != 0x80) return ++at, replacement;
        c = (c << 6) | (byte(i) & 0x3fu);
    }
    const bool wrong = (length == 3 && c < 0x800) || (length == 4 && (c < 0x10000 || c > 0x10ffff)) ||
                       (c >= 0xd800 && c <= 0xdfff);
    if (wrong) return ++at, replacement;
    at += length;
    return c;
}

}  // namespace reputed::text::model
