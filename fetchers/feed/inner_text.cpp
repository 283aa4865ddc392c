// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What an element says: the part of xml.hpp that turns elements into text.
#include "fetchers/feed/xml.hpp"

namespace reputed::fetchers::feed {
namespace {

constexpr std::size_t longest_field = 1u << 20;

struct StringWriter final : pugi::xml_writer {
    std::string text;
    void write(const void* bytes, std::size_t size) override {
        if (text.size() < longest_field) text.append(static_cast<const char*>(bytes), size);
    }
};

/// What XHTML elements are called in front of their names, such as "xhtml:"; empty when there is nothing.
std::string xhtml_prefix(const pugi::xml_node& node) {
    for (auto around = node; around; around = around.parent())
        for (const auto& attribute : around.attributes()) {
            const std::string_view name = attribute.name();
            if (name.starts_with("xmlns:") &&
                std::string_view(attribute.value()).ends_with("w3.org/1999/xhtml"))
                return std::string(name.substr(std::string_view("xmlns:").size())) + ":";
        }
    return {};
}

/// HTML knows its elements without a prefix. Text has no "<" of its own where a tree is written out.
std::string without_prefix(std::string markup, const std::string& prefix) {
    if (prefix.empty()) return markup;
    for (const std::string_view sign : {"<", "</"}) {
        const auto start = std::string(sign) + prefix;
        for (auto at = markup.find(start); at != std::string::npos; at = markup.find(start, at + 1))
            markup.erase(at + sign.size(), prefix.size());
    }
    return markup;
}

/// Writing out a tree escapes the "&" of entities that XML did not know ("&nbsp;"); to HTML they are known.
std::string with_html_entities(std::string_view markup) {
    constexpr std::string_view escaped = "&amp;";
    const auto is_name = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    std::string out;
    out.reserve(markup.size());
    for (std::size_t at = 0; at < markup.size();) {
        const auto next = std::min(markup.find(escaped, at), markup.size());
        out += markup.substr(at, next - at);
        at = std::min(next + escaped.size(), markup.size());
        if (next == markup.size()) break;
        auto end = at;
        while (end < markup.size() && end - at < 32 && is_name(markup[end])) ++end;
        const bool is_entity = end > at && end < markup.size() && markup[end] == ';';
        out += is_entity ? "&" : escaped;
    }
    return out;
}

std::string clipped(std::string text) {
    if (text.size() <= longest_field) return text;
    std::size_t end = longest_field;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    text.resize(end);
    return text;
}

}  // namespace

bool has_elements(const pugi::xml_node& node) {
    return std::ranges::any_of(node.children(),
                               [](const auto& child) { return child.type() == pugi::node_element; });
}

std::string inner_text(const pugi::xml_node& node) {
    if (has_elements(node)) {
        StringWriter writer;
        for (const auto& child : node.children()) child.print(writer, "", pugi::format_raw);
        return clipped(with_html_entities(without_prefix(std::move(writer.text), xhtml_prefix(node))));
    }
    std::string text;
    for (const auto& child : node.children()) text += child.value();
    return clipped(std::move(text));
}

std::string trimmed_text(const pugi::xml_node& node) {
    constexpr std::string_view blank = " \t\n\r";
    const auto text = inner_text(node);
    const auto begin = text.find_first_not_of(blank);
    if (begin == std::string::npos) return {};
    return text.substr(begin, text.find_last_not_of(blank) - begin + 1);
}

}  // namespace reputed::fetchers::feed
