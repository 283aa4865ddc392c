// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Atom 1.0 (RFC 4287) and 0.3, and the tombstones of RFC 6721.
#pragma once
#include <pugixml.hpp>
#include <string>

#include "core/poll.hpp"
#include "fetchers/feed/xml.hpp"

namespace reputed::fetchers::feed {

void read_atom(const pugi::xml_node& root, const std::string& document_url, core::ParsedDocument& document);

/// The names of all author elements, joined; from the mail address where there is no name.
[[nodiscard]] std::string atom_author_names(const pugi::xml_node& holder);

/// The address of the first link a reader would open; empty when there is none.
[[nodiscard]] Link atom_link(const pugi::xml_node& holder);

/// The text of a "content" or "summary", read as its type says.
[[nodiscard]] std::string atom_body(const pugi::xml_node& construct);

}  // namespace reputed::fetchers::feed
