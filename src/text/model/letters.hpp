// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What each code point is to the models, looked up in a table that ICU filled once (a few milliseconds at
// the first use, any thread). Pure.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

namespace reputed::text::model {

enum class LetterKind : std::uint8_t { space, letter, digit, punctuation, picture, dropped };

struct Letter {
    std::array<char32_t, 3> folded{};  ///< as text::fold writes it; more than three letters are cut
    std::uint8_t count = 0;            ///< of `folded`
    LetterKind kind = LetterKind::space;
    bool capital = false;
    char32_t lower = 0;  ///< lower case and nothing else
};

/// Good until the next call in this thread.
[[nodiscard]] const Letter& letter_of(char32_t c);
/// Reads one code point at `at` and moves on; invalid bytes read as U+FFFD, one at a time.
[[nodiscard]] char32_t next_code_point(std::string_view utf8, std::size_t& at);

}  // namespace reputed::text::model
