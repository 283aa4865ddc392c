// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What a document is, told by its own bytes: servers send feeds under every content type there is.
#pragma once
#include <string>
#include <string_view>

namespace reputed::fetchers::feed {

enum class Shape { empty, json, feed, web_page, other_xml, unknown };

struct Sniffed {
    Shape shape = Shape::unknown;
    std::string root;       ///< local name of the first element, lower case
    std::string_view text;  ///< from there on: prolog, document type and stray output are cut off
};

/// Contract "feeds" section 1. `text` is UTF-8.
[[nodiscard]] Sniffed sniff(std::string_view text);

}  // namespace reputed::fetchers::feed
