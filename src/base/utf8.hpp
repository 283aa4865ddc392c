// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The little that every room needs to know of UTF-8 (RFC 3629). Charsets are the text room's work.
#pragma once
#include <string>
#include <string_view>

namespace reputed::base {

[[nodiscard]] bool is_valid_utf8(std::string_view bytes);
/// Invalid sequences become U+FFFD; valid text is returned unchanged.
[[nodiscard]] std::string to_valid_utf8(std::string_view bytes);
[[nodiscard]] std::size_t count_code_points(std::string_view utf8);
/// At most `count` code points, cut at a code point's edge.
[[nodiscard]] std::string_view first_code_points(std::string_view utf8, std::size_t count);
void append_code_point(std::string& out, char32_t code_point);

}  // namespace reputed::base
