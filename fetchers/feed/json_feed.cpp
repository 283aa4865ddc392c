// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/feed/json_feed.hpp"

#include "base/json.hpp"
#include "fetchers/feed/collect.hpp"
#include "fetchers/feed/json_repair.hpp"
#include "fetchers/feed/wording.hpp"
#include "fetchers/feed/xml.hpp"
#include "net/http.hpp"
#include "text/html.hpp"

namespace reputed::fetchers::feed {
namespace {

using base::Json;

std::string text_of(const Json& value) { return std::string(value.text()); }

std::string names_of(const Json& holder) {
    std::string names;
    const auto add = [&](const Json& author) {
        const auto name = literal_title(author["name"].text());
        if (name.empty()) return;
        if (!names.empty()) names += ", ";
        names += name;
    };
    for (const auto& author : holder["authors"].items()) add(author);
    if (names.empty()) add(holder["author"]);
    return names;
}

std::string body_of(const Json& item) {
    auto body = text::html_to_plain(item["content_html"].text());
    if (body.empty()) body = text::tidy_plain(item["content_text"].text());
    return fuller(std::move(body), text::tidy_plain(item["summary"].text()));
}

/// What there is to open besides a page.
std::string attached(const Json& entry) {
    for (const auto* address : {&entry["attachments"].at(0)["url"], &entry["image"], &entry["banner_image"]})
        if (!address->text().empty()) return text_of(*address);
    return {};
}

std::string author_url_of(const Json& entry, const std::string& base) {
    auto url = resolved(base, entry["authors"].at(0)["url"].text());
    return url.empty() ? resolved(base, entry["author"]["url"].text()) : url;
}

void read_item(const Json& entry, const std::string& base, Collector& collector) {
    const auto link = text_of(entry["url"].text().empty() ? entry["external_url"] : entry["url"]);
    core::Item item;
    item.title = literal_title(entry["title"].text());
    item.body = body_of(entry);
    item.url = resolved(base, link);
    const auto id = text::collapse_space(entry["id"].text());
    if (item.url.empty() && !net::host_of(id).empty()) item.url = resolved(base, id);
    if (item.url.empty()) item.url = resolved(base, attached(entry));
    item.author = names_of(entry);
    item.author_url = author_url_of(entry, base);
    item.language = language_code(entry["language"].text());
    item.published = item_date(entry["date_published"].text());
    item.updated = item_date(entry["date_modified"].text());
    if (!item.published) item.published = item.updated;
    collector.add(std::move(item), id, link);
}

Defaults defaults_of(const Json& root, const std::string& document_url) {
    return {resolved(document_url, root["home_page_url"].text()), names_of(root),
            language_code(root["language"].text())};
}

void read_feed(const Json& root, const std::string& document_url, core::ParsedDocument& document) {
    Collector collector(document, defaults_of(root, document_url));
    for (const auto& item : root["items"].items())
        if (collector.has_room()) read_item(item, document_url, collector);
    if (root["expired"].boolean().value_or(false))
        document.problems.push_back(
            {"feed", "The feed says that it has ended. Remove this source or pause it."});
}

/// Items of a document that is broken somewhere or cut off: each is read by itself.
void salvage_items(std::string_view text, const std::string& document_url, core::ParsedDocument& document) {
    constexpr std::size_t most_entries = 2000, most_problems = 20;
    document.problems.push_back(
        {"document", "The document is broken or cut off JSON; it was read entry by entry."});
    const auto pieces = pieces_of(text, most_entries);
    const auto header = Json::parse(pieces.header);
    Collector collector(document, header ? defaults_of(*header, document_url) : Defaults{});
    for (std::size_t i = 0; i < pieces.items.size(); ++i) {
        if (const auto entry = Json::parse(pieces.items[i]))
            read_item(*entry, document_url, collector);
        else if (document.problems.size() < most_problems)
            document.problems.push_back(
                {fmt::format("item {}", i + 1), "The entry is broken and was left out."});
    }
}

bool names_json_feed(std::string_view text) {
    return text.contains("jsonfeed.org/version/") || text.contains("jsonfeed.org\\/version\\/");
}

/// What the slips of generators cost is told, not the entries.
std::expected<Json, base::JsonError> parse_leniently(std::string& text, core::ParsedDocument& document) {
    auto root = Json::parse(text);
    if (root) return root;
    text = repaired_json(text);
    root = Json::parse(text);
    if (root) document.problems.push_back({"document", "The document is not sound JSON; it was repaired."});
    return root;
}

}  // namespace

void read_json_feed(std::string_view text, const std::string& document_url, core::ParsedDocument& document) {
    std::string readable{text};
    const auto root = parse_leniently(readable, document);
    const bool is_feed = root ? names_json_feed((*root)["version"].text()) || (*root)["items"].is_array()
                              : names_json_feed(std::string_view(readable).substr(0, 4096));
    if (!is_feed) {
        document.understood = false;
        document.problems = {
            {"document",
             "This address answers with JSON that is not a feed. Paste the address of an RSS, "
             "Atom or JSON feed."}};
    } else if (root) {
        read_feed(*root, document_url, document);
    } else {
        salvage_items(readable, document_url, document);
    }
}

}  // namespace reputed::fetchers::feed
