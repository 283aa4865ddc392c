// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Any bytes to UTF-8 (WHATWG encoding labels; ICU does the conversion). Pure; any thread.
#pragma once
#include <string>
#include <string_view>

namespace reputed::text {

struct CharsetHints {
    std::string content_type;  ///< the HTTP header, with charset
    bool is_html = false;      ///< look for <meta charset> rather than the XML declaration
};

struct Decoded {
    std::string utf8;     ///< always valid UTF-8, without BOM, without NUL and C0 controls but \t \n \r
    std::string charset;  ///< what it was taken for, lower case
    bool label_was_wrong = false;
};

/// Order: BOM; valid multi-byte UTF-8 wins over any label; HTTP charset; declaration in the document;
/// UTF-8; windows-1252. (Contract "feeds" section 2.)
[[nodiscard]] Decoded to_utf8(std::string_view bytes, const CharsetHints& hints);
/// The encoding a label names by the WHATWG table ("latin1" is windows-1252), or empty.
[[nodiscard]] std::string encoding_for_label(std::string_view label);
/// Bytes in a named encoding (a WHATWG name) to UTF-8; unknown names decode as windows-1252.
[[nodiscard]] std::string decode_as(std::string_view bytes, std::string_view encoding);
/// C0 controls, NUL and the noncharacters XML forbids go; so does a byte order mark left at the beginning.
[[nodiscard]] std::string without_controls(std::string text);

}  // namespace reputed::text
