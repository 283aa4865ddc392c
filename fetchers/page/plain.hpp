// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Texts as JSON-LD and attributes carry them: plain text in principle, with entities and even tags in
// practice.
#pragma once
#include <string>
#include <string_view>

namespace reputed::fetchers::page {

/// The value of this property as plain text; entities are decoded once. Addresses stay as written.
[[nodiscard]] std::string plain_value(std::string_view property, std::string_view text);

/// The same for the value of an HTML attribute, whose entities the HTML parser has decoded.
[[nodiscard]] std::string stated_text(std::string_view property, std::string_view text);

}  // namespace reputed::fetchers::page
