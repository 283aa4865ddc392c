// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Elements of a feed by meaning rather than by spelling: namespaces count, prefixes do not, and a
// neighbour's "media:title" is never taken for "title". (Namespaces in XML 1.0; contract "feeds" section 3.)
#pragma once
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace reputed::fetchers::feed {

enum class Space {
    own,  ///< of the feed's own format
    atom,
    content,
    dublin_core,
    terms,
    media,
    itunes,
    feedburner,
    syndication,
    rdf,
    tombstone,
    xhtml,
    foreign
};

[[nodiscard]] Space space_of(const pugi::xml_node& node);
[[nodiscard]] bool equal_without_case(std::string_view a, std::string_view b);
/// By its local name, in whatever vocabulary.
[[nodiscard]] bool is_called(const pugi::xml_node& node, std::string_view local);
/// Local names compare without case; a null node when there is none.
[[nodiscard]] pugi::xml_node find_child(const pugi::xml_node& parent, Space space, std::string_view local);
/// Of the format's own, or of Atom: what Atom documents are made of, whether they use a prefix or not.
[[nodiscard]] pugi::xml_node find_atom_child(const pugi::xml_node& parent, std::string_view local);
[[nodiscard]] std::vector<pugi::xml_node> all_children(const pugi::xml_node& parent, Space space,
                                                       std::string_view local);
[[nodiscard]] std::vector<pugi::xml_node> all_atom_children(const pugi::xml_node& parent,
                                                            std::string_view local);
[[nodiscard]] bool has_elements(const pugi::xml_node& node);
/// Text and CDATA; where there are elements inside, all of it as markup. At most 1 MB.
[[nodiscard]] std::string inner_text(const pugi::xml_node& node);
/// inner_text without white space at its ends.
[[nodiscard]] std::string trimmed_text(const pugi::xml_node& node);
/// An attribute of any prefix ("rdf:about", "about").
[[nodiscard]] std::string attribute_of(const pugi::xml_node& node, std::string_view local);
/// The nearest xml:lang around a node, or empty.
[[nodiscard]] std::string language_around(const pugi::xml_node& node);
/// The chain of xml:base around a node, each resolved on its parent; `otherwise` when there is none.
[[nodiscard]] std::string base_around(const pugi::xml_node& node, const std::string& document_url,
                                      const std::string& otherwise);
/// An address as written, and the element it is written in, whose base counts.
struct Link {
    std::string written;
    pugi::xml_node node;
    [[nodiscard]] bool empty() const { return written.empty(); }
};

/// An absolute web address, or empty: other schemes are dropped.
[[nodiscard]] std::string resolved(const std::string& base, std::string_view reference);

}  // namespace reputed::fetchers::feed
