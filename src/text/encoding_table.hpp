// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The encodings of the web and the labels they go by (WHATWG Encoding, section 4.2). Inside the text room
// only.
#pragma once
#include <string_view>

namespace reputed::text {

struct Encoding {
    std::string_view name;       ///< the WHATWG name
    std::string_view converter;  ///< what ICU calls it
    std::string_view labels;     ///< lower case, between blanks
};

/// Null when no encoding has that label. Case and white space around it do not count.
[[nodiscard]] const Encoding* find_encoding(std::string_view label);

}  // namespace reputed::text
