// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Bytes in, document out: what shape it is, and which reader reads it.
#include "fetchers/feed/atom.hpp"
#include "fetchers/feed/discovery.hpp"
#include "fetchers/feed/feed.hpp"
#include "fetchers/feed/json_feed.hpp"
#include "fetchers/feed/load.hpp"
#include "fetchers/feed/rss.hpp"
#include "fetchers/feed/sniff.hpp"
#include "text/charset.hpp"

namespace reputed::fetchers::feed {
namespace {

constexpr std::size_t most_bytes = 15u << 20;

void refuse(core::ParsedDocument& document, std::string words) {
    document.understood = false;
    document.problems.push_back({"document", std::move(words)});
}

std::string words_for_other_xml(const std::string& root) {
    if (root == "opml")
        return "This is an OPML list of feeds, not a feed. Paste the address of one of the feeds in it.";
    if (root == "urlset" || root == "sitemapindex")
        return "This is a site map, not a feed. Look for \"RSS\" on the site and paste that address.";
    return fmt::format("This is an XML document (\"{}\"), but not a feed.", root);
}

void read_xml_feed(const Sniffed& sniffed, const std::string& document_url, core::ParsedDocument& document) {
    pugi::xml_document tree;
    if (!load(sniffed.text, tree, document.problems)) {
        document.understood = false;
        return;
    }
    const auto root = tree.document_element();
    if (sniffed.root == "feed")
        read_atom(root, document_url, document);
    else
        read_rss(root, document_url, document);
}

}  // namespace

core::ParsedDocument parse(std::string_view bytes, const DocumentContext& context) {
    core::ParsedDocument document;
    if (bytes.size() > most_bytes) {
        refuse(document, "The document is larger than 15 MB and was not read.");
        return document;
    }
    const auto decoded = text::to_utf8(bytes, {context.content_type, false});
    const auto sniffed = sniff(decoded.utf8);
    switch (sniffed.shape) {
        case Shape::empty:
            refuse(document, "The feed is empty.");
            break;
        case Shape::json:
            read_json_feed(sniffed.text, context.base_url, document);
            break;
        case Shape::feed:
            read_xml_feed(sniffed, context.base_url, document);
            break;
        case Shape::web_page:
            refuse(document,
                   words_for_web_page(context.base_url, feeds_named_by(sniffed.text, context.base_url)));
            break;
        case Shape::other_xml:
            refuse(document, words_for_other_xml(sniffed.root));
            break;
        case Shape::unknown:
            refuse(document, "This is neither a feed nor a web page. Check the address.");
            break;
    }
    return document;
}

}  // namespace reputed::fetchers::feed
