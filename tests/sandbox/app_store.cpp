// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/json.hpp"
#include "portals.hpp"

namespace reputed::sandbox {
namespace {

using base::JsonWriter;

constexpr std::size_t page_size = 50;
constexpr int deepest_page = 10;

struct Wanted {
    std::string country;
    std::string app;
    std::string order;
    int page = 1;
    bool xml = false;
    bool id_first = false;
};

/// Segments may stand in any order; names and order words are read without case, as the portal does.
std::optional<Wanted> read_path(const std::string& path) {
    const auto marker = path.find("/rss/customerreviews/");
    if (marker == std::string::npos || marker == 0) return std::nullopt;
    Wanted wanted;
    wanted.country = lower_case(path.substr(1, marker - 1));
    std::string_view rest = std::string_view(path).substr(marker + 21);
    bool page_seen = false;
    while (!rest.empty()) {
        const auto slash = rest.find('/');
        const std::string segment = lower_case(rest.substr(0, slash));
        rest = slash == std::string_view::npos ? std::string_view{} : rest.substr(slash + 1);
        if (segment.starts_with("page=")) {
            std::from_chars(segment.data() + 5, segment.data() + segment.size(), wanted.page);
            page_seen = true;
        } else if (segment.starts_with("id=")) {
            wanted.app = segment.substr(3);
            wanted.id_first = !page_seen;
        } else if (segment.starts_with("sortby=")) {
            wanted.order = segment.substr(7);
        } else {
            wanted.xml = segment == "xml";
        }
    }
    return wanted;
}

void label(JsonWriter& json, std::string_view name, std::string_view text) {
    json.key(name).begin_object().member("label", text).end_object();
}

void write_app(JsonWriter& json, const std::string& title) {
    json.begin_object();
    label(json, "im:name", title);
    label(json, "title", title + " - Morvela");
    json.key("im:contentType").begin_object().key("attributes").begin_object();
    json.member("term", "Application").member("label", "Application").end_object().end_object();
    json.end_object();
}

void write_author(JsonWriter& json, const Statement& review, const std::string& country) {
    json.key("author").begin_object();
    label(json, "uri",
          fmt::format("https://itunes.apple.com/{}/reviews/id{}", country, 100'000'000 + review.number));
    label(json, "name", review.author);
    json.member("label", "").end_object();
}

void write_review(JsonWriter& json, const Statement& review, const Wanted& wanted, const std::string& host,
                  bool dated) {
    json.begin_object();
    write_author(json, review, wanted.country);
    if (dated) label(json, "updated", iso_pacific(review.updated()));
    label(json, "im:rating", fmt::format("{:.0f}", review.latest().rating.value_or(3)));
    label(json, "im:version", "2.8.0");
    label(json, "id", review.external_id(true));
    label(json, "title", review.latest().title);
    json.key("content").begin_object().member("label", review.latest().body);
    json.key("attributes").begin_object().member("type", "text").end_object().end_object();
    json.key("link").begin_object().key("attributes").begin_object().member("rel", "related");
    json.member("href", fmt::format("{}/s/{}", host, review.number)).end_object().end_object();
    label(json, "im:voteSum", "0");
    label(json, "im:voteCount", "0");
    json.key("im:contentType").begin_object().key("attributes").begin_object();
    json.member("term", "Application").member("label", "Application").end_object().end_object();
    json.end_object();
}

/// The links lead to the XML form with the segments the other way round, as on the real portal.
void write_links(JsonWriter& json, const Wanted& wanted, const std::string& host, int last) {
    const auto address = [&](int page) {
        return fmt::format("{}/{}/rss/customerreviews/page={}/id={}/sortby=mostrecent/xml?urlDesc=/rss", host,
                           wanted.country, page, wanted.app);
    };
    const std::pair<const char*, int> links[] = {{"self", wanted.page},
                                                 {"first", 1},
                                                 {"last", last},
                                                 {"previous", std::max(1, wanted.page - 1)},
                                                 {"next", std::min(last, wanted.page + 1)}};
    json.key("link").begin_array();
    for (const auto& [relation, page] : links) {
        json.begin_object().key("attributes").begin_object();
        json.member("rel", relation).member("href", address(page)).end_object().end_object();
    }
    json.end_array();
}

std::string as_json(const std::vector<Statement>& shown, const Wanted& wanted, const Place& place,
                    const std::string& host, int last) {
    const bool app_first = place.shapes.contains("app_entry") && wanted.page == 1;
    const bool dated = !place.shapes.contains("no_dates");
    const std::size_t entries = shown.size() + (app_first ? 1 : 0);
    JsonWriter json;
    json.begin_object().key("feed").begin_object();
    json.key("author").begin_object();
    label(json, "name", "iTunes Store");
    label(json, "uri", "http://www.apple.com/itunes/");
    json.end_object();
    // One entry alone is an object and not a list; with none the member is missing.
    if (entries > 0) json.key("entry");
    if (entries > 1) json.begin_array();
    if (app_first) write_app(json, place.title);
    for (const auto& review : shown) write_review(json, review, wanted, host, dated);
    if (entries > 1) json.end_array();
    label(json, "updated", iso_pacific(place.changed));
    label(json, "rights", "Copyright 2008 Apple Inc.");
    label(json, "title", "iTunes Store: Customer Reviews");
    label(json, "icon", "http://itunes.apple.com/favicon.ico");
    write_links(json, wanted, host, last);
    label(json, "id", fmt::format("{}/{}/rss/customerreviews/id={}", host, wanted.country, wanted.app));
    json.end_object().end_object();
    return json.take();
}

std::string as_xml(const std::vector<Statement>& shown, const Wanted& wanted, const Place& place,
                   const std::string& host) {
    std::string xml = fmt::format(
        R"(<?xml version="1.0" encoding="utf-8"?>
<feed xmlns:im="http://itunes.apple.com/rss" xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>{0}/{1}/rss/customerreviews/id={2}</id><title>iTunes Store: Customer Reviews</title><updated>{3}</updated>
<author><name>iTunes Store</name><uri>http://www.apple.com/itunes/</uri></author>
)",
        host, wanted.country, wanted.app, iso_pacific(place.changed));
    for (const auto& review : shown)
        xml += fmt::format(
            R"(<entry><updated>{0}</updated><id>{1}</id><title>{2}</title><content type="text">{3}</content>
<content type="html">&lt;table&gt;&lt;tr&gt;&lt;td&gt;{3}&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;</content>
<im:contentType term="Application" label="Application"/><im:voteSum>0</im:voteSum><im:voteCount>0</im:voteCount>
<im:rating>{4:.0f}</im:rating><im:version>2.8.0</im:version><author><name>{5}</name>
<uri>https://itunes.apple.com/{6}/reviews/id{7}</uri></author><link rel="related" href="{8}/s/{9}"/></entry>
)",
            iso_pacific(review.updated()), review.external_id(true), escape_markup(review.latest().title),
            escape_markup(review.latest().body), review.latest().rating.value_or(3),
            escape_markup(review.author), wanted.country, 100'000'000 + review.number, host, review.number);
    return xml + "</feed>\n";
}

}  // namespace

