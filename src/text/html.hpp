// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// HTML to plain text: what a reader would see, in the words and lines of the author. Pure; any thread.
#pragma once
#include <string>
#include <string_view>

namespace reputed::text {

/// Tags away, entities decoded once, </p> a blank line, <br> a line, <li> a dash; script, style and
/// comments dropped; text in invisible spans kept (Mastodon splits links into them). Input is UTF-8.
[[nodiscard]] std::string html_to_plain(std::string_view html);
/// Named (HTML 5 table), decimal and hexadecimal references; once. Unknown names stay as they are.
/// Halves of a character are joined, or dropped where the other is missing.
[[nodiscard]] std::string decode_entities(std::string_view text);
/// The controls U+0080 to U+009F become what windows-1252 has in their places, as "&#146;" does: nobody
/// writes these controls, but some programs take windows-1252 for Latin-1.
[[nodiscard]] std::string with_windows_1252(std::string_view text);
/// True when the text holds something that looks like a tag or an entity.
[[nodiscard]] bool looks_like_html(std::string_view text);
/// Runs of white space become one blank; trimmed.
[[nodiscard]] std::string collapse_space(std::string_view text);
/// Trims each line and the whole, at most one blank line between paragraphs, controls out.
[[nodiscard]] std::string tidy_plain(std::string_view text);

}  // namespace reputed::text
