// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/stated_encoding.hpp"

#include "text/html_scan.hpp"

namespace reputed::text {
namespace {

using namespace std::string_view_literals;
constexpr std::string_view blank = " \t\n\f\r";

std::string lower(std::string_view text) {
    std::string out{text};
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    return out;
}

/// The value of `name = value`, quoted or not, anywhere in `text`, which is lower case.
std::string_view value_after(std::string_view text, std::string_view name) {
    for (auto at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
        auto rest = text.substr(at + name.size());
        rest.remove_prefix(std::min(rest.find_first_not_of(blank), rest.size()));
        if (!rest.starts_with('=')) continue;
        rest.remove_prefix(1);
        rest.remove_prefix(std::min(rest.find_first_not_of(" \t\n\f\r\"'"), rest.size()));
        return rest.substr(0, rest.find_first_of(" \t\n\f\r\"';>"));
    }
    return {};
}

std::string_view from_xml_declaration(std::string_view head) {
    const auto begin = head.find_first_not_of(blank);
    if (begin == std::string_view::npos || !head.substr(begin).starts_with("<?xml")) return {};
    const auto end = head.find("?>", begin);
    return value_after(head.substr(begin, end - begin), "encoding");
}

/// <meta charset=…>, or the older content="…; charset=…" where the page says that it stands for a header.
/// A description may speak of a charset as well.
std::string from_meta_tag(std::string_view attributes) {
    if (auto said = attribute_value(attributes, "charset"); !said.empty()) return said;
    if (attribute_value(attributes, "http-equiv").empty()) return {};
    const auto content = lower(attribute_value(attributes, "content"));
    return std::string(value_after(content, "charset"));
}

/// What is in comments and scripts is no declaration, nor is what stands in the body.
std::string from_meta(std::string_view head) {
    HtmlScanner scanner(head);
    for (auto token = scanner.next(); token.kind != HtmlToken::Kind::end; token = scanner.next()) {
        if (token.kind != HtmlToken::Kind::open) continue;
        if (token.name == "body") break;
        if (token.name == "meta")
            if (auto said = from_meta_tag(token.attributes); !said.empty()) return said;
        if (token.name == "script" || token.name == "style" || token.name == "title")
            if (!scanner.skip_past_close(token.name)) break;
    }
    return {};
}

/// A declaration that could be read as ASCII is not in UTF-16, whatever it says.
std::string usable(std::string_view label) {
    auto name = encoding_for_label(label);
    return name.starts_with("utf-16") || name.starts_with("utf-32") ? "utf-8" : name;
}

}  // namespace

std::string stated_encoding(std::string_view bytes, const CharsetHints& hints) {
    // Themes put kilobytes of scripts and styles before the declaration.
    constexpr std::size_t head_size = 4096, page_head_size = 64u << 10;
    const auto head = lower(bytes.substr(0, head_size));
    auto by_sender = encoding_for_label(value_after(lower(hints.content_type), "charset"));
    const bool is_wide = by_sender.starts_with("utf-16") || by_sender.starts_with("utf-32");
    if (!by_sender.empty() && (!is_wide || head.contains('\0'))) return by_sender;
    if (hints.is_html)
        if (const auto by_meta = usable(from_meta(bytes.substr(0, page_head_size))); !by_meta.empty())
            return by_meta;
    return usable(from_xml_declaration(head));
}

}  // namespace reputed::text