std::optional<Reply> answer_app_store(const World& world, const Request& request) {
    const auto wanted = read_path(request.path);
    if (!wanted) return std::nullopt;
    if (wanted->page < 1 || wanted->page > deepest_page)
        return Reply{400,
                     "text/xml; charset=utf-8",
                     {},
                     "<error><message>CustomerReviews RSS page depth is limited to 10</message></error>",
                     {}};
    const std::string name = fmt::format("app_store/{}/{}", wanted->app, wanted->country);
    Place place = world.place(name).value_or(Place{"app_store", wanted->app, wanted->app, {}, {}});
    auto all = world.readable(name);
    std::ranges::sort(all, std::ranges::greater{},
                      [](const Statement& one) { return std::pair(one.updated(), one.number); });
    if (place.shapes.contains("id_first_only") && !wanted->id_first) all.clear();
    const auto pages = static_cast<int>((all.size() + page_size - 1) / page_size);
    const int last = std::clamp(pages, 1, deepest_page);
    const auto from = std::min(all.size(), static_cast<std::size_t>(wanted->page - 1) * page_size);
    const auto to = std::min(all.size(), from + page_size);
    const std::vector<Statement> shown(all.begin() + static_cast<std::ptrdiff_t>(from),
                                       all.begin() + static_cast<std::ptrdiff_t>(to));
    const std::string host = request.own_address();
    if (wanted->xml)
        return Reply{200, "text/xml; charset=utf-8", {}, as_xml(shown, *wanted, place, host), {}};
    return Reply{200, "text/javascript; charset=utf-8", {}, as_json(shown, *wanted, place, host, last), {}};
}

}  // namespace reputed::sandbox
