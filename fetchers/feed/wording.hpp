// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// From what feeds write to what a person reads: titles, bodies, names, times.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "core/review.hpp"

namespace reputed::fetchers::feed {

/// One line without markup. Titles are often escaped twice, so they are read twice.
[[nodiscard]] std::string plain_title(std::string_view markup);
/// One line of literal text; entities that XML did not know are decoded.
[[nodiscard]] std::string literal_title(std::string_view text);
/// Paragraphs of plain text, from markup or from text that only may be markup.
[[nodiscard]] std::string plain_body(std::string_view markup_or_text);
/// The longer of the two: a "content" that is shorter than its summary is a teaser.
[[nodiscard]] std::string fuller(std::string content, std::string summary);
/// A name out of "mail (Name)", "Name (mail)", "Name <mail>" or a bare mail address, which is cut before the
/// "@".
[[nodiscard]] std::string author_name(std::string_view written);
/// Nothing for what cannot be read and for dates before feeds existed.
[[nodiscard]] std::optional<core::Stamp> item_date(std::string_view written);
/// BCP 47, or empty when nothing usable is said.
[[nodiscard]] std::string language_code(std::string_view written);
/// An item without a title is called by its first words, else by its address.
void name_untitled(core::Item& item);

}  // namespace reputed::fetchers::feed
