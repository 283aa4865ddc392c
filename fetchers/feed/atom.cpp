// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/feed/atom.hpp"

#include "base/utf8.hpp"
#include "fetchers/base64.hpp"
#include "fetchers/feed/collect.hpp"
#include "fetchers/feed/media.hpp"
#include "fetchers/feed/wording.hpp"
#include "fetchers/feed/xml.hpp"
#include "net/http.hpp"
#include "text/charset.hpp"
#include "text/html.hpp"

namespace reputed::fetchers::feed {
namespace {

enum class TextKind { literal, markup, unstated };

struct Construct {
    TextKind kind = TextKind::unstated;
    std::string text;
};

std::string lower(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    return text;
}

bool is_medium(std::string_view type) {
    return type.starts_with("image/") || type.starts_with("audio/") || type.starts_with("video/");
}

/// Nothing when what was encoded is no text.
std::string text_in_base64(std::string_view encoded) {
    auto decoded = base64_decoded(encoded);
    const bool is_text = base::is_valid_utf8(decoded) && text::without_controls(decoded) == decoded;
    return is_text ? decoded : std::string{};
}

/// "Text constructs" and "content" of RFC 4287 sections 3.1 and 4.1.3, and their elders of Atom 0.3.
Construct read_construct(const pugi::xml_node& node) {
    const auto type = lower(attribute_of(node, "type")), mode = lower(attribute_of(node, "mode"));
    if (has_elements(node)) return {TextKind::markup, inner_text(node)};
    const bool is_xml = type.ends_with("xml") || type == "xhtml";
    const bool is_foreign = type.contains('/') && !type.starts_with("text/") && !is_xml;
    if (is_medium(type) || !attribute_of(node, "src").empty()) return {};
    if (is_foreign) return {TextKind::unstated, text_in_base64(inner_text(node))};
    if (mode == "base64") return {TextKind::markup, text::to_utf8(base64_decoded(inner_text(node)), {}).utf8};
    if (is_xml || type == "html" || type == "text/html" || mode == "escaped")
        return {TextKind::markup, inner_text(node)};
    return {type.empty() ? TextKind::unstated : TextKind::literal, inner_text(node)};
}

std::string title_of(const pugi::xml_node& node) {
    const auto construct = read_construct(node);
    return literal_title(construct.kind == TextKind::markup ? text::html_to_plain(construct.text)
                                                            : construct.text);
}

std::string entry_body(const pugi::xml_node& entry) {
    auto body =
        fuller(atom_body(find_atom_child(entry, "content")), atom_body(find_atom_child(entry, "summary")));
    return body.empty() ? plain_body(media_description(entry)) : body;
}

std::optional<core::Stamp> first_date(const pugi::xml_node& entry, std::initializer_list<const char*> names) {
    for (const char* name : names)
        if (const auto date = item_date(trimmed_text(find_atom_child(entry, name)))) return date;
    return std::nullopt;
}

std::string author_of(const pugi::xml_node& entry) {
    if (auto names = atom_author_names(entry); !names.empty()) return names;
    if (auto creator = trimmed_text(find_child(entry, Space::dublin_core, "creator")); !creator.empty())
        return author_name(creator);
    return atom_author_names(find_atom_child(entry, "source"));
}

/// What there is to open besides a page: what is enclosed, a picture, a film.
std::string attached(const pugi::xml_node& entry) {
    for (const auto& link : all_atom_children(entry, "link"))
        if (lower(attribute_of(link, "rel")) == "enclosure")
            if (auto href = attribute_of(link, "href"); !href.empty()) return href;
    return media_address(entry);
}

void read_entry(const pugi::xml_node& entry, const std::string& document_url, Collector& collector) {
    const auto base = base_around(entry, document_url, document_url);
    const auto link = atom_link(entry);
    const auto id = trimmed_text(find_atom_child(entry, "id"));
    core::Item item;
    item.title = title_of(find_atom_child(entry, "title"));
    item.body = entry_body(entry);
    item.url = resolved(base_around(link.node, document_url, document_url), link.written);
    if (item.url.empty() && !net::host_of(id).empty()) item.url = resolved(base, id);
    if (item.url.empty()) item.url = resolved(base, attached(entry));
    item.author = author_of(entry);
    const auto author = find_atom_child(entry, "author");
    for (const char* name : {"uri", "url"})
        if (item.author_url.empty())
            item.author_url = resolved(base, trimmed_text(find_atom_child(author, name)));
    item.language = language_code(language_around(entry));
    item.published = first_date(entry, {"published", "issued", "created", "updated", "modified"});
    item.updated = first_date(entry, {"updated", "modified"});
    collector.add(std::move(item), id, link.written);
}

}  // namespace

std::string atom_author_names(const pugi::xml_node& holder) {
    std::string names;
    for (const auto& author : all_atom_children(holder, "author")) {
        auto name = literal_title(inner_text(find_atom_child(author, "name")));
        if (name.empty()) name = author_name(trimmed_text(find_atom_child(author, "email")));
        if (name.empty() && !has_elements(author)) name = author_name(trimmed_text(author));
        if (name.empty()) continue;
        if (!names.empty()) names += ", ";
        names += name;
    }
    return names;
}

Link atom_link(const pugi::xml_node& holder) {
    Link first;
    for (const auto& node : all_atom_children(holder, "link")) {
        const auto rel = lower(attribute_of(node, "rel")), type = lower(attribute_of(node, "type"));
        if (!rel.empty() && rel != "alternate" && !rel.ends_with("/alternate")) continue;
        Link link{attribute_of(node, "href"), node};
        if (link.empty()) link.written = trimmed_text(node);
        if (link.empty()) continue;
        if (type == "text/html" || type == "application/xhtml+xml") return link;
        if (first.empty()) first = std::move(link);
    }
    return first;
}

std::string atom_body(const pugi::xml_node& node) {
    const auto construct = read_construct(node);
    switch (construct.kind) {
        case TextKind::markup:
            return text::html_to_plain(construct.text);
        case TextKind::literal:
            return text::tidy_plain(text::decode_entities(construct.text));
        case TextKind::unstated:
            return plain_body(construct.text);
    }
    return {};
}

void read_atom(const pugi::xml_node& root, const std::string& document_url, core::ParsedDocument& document) {
    const auto link = atom_link(root);
    const auto base = base_around(link.node, document_url, document_url);
    Collector collector(document, {resolved(base, link.written), atom_author_names(root), {}});
    for (const auto& entry : all_atom_children(root, "entry"))
        if (collector.has_room()) read_entry(entry, document_url, collector);
    for (const auto& tombstone : all_children(root, Space::tombstone, "deleted-entry"))
        if (const auto id = attribute_of(tombstone, "ref"); !id.empty())
            document.removed.push_back(stored_id(valid_text(id)));
}

}  // namespace reputed::fetchers::feed
