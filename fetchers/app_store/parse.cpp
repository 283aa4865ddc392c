// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/app_store/parse.hpp"

#include <charconv>
#include <pugixml.hpp>

#include "base/json.hpp"
#include "text/charset.hpp"
#include "text/date.hpp"
#include "text/html.hpp"

namespace reputed::fetchers::app_store {
namespace {

/// An entry as both forms state it, before anything is believed.
struct RawEntry {
    std::string id, title, body, author, author_url, url, updated, rating;
    bool is_review = false;  ///< has a rating; the first entry of older feeds is the app itself
};

std::optional<core::Rating> rating_of(const std::string& text) {
    int stars = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), stars);
    if (error != std::errc{} || end != text.data() + text.size() || stars < 1 || stars > 5)
        return std::nullopt;
    return core::Rating{static_cast<double>(stars)};
}

void add(RawEntry raw, std::size_t number, const std::string& country, ReviewPage& page) {
    if (!raw.is_review) return;
    const std::string where = fmt::format("review {}", number);
    if (raw.id.empty()) {
        page.problems.push_back({where, "has no id and was put aside"});
        return;
    }
    core::Item item;
    item.rating = rating_of(raw.rating);
    if (!item.rating)
        page.problems.push_back({where, fmt::format("has a rating that cannot be read: \"{}\"", raw.rating)});
    item.id = std::move(raw.id);
    item.item = country;
    item.url = std::move(raw.url);
    item.title = text::collapse_space(raw.title);
    item.author = text::collapse_space(raw.author);
    item.author_url = std::move(raw.author_url);
    item.body = text::tidy_plain(raw.body);
    item.published = text::parse_date(raw.updated);
    page.items.push_back(std::move(item));
}

int page_number(std::string_view href) {
    constexpr std::string_view sign = "page=";
    const auto at = href.find(sign);
    int number = 0;
    if (at != std::string_view::npos)
        std::from_chars(href.data() + at + sign.size(), href.data() + href.size(), number);
    return number;
}

std::string label(const base::Json& node) { return std::string(node["label"].text()); }

/// What is a list may be one object when there is one of it.
std::vector<base::Json> one_or_many(const base::Json& node) {
    if (node.is_object()) return {node};
    const auto items = node.items();
    return {items.begin(), items.end()};
}

std::string body_of(const base::Json& content) {
    std::string best;
    for (const auto& node : one_or_many(content)) {
        const bool markup = node["attributes"]["type"].text() == "html";
        if (best.empty() || !markup) best = markup ? text::html_to_plain(label(node)) : label(node);
    }
    return best;
}

std::string first_link(const base::Json& links) {
    for (const auto& link : one_or_many(links))
        if (const auto href = link["attributes"]["href"].text(); !href.empty()) return std::string(href);
    return {};
}

RawEntry raw_of(const base::Json& entry) {
    RawEntry raw;
    raw.id = label(entry["id"]);
    raw.title = label(entry["title"]);
    raw.body = body_of(entry["content"]);
    raw.author = label(entry["author"]["name"]);
    raw.author_url = label(entry["author"]["uri"]);
    raw.url = first_link(entry["link"]);
    raw.updated = label(entry["updated"]);
    raw.rating = label(entry["im:rating"]);
    // What is no entry at all is no app either; it is counted as broken.
    raw.is_review = !entry["im:rating"].is_null() || !entry.is_object();
    return raw;
}

ReviewPage parse_json(std::string_view utf8, const std::string& country) {
    ReviewPage page;
    const auto root = base::Json::parse(utf8);
    if (!root || !(*root)["feed"].is_object()) {
        page.understood = false;
        page.problems.push_back({"document", root ? "\"feed\" is missing" : root.error().words});
        return page;
    }
    const auto& feed = (*root)["feed"];
    std::size_t number = 0;
    for (const auto& entry : one_or_many(feed["entry"])) add(raw_of(entry), ++number, country, page);
    for (const auto& link : one_or_many(feed["link"]))
        if (link["attributes"]["rel"].text() == "last")
            page.last_page = page_number(link["attributes"]["href"].text());
    return page;
}

RawEntry raw_of(const pugi::xml_node& entry) {
    RawEntry raw;
    raw.id = entry.child_value("id");
    raw.title = entry.child_value("title");
    raw.author = entry.child("author").child_value("name");
    raw.author_url = entry.child("author").child_value("uri");
    raw.url = entry.child("link").attribute("href").value();
    raw.updated = entry.child_value("updated");
    raw.rating = entry.child_value("im:rating");
    raw.is_review = static_cast<bool>(entry.child("im:rating"));
    const auto plain = entry.find_child_by_attribute("content", "type", "text");
    raw.body = plain ? plain.child_value() : text::html_to_plain(entry.child_value("content"));
    return raw;
}

ReviewPage parse_xml(const std::string& utf8, const std::string& country) {
    ReviewPage page;
    pugi::xml_document document;
    const auto result =
        document.load_buffer(utf8.data(), utf8.size(), pugi::parse_default, pugi::encoding_utf8);
    const auto feed = document.child("feed");
    if (!feed) {
        page.understood = false;
        page.problems.push_back({"document", "is not a feed"});
        return page;
    }
    std::size_t number = 0;
    for (const auto& entry : feed.children("entry")) add(raw_of(entry), ++number, country, page);
    if (!result) page.problems.push_back({"document", "breaks off before its end"});
    const auto last = feed.find_child_by_attribute("link", "rel", "last");
    page.last_page = page_number(last.attribute("href").value());
    return page;
}

}  // namespace

ReviewPage parse_page(std::string_view bytes, const std::string& country) {
    const std::string utf8 = text::to_utf8(bytes, {}).utf8;
    const auto first = utf8.find_first_not_of(" \t\r\n");
    const bool xml = first != std::string::npos && utf8[first] == '<';
    return xml ? parse_xml(utf8.substr(first), country) : parse_json(utf8, country);
}

void fill_dates(std::vector<core::Item>& items, const std::vector<core::Item>& dated) {
    std::map<std::string_view, const core::Item*> by_id;
    for (const auto& item : dated) by_id.emplace(item.id, &item);
    for (auto& item : items) {
        if (item.published) continue;
        if (const auto found = by_id.find(item.id); found != by_id.end())
            item.published = found->second->published;
    }
}

}  // namespace reputed::fetchers::app_store
