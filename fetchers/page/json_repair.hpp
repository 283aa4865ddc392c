// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The linear pass over a JSON-LD block before it is read: what the web does to JSON and what can be put
// right without guessing. Comments, trailing commas and text after the value are the reader's work.
// Contract: "schema.org pages" section 2, repair order.
#pragma once
#include <string>
#include <string_view>

namespace reputed::fetchers::page {

/// Wrappers (CDATA, HTML comments) and marks before the value are gone, a block that is HTML-escaped as a
/// whole is unescaped once, and inside strings illegal escapes, lone surrogates and raw control characters
/// are made legal. Empty when there is nothing in the block.
[[nodiscard]] std::string repair_json(std::string_view block);

}  // namespace reputed::fetchers::page
