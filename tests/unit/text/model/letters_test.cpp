// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/model/letters.hpp"

#include <catch2/catch.hpp>

#include "base/utf8.hpp"
#include "text/fold.hpp"

using namespace reputed;
using namespace reputed::text::model;

namespace {

std::string utf8_of(char32_t c) {
    std::string out;
    base::append_code_point(out, c);
    return out;
}

}  // namespace

TEST_CASE("every code point is read back as it was written", "[text][letters]") {
    std::size_t wrong = 0;
    for (char32_t c = 0; c <= 0x10ffff; ++c) {
        if (c == 0xd800) c = 0xe000;
        const auto utf8 = utf8_of(c);
        std::size_t at = 0;
        if (next_code_point(utf8, at) != c || at != utf8.size()) ++wrong;
    }
    CHECK(wrong == 0);
}

TEST_CASE("what is no UTF-8 is replaced byte by byte", "[text][letters]") {
    const std::string bytes = GENERATE(values<std::string>({
        "\x80",              // a continuation alone
        "\xc0\xaf",          // too long for what it says
        "\xe0\x80\x80",      // too long
        "\xf0\x80\x80\x80",  // too long
        "\xed\xa0\x80",      // half of a surrogate pair
        "\xf4\x90\x80\x80",  // behind the last code point
        "\xf5\x80\x80\x80",  // no first byte
        "\xe2\x82",          // cut
        "\xc3",              // cut
    }));
    std::size_t at = 0;
    CHECK(next_code_point(bytes, at) == 0xfffd);
    CHECK(at == 1);
    const std::string followed = bytes.substr(0, 1) + "a";
    at = 0;
    CHECK(next_code_point(followed, at) == 0xfffd);
    CHECK(next_code_point(followed, at) == U'a');
    CHECK(at == followed.size());
}

TEST_CASE("letters are folded as the search folds them", "[text][letters]") {
    for (const char32_t c : {U'Ž', U'ł', U'ß', U'Ё', U'ي', U'ك', U'٣', U'ﬁ', U'İ', U'𝐀', U'Ａ'}) {
        const auto& letter = letter_of(c);
        std::string folded;
        for (std::size_t i = 0; i < letter.count; ++i) folded += utf8_of(letter.folded[i]);
        CHECK(folded == text::fold(utf8_of(c)));
    }
}

TEST_CASE("a letter knows what it is and in which case", "[text][letters]") {
    CHECK(letter_of(U'Ž').kind == LetterKind::letter);
    CHECK(letter_of(U'Ž').capital);
    CHECK(letter_of(U'Ž').lower == U'ž');
    CHECK_FALSE(letter_of(U'ž').capital);
    CHECK(letter_of(U'٣').kind == LetterKind::digit);
    CHECK(letter_of(U'!').kind == LetterKind::punctuation);
    CHECK(letter_of(U'$').kind == LetterKind::punctuation);
    CHECK(letter_of(U'€').kind == LetterKind::picture);
    CHECK(letter_of(U'👍').kind == LetterKind::picture);
    CHECK(letter_of(U'\u3000').kind == LetterKind::space);
    CHECK(letter_of(U'\ufffd').kind == LetterKind::space);
    CHECK(letter_of(U'ʼ').kind == LetterKind::punctuation);
    for (const char32_t invisible : {U'\u200c', U'\u0640', U'\ufe0f', U'\u0301', U'\U0001f3fd'})
        CHECK(letter_of(invisible).kind == LetterKind::dropped);
    CHECK(letter_of(U'字').kind == LetterKind::letter);
}
