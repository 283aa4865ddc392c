// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/feed/rss.hpp"

#include "fetchers/feed/atom.hpp"
#include "fetchers/feed/collect.hpp"
#include "fetchers/feed/media.hpp"
#include "fetchers/feed/rss_hints.hpp"
#include "fetchers/feed/wording.hpp"
#include "fetchers/feed/xml.hpp"
#include "net/http.hpp"

namespace reputed::fetchers::feed {
namespace {

/// What the channel says for all of its items.
struct Channel {
    std::string document_url;
    std::string base;  ///< of relative addresses: the site, else the document
    Defaults defaults;
};

struct Named {
    Space space;
    std::string_view local;
};

std::string first_text(const pugi::xml_node& parent, std::initializer_list<Named> names) {
    for (const auto& name : names)
        if (auto text = trimmed_text(find_child(parent, name.space, name.local)); !text.empty()) return text;
    return {};
}

bool is_bare_mail(std::string_view written) {
    return written.contains('@') && !written.contains('(') && !written.contains('<') &&
           !written.contains(' ');
}

/// Some write a name and an address as elements of their own, in any vocabulary.
std::string person_in(const pugi::xml_node& node) {
    if (!has_elements(node)) return trimmed_text(node);
    for (const char* part : {"name", "email"}) {
        const auto found = node.find_node([&](const auto& child) { return is_called(child, part); });
        if (auto text = trimmed_text(found); !text.empty()) return text;
    }
    return trimmed_text(node);
}

/// A name beats a mail address, wherever it stands.
std::string author_of(const pugi::xml_node& node, std::string_view own_name) {
    const std::array written{person_in(find_child(node, Space::own, own_name)),
                             person_in(find_child(node, Space::dublin_core, "creator")),
                             person_in(find_child(node, Space::itunes, "author"))};
    for (const auto& person : written)
        if (!person.empty() && !is_bare_mail(person)) return author_name(person);
    if (auto names = atom_author_names(node); !names.empty()) return names;
    for (const auto& person : written)
        if (!person.empty()) return author_name(person);
    return {};
}

/// The element's text, or the address an Atom habit put into an attribute.
Link plain_link(const pugi::xml_node& node) {
    for (const auto& link : all_children(node, Space::own, "link")) {
        if (auto text = trimmed_text(link); !text.empty()) return {text, link};
        const auto rel = attribute_of(link, "rel");
        if (rel.empty() || rel == "alternate")
            if (auto href = attribute_of(link, "href"); !href.empty()) return {href, link};
    }
    return {};
}

/// A guid is an address to open only if it says so, or says nothing, and is one.
Link permalink(const pugi::xml_node& guid) {
    const auto says = attribute_of(guid, "isPermaLink");
    auto text = trimmed_text(guid);
    const bool is_permalink =
        (says.empty() || equal_without_case(says, "true")) && !net::host_of(text).empty();
    return is_permalink ? Link{std::move(text), guid} : Link{};
}

Link link_of(const pugi::xml_node& item) {
    const auto original = find_child(item, Space::feedburner, "origLink");
    if (auto text = trimmed_text(original); !text.empty()) return {text, original};
    if (auto link = plain_link(item); !link.empty()) return link;
    if (auto link = atom_link(item); !link.empty()) return link;
    return permalink(find_child(item, Space::own, "guid"));
}

/// What there is to open besides a page: what is enclosed, a picture, a film.
std::string attached(const pugi::xml_node& item) {
    auto address = attribute_of(find_child(item, Space::own, "enclosure"), "url");
    return address.empty() ? media_address(item) : address;
}

/// Generators know many places for the whole text; the fullest of them is it.
std::string body_of(const pugi::xml_node& item) {
    constexpr std::array<Named, 6> places{{{Space::content, "encoded"},
                                           {Space::own, "description"},
                                           {Space::xhtml, "body"},
                                           {Space::own, "content"},
                                           {Space::own, "summary"},
                                           {Space::own, "fullitem"}}};
    std::string body;
    for (const auto& place : places)
        body = fuller(std::move(body), plain_body(inner_text(find_child(item, place.space, place.local))));
    for (const char* name : {"content", "summary"})
        body = fuller(std::move(body), atom_body(find_child(item, Space::atom, name)));
    if (body.empty()) body = plain_body(media_description(item));
    if (body.empty()) body = plain_body(first_text(item, {{Space::itunes, "summary"}}));
    if (body.empty()) body = plain_body(first_text(item, {{Space::dublin_core, "description"}}));
    return body;
}

std::optional<core::Stamp> first_date(const pugi::xml_node& item, std::initializer_list<Named> names) {
    for (const auto& name : names)
        if (const auto date = item_date(trimmed_text(find_child(item, name.space, name.local)))) return date;
    return std::nullopt;
}

std::string language_of(const pugi::xml_node& node) {
    for (const auto& written : {first_text(node, {{Space::dublin_core, "language"}}),
                                first_text(node, {{Space::own, "language"}}), language_around(node)})
        if (auto code = language_code(written); !code.empty()) return code;
    return {};
}

void read_item(const pugi::xml_node& node, const Channel& channel, Collector& collector) {
    const auto base = base_around(node, channel.document_url, channel.base);
    const auto link = link_of(node);
    core::Item item;
    item.title = plain_title(first_text(node, {{Space::own, "title"}, {Space::dublin_core, "title"}}));
    item.body = body_of(node);
    item.url = resolved(base_around(link.node, channel.document_url, channel.base), link.written);
    if (item.url.empty()) item.url = resolved(base, attached(node));
    item.author = author_of(node, "author");
    item.language = language_of(node);
    item.published = first_date(node, {{Space::own, "pubDate"},
                                       {Space::dublin_core, "date"},
                                       {Space::atom, "published"},
                                       {Space::atom, "updated"},
                                       {Space::terms, "issued"},
                                       {Space::terms, "created"}});
    item.updated = first_date(node, {{Space::atom, "updated"}, {Space::terms, "modified"}});
    auto id = first_text(node, {{Space::own, "guid"}, {Space::atom, "id"}});
    if (id.empty()) id = attribute_of(node, "about");
    collector.add(std::move(item), id, link.written);
}

Channel read_channel(const pugi::xml_node& node, const std::string& document_url) {
    Channel channel;
    channel.document_url = document_url;
    auto& defaults = channel.defaults;
    const auto link = plain_link(node);
    defaults.site = resolved(base_around(link.node, document_url, document_url), link.written);
    defaults.author = author_of(node, "managingEditor");
    defaults.language = language_of(node);
    channel.base = defaults.site.empty() ? document_url : defaults.site;
    return channel;
}

}  // namespace

void read_rss(const pugi::xml_node& root, const std::string& document_url, core::ParsedDocument& document) {
    const auto channel_node = find_child(root, Space::own, "channel");
    const auto channel = read_channel(channel_node ? channel_node : root, document_url);
    document.interval_hint = stated_interval(channel_node);
    document.skip_hours = stated_skip_hours(channel_node);
    Collector collector(document, channel.defaults);
    for (const auto& parent : {channel_node, root})
        for (const auto& item : all_children(parent, Space::own, "item"))
            if (collector.has_room()) read_item(item, channel, collector);
}

}  // namespace reputed::fetchers::feed
