// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <fmt/format.h>

#include "base/json.hpp"
#include "portals.hpp"

namespace reputed::sandbox {
namespace {

struct Forum {
    Place place;
    std::vector<Statement> shown;
    std::vector<Statement> removed;
    std::string host;
    std::string address;
};

/// Paragraphs as HTML, the way forum software writes them.
std::string as_html(const std::string& body) {
    std::string html = "<p>";
    for (std::size_t at = 0; at < body.size(); ++at) {
        if (body.compare(at, 2, "\n\n") == 0) {
            html += "</p><p>";
            ++at;
        } else if (body[at] == '\n') {
            html += "<br>";
        } else {
            html += escape_markup(std::string_view(&body[at], 1));
        }
    }
    return html + "</p>";
}

std::string as_rss(const Forum& forum) {
    std::string xml = fmt::format(
        R"(<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>{0}</title><link>{1}/</link><description>What people in town write</description>
<atom:link href="{2}" rel="self" type="application/rss+xml"/>
)",
        escape_markup(forum.place.title), forum.host, forum.address);
    for (const auto& post : forum.shown)
        xml += fmt::format(
            R"(<item><title>{0}</title><link>{1}/s/{2}</link><guid isPermaLink="false">{3}</guid>
<pubDate>{4}</pubDate><dc:creator>{5}</dc:creator><dc:language>{6}</dc:language>
<content:encoded><![CDATA[{7}]]></content:encoded></item>
)",
            escape_markup(post.latest().title), forum.host, post.number, post.external_id(true),
            mail_date(post.published), escape_markup(post.author), escape_markup(post.language),
            as_html(post.latest().body));
    return xml + "</channel></rss>\n";
}

std::string as_atom(const Forum& forum) {
    std::string xml = fmt::format(
        R"(<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0">
<id>tag:forum.example,2026:{0}</id><title type="text">{1}</title><updated>{2}</updated>
<link rel="self" href="{3}"/><link rel="alternate" type="text/html" href="{4}/"/>
)",
        escape_markup(forum.place.key), escape_markup(forum.place.title), iso(forum.place.changed),
        forum.address, forum.host);
    for (const auto& post : forum.removed)
        xml += fmt::format("<at:deleted-entry ref=\"{}\" when=\"{}\"/>\n", post.external_id(true),
                           iso(*post.removed));
    for (const auto& post : forum.shown)
        xml += fmt::format(
            R"(<entry xml:lang="{0}"><id>{1}</id><title type="text">{2}</title>
<link rel="alternate" type="text/html" href="{3}/s/{4}"/><published>{5}</published><updated>{6}</updated>
<author><name>{7}</name></author><content type="html">{8}</content></entry>
)",
            escape_markup(post.language), post.external_id(true), escape_markup(post.latest().title),
            forum.host, post.number, iso(post.published), iso(post.updated()), escape_markup(post.author),
            escape_markup(as_html(post.latest().body)));
    return xml + "</feed>\n";
}

std::string as_json_feed(const Forum& forum) {
    base::JsonWriter json;
    json.begin_object().member("version", "https://jsonfeed.org/version/1.1");
    json.member("title", forum.place.title).member("home_page_url", forum.host + "/");
    json.member("feed_url", forum.address).key("items").begin_array();
    for (const auto& post : forum.shown) {
        json.begin_object().member("id", post.external_id(true));
        json.member("url", fmt::format("{}/s/{}", forum.host, post.number));
        if (!post.latest().title.empty()) json.member("title", post.latest().title);
        json.member("content_html", as_html(post.latest().body));
        json.member("content_text", post.latest().body);
        json.member("date_published", iso(post.published));
        if (post.edited()) json.member("date_modified", iso(post.updated()));
        if (!post.language.empty()) json.member("language", post.language);
        json.key("authors").begin_array().begin_object().member("name", post.author);
        json.end_object().end_array().end_object();
    }
    json.end_array().end_object();
    return json.take();
}

}  // namespace

std::optional<Reply> answer_feed(const World& world, const Request& request, std::size_t window) {
    if (!request.path.starts_with("/feeds/")) return std::nullopt;
    const std::string file = request.path.substr(7);
    const auto dot = file.rfind('.');
    const std::string name = "feed/" + file.substr(0, dot);
    const std::string ending = dot == std::string::npos ? "" : file.substr(dot);
    auto place = world.place(name);
    const bool known = ending == ".xml" || ending == ".atom" || ending == ".json";
    if (!place || !known)
        return Reply::html(404, "<!doctype html><title>Not found</title><h1>No such feed</h1>");
    Forum forum{std::move(*place), world.readable(name), world.removed(name), request.own_address(), {}};
    forum.address = forum.host + "/feeds/" + percent_encode(file);
    if (forum.shown.size() > window) forum.shown.resize(window);
    if (ending == ".json")
        return Reply{200, "application/feed+json; charset=utf-8", {}, as_json_feed(forum), {}};
    if (ending == ".atom") return Reply{200, "application/atom+xml; charset=utf-8", {}, as_atom(forum), {}};
    return Reply{200, "application/rss+xml; charset=utf-8", {}, as_rss(forum), {}};
}

}  // namespace reputed::sandbox
