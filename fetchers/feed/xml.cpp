// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/feed/xml.hpp"

#include "net/http.hpp"

namespace reputed::fetchers::feed {
namespace {

constexpr std::size_t longest_url = 4096;

struct NamedSpace {
    std::string_view name;
    Space space;
};

// As normal_uri() leaves them.
constexpr std::array<NamedSpace, 23> uris{{
    {"w3.org/2005/atom", Space::atom},
    {"purl.org/atom/ns", Space::atom},
    {"purl.org/rss/1.0/modules/content", Space::content},
    {"purl.org/dc/elements/1.1", Space::dublin_core},
    {"purl.org/dc/elements/1.0", Space::dublin_core},
    {"purl.org/dc/terms", Space::terms},
    {"search.yahoo.com/mrss", Space::media},
    {"itunes.com/dtds/podcast-1.0.dtd", Space::itunes},
    {"rssnamespace.org/feedburner/ext/1.0", Space::feedburner},
    {"purl.org/rss/1.0/modules/syndication", Space::syndication},
    {"w3.org/1999/02/22-rdf-syntax-ns", Space::rdf},
    {"purl.org/atompub/tombstones/1.0", Space::tombstone},
    {"w3.org/1999/xhtml", Space::xhtml},
    {"purl.org/rss/1.0", Space::own},
    {"purl.org/net/rss1.1", Space::own},
    {"my.netscape.com/rdf/simple/0.9", Space::own},
    {"channel.netscape.com/rdf/simple/0.9", Space::own},
    {"backend.userland.com/rss", Space::own},
    {"backend.userland.com/rss2", Space::own},
    {"backend.userland.com/rss091", Space::own},
    {"blogs.law.harvard.edu/tech/rss", Space::own},
    {"cyber.law.harvard.edu/rss/rss.html", Space::own},
    {"rssboard.org/rss-specification", Space::own},
}};

// For documents that use a prefix and forget to declare it.
constexpr std::array<NamedSpace, 14> usual_prefixes{{
    {"atom", Space::atom},
    {"atom10", Space::atom},
    {"a10", Space::atom},
    {"content", Space::content},
    {"dc", Space::dublin_core},
    {"dcterms", Space::terms},
    {"media", Space::media},
    {"itunes", Space::itunes},
    {"feedburner", Space::feedburner},
    {"sy", Space::syndication},
    {"rdf", Space::rdf},
    {"at", Space::tombstone},
    {"xhtml", Space::xhtml},
    {"rss", Space::own},
}};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

/// Near misses are common: another scheme, another case, a slash too many.
std::string normal_uri(std::string_view uri) {
    std::string out;
    for (const char c : uri)
        if (c != ' ') out += lower(c);
    for (const std::string_view start : {"http://", "https://", "www."})
        if (out.starts_with(start)) out.erase(0, start.size());
    while (out.ends_with('/') || out.ends_with('#')) out.pop_back();
    return out;
}

Space space_named(std::span<const NamedSpace> table, std::string_view name) {
    const auto found = std::ranges::find(table, name, &NamedSpace::name);
    return found == table.end() ? Space::foreign : found->space;
}

std::string_view local_part(std::string_view name) { return name.substr(name.find(':') + 1); }

bool is_atom_part(const pugi::xml_node& node) {
    const auto space = space_of(node);
    return space == Space::own || space == Space::atom;
}

}  // namespace

bool equal_without_case(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

bool is_called(const pugi::xml_node& node, std::string_view local) {
    return equal_without_case(local_part(node.name()), local);
}

Space space_of(const pugi::xml_node& node) {
    const std::string_view name = node.name();
    const auto colon = name.find(':');
    if (colon == std::string_view::npos) {
        // A default namespace said on the element itself marks a guest; one inherited is the feed's own.
        const std::string_view declared = node.attribute("xmlns").value();
        return declared.empty() ? Space::own : space_named(uris, normal_uri(declared));
    }
    const std::string declaration = "xmlns:" + std::string(name.substr(0, colon));
    for (auto around = node; around; around = around.parent())
        if (const auto attribute = around.attribute(declaration.c_str()))
            return space_named(uris, normal_uri(attribute.value()));
    return space_named(usual_prefixes, name.substr(0, colon));
}

pugi::xml_node find_child(const pugi::xml_node& parent, Space space, std::string_view local) {
    for (const auto& child : parent.children())
        if (is_called(child, local) && space_of(child) == space) return child;
    return {};
}

pugi::xml_node find_atom_child(const pugi::xml_node& parent, std::string_view local) {
    for (const auto& child : parent.children())
        if (is_called(child, local) && is_atom_part(child)) return child;
    return {};
}

std::vector<pugi::xml_node> all_children(const pugi::xml_node& parent, Space space, std::string_view local) {
    std::vector<pugi::xml_node> found;
    for (const auto& child : parent.children())
        if (is_called(child, local) && space_of(child) == space) found.push_back(child);
    return found;
}

std::vector<pugi::xml_node> all_atom_children(const pugi::xml_node& parent, std::string_view local) {
    std::vector<pugi::xml_node> found;
    for (const auto& child : parent.children())
        if (is_called(child, local) && is_atom_part(child)) found.push_back(child);
    return found;
}

std::string attribute_of(const pugi::xml_node& node, std::string_view local) {
    for (const auto& attribute : node.attributes())
        if (equal_without_case(local_part(attribute.name()), local)) return attribute.value();
    return {};
}

std::string language_around(const pugi::xml_node& node) {
    for (auto around = node; around; around = around.parent())
        if (const auto attribute = around.attribute("xml:lang")) return attribute.value();
    return {};
}

std::string base_around(const pugi::xml_node& node, const std::string& document_url,
                        const std::string& otherwise) {
    std::vector<std::string> chain;
    for (auto around = node; around; around = around.parent())
        if (const auto attribute = around.attribute("xml:base")) chain.emplace_back(attribute.value());
    if (chain.empty()) return otherwise;
    std::string base = document_url;
    for (auto i = chain.size(); i > 0; --i)
        if (auto next = resolved(base, chain[i - 1]); !next.empty()) base = std::move(next);
    return base;
}

std::string resolved(const std::string& base, std::string_view reference) {
    if (reference.empty() || reference.size() > longest_url) return {};
    const std::string on = base.empty() ? std::string(reference) : base;
    return net::resolve_url(on, reference).value_or(std::string{});
}

}  // namespace reputed::fetchers::feed
