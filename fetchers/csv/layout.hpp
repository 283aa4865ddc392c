// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// How a table is written down: its encoding and its delimiter, stated or found out. Pure.
#pragma once
#include <string>
#include <string_view>

namespace reputed::fetchers::csv {

struct DecodedFile {
    std::string utf8;
    std::string encoding;
};

/// Byte order mark; valid UTF-8; the label given; else a guess between the code pages of Western, Central
/// European and Cyrillic Windows, by where the bytes above ASCII stand in words.
[[nodiscard]] DecodedFile decode_file(std::string_view bytes, std::string_view label);

struct Layout {
    char delimiter = ',';
    std::size_t begin = 0;  ///< of the first record: after a line "sep=;"
    int first_line = 1;
};

/// `wanted` is 0 when the delimiter is to be found: a line "sep=;" states it, else the one that cuts the
/// first 20 records into the same number of fields.
[[nodiscard]] Layout find_layout(std::string_view utf8, char wanted);

}  // namespace reputed::fetchers::csv
