// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What a document and its sender say its encoding is. Inside the text room only.
#pragma once
#include <string>
#include <string_view>

#include "text/charset.hpp"

namespace reputed::text {

/// The WHATWG name said by the HTTP header, else by the document itself; empty when nothing usable is said.
[[nodiscard]] std::string stated_encoding(std::string_view bytes, const CharsetHints& hints);

}  // namespace reputed::text
