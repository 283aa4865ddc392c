// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// White space in UTF-8 text. Inside the text room only.
#pragma once
#include <cstddef>
#include <string_view>

namespace reputed::text {

/// Bytes of the white space character at `at` (tabs, ends of lines, no-break and typographic spaces), or 0.
[[nodiscard]] std::size_t space_length(std::string_view text, std::size_t at);
/// Bytes from `at` to the next white space or the end.
[[nodiscard]] std::size_t word_length(std::string_view text, std::size_t at);
/// Without white space at either end.
[[nodiscard]] std::string_view trimmed(std::string_view text);

}  // namespace reputed::text
