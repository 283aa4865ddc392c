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
[[nodiscard]] std::string decode_entities(std::string_view text);
/// True when the text holds something that looks like a tag or an entity.
[[nodiscard]] bool looks_like_html(std::string_view text);
/// Runs of white space become one blank; trimmed.
[[nodiscard]] std::string collapse_space(std::string_view text);
/// Trims each line and the whole, at most one blank line between paragraphs, controls out.
[[nodiscard]] std::string tidy_plain(std::string_view text);

}  // namespace reputed::text
