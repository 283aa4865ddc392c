// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/page/html_tree.hpp"

#include <libxml/HTMLparser.h>
#include <libxml/tree.h>

#include "text/html.hpp"

namespace reputed::fetchers::page {
namespace {

/// One property's text; longer ones are cut by the graph anyway.
constexpr std::size_t longest_text = 128u << 10;
constexpr std::size_t most_words = 64;

std::string_view view(const xmlChar* text) {
    return text == nullptr ? std::string_view{} : reinterpret_cast<const char*>(text);
}

const xmlNode* element_from(const xmlNode* node) {
    while (node != nullptr && node->type != XML_ELEMENT_NODE) node = node->next;
    return node;
}

bool is_block(std::string_view name) {
    static constexpr auto blocks = std::to_array<std::string_view>(
        {"p",       "div",        "li",  "ul", "ol", "dl", "dt", "dd", "tr", "table", "section",
         "article", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "hr"});
    return std::ranges::find(blocks, name) != blocks.end();
}

void append_words(std::string& out, std::string_view text) {
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
        if (!blank)
            out += c;
        else if (!out.empty() && out.back() != ' ' && out.back() != '\n')
            out += ' ';
    }
}

/// Line breaks up to this edge; neighbouring edges are one.
void append_edge(std::string& out, std::string_view edge) {
    if (edge.empty()) return;
    while (out.ends_with(' ')) out.pop_back();
    if (!out.empty() && !out.ends_with(edge)) out += out.ends_with('\n') ? "\n" : edge;
}

/// Depth is bounded by the parser (256), so recursion is.
void append_prose(std::string& out, const xmlNode* node, Budget& budget) {
    for (; node != nullptr; node = node->next) {
        if (out.size() > longest_text || !budget.spend(1)) return;
        if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
            const auto text = view(node->content).substr(0, longest_text);
            if (!budget.spend(text.size())) return;
            append_words(out, text);
        } else if (node->type == XML_ELEMENT_NODE) {
            const auto name = view(node->name);
            const std::string_view edge = name == "p" ? "\n\n" : is_block(name) ? "\n" : "";
            append_edge(out, edge);
            if (name == "br") out += '\n';
            if (name == "li") out += "- ";
            append_prose(out, node->children, budget);
            append_edge(out, edge);
        }
    }
}

struct Parser {
    Parser() { xmlInitParser(); }
};

}  // namespace

std::string_view Element::name() const { return view(node_->name); }

std::optional<std::string> Element::attribute(std::string_view name) const {
    for (const xmlAttr* attribute = node_->properties; attribute != nullptr; attribute = attribute->next) {
        if (view(attribute->name) != name) continue;
        std::string value;
        for (const xmlNode* part = attribute->children; part != nullptr; part = part->next)
            value += view(part->content);
        return value;
    }
    return std::nullopt;
}

std::optional<std::string> Element::stated(std::string_view name) const {
    auto value = attribute(name);
    return value && text::collapse_space(*value).empty() ? std::nullopt : value;
}

std::vector<std::string> Element::words(std::string_view name) const {
    std::vector<std::string> found;
    const std::string all = text::collapse_space(attribute(name).value_or(""));
    for (std::size_t at = 0; at < all.size() && found.size() < most_words;) {
        const auto end = std::min(all.find(' ', at), all.size());
        found.push_back(all.substr(at, end - at));
        at = end + 1;
    }
    return found;
}

Element Element::first_child() const { return Element(element_from(node_->children)); }
Element Element::next() const { return Element(element_from(node_->next)); }

std::string Element::phrase(Budget& budget) const { return text::collapse_space(prose(budget)); }

std::string Element::prose(Budget& budget) const {
    std::string text;
    append_prose(text, node_->children, budget);
    return text::tidy_plain(text);
}

HtmlTree HtmlTree::read(const std::string& markup) {
    static const Parser ready;
    HtmlTree tree;
    const std::unique_ptr<htmlParserCtxt, decltype(&htmlFreeParserCtxt)> context(htmlNewParserCtxt(),
                                                                                 &htmlFreeParserCtxt);
    if (!context || markup.empty()) return tree;
    constexpr int options = HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR |
                            HTML_PARSE_NOWARNING | HTML_PARSE_NODEFDTD | HTML_PARSE_IGNORE_ENC;
    tree.document_.reset(htmlCtxtReadMemory(context.get(), markup.data(), static_cast<int>(markup.size()),
                                            nullptr, "UTF-8", options));
    // The parser's own bound on depth shows as this error; all others it recovers from.
    tree.cut_short_ = context->disableSAX != 0 || context->errNo == XML_ERR_INTERNAL_ERROR;
    return tree;
}

Element HtmlTree::root() const {
    return document_ ? Element(xmlDocGetRootElement(document_.get())) : Element();
}

void HtmlTree::Free::operator()(_xmlDoc* document) const { xmlFreeDoc(document); }

}  // namespace reputed::fetchers::page
