// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/feed/discovery.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "fetchers/feed/xml.hpp"
#include "net/http.hpp"
#include "text/html.hpp"
#include "text/html_scan.hpp"

namespace reputed::fetchers::feed {
namespace {

constexpr std::size_t most_feeds = 20;

std::string lower(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    return text;
}

bool names_a_feed(const std::string& rel, const std::string& type, const std::string& href) {
    constexpr std::array<std::string_view, 5> types{"application/rss+xml", "application/atom+xml",
                                                    "application/rdf+xml", "application/feed+json",
                                                    "application/json"};
    const bool is_type =
        std::ranges::find(types, std::string_view(type).substr(0, type.find(';'))) != types.end();
    const bool is_rel = (" " + rel + " ").contains(" alternate ") || (" " + rel + " ").contains(" feed ");
    // WordPress names its programming interface in the same way.
    return is_type && is_rel && !href.empty() && !href.contains("/wp-json/");
}

bool is_of_comments(const FoundFeed& found) {
    return found.url.contains("/comments/feed") || found.url.contains("/comments/default") ||
           found.url.contains("feed=comments");
}

void keep(std::vector<FoundFeed>& found, FoundFeed feed) {
    if (feed.url.empty() || found.size() >= most_feeds) return;
    if (std::ranges::find(found, feed.url, &FoundFeed::url) == found.end()) found.push_back(std::move(feed));
}

/// The value of a query parameter, as it is written.
std::string parameter(const std::string& url, std::string_view name) {
    for (const char* const before : {"?", "&"}) {
        const auto at = url.find(before + std::string(name) + "=");
        if (at == std::string::npos) continue;
        const auto begin = at + name.size() + 2;
        return url.substr(begin, url.find_first_of("&#", begin) - begin);
    }
    return {};
}

/// Path segments, without query and fragment.
std::vector<std::string> segments(const std::string& url) {
    std::vector<std::string> all;
    const auto path = url.find('/', url.find("//") + 2);
    if (path == std::string::npos) return all;
    std::string_view rest = std::string_view(url).substr(path + 1);
    rest = rest.substr(0, rest.find_first_of("?#"));
    while (!rest.empty()) {
        const auto end = std::min(rest.find('/'), rest.size());
        if (end > 0) all.emplace_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return all;
}

std::string video_feed(const std::string& url, const std::vector<std::string>& path) {
    const auto address = [](std::string_view name, std::string_view value) {
        return fmt::format("https://www.youtube.com/feeds/videos.xml?{}={}", name, value);
    };
    if (path.size() >= 2 && path[0] == "channel") return address("channel_id", path[1]);
    if (const auto list = parameter(url, "list"); !list.empty() && !path.empty() && path[0] == "playlist")
        return address("playlist_id", list);
    return url;
}

std::string repository_feed(const std::string& url, const std::vector<std::string>& path) {
    const bool has_feed =
        path.size() == 3 && (path[2] == "releases" || path[2] == "commits" || path[2] == "issues");
    return has_feed ? fmt::format("https://github.com/{}/{}/{}.atom", path[0], path[1], path[2]) : url;
}

std::string forum_feed(const std::string& url, const std::vector<std::string>& path) {
    if (path.empty() || path.back().starts_with(".rss") || path.back().ends_with(".rss")) return url;
    std::string feed = "https://www.reddit.com";
    for (const auto& segment : path) feed += "/" + segment;
    const auto query = url.find('?');
    return feed + "/.rss" + (query == std::string::npos ? "" : url.substr(query));
}

bool is_alert_service(const std::string& url) {
    const auto host = net::host_of(url);
    return host.ends_with("talkwalker.com") || (host.starts_with("www.google.") && url.contains("/alerts"));
}

}  // namespace

std::vector<FoundFeed> feeds_named_by(std::string_view html, const std::string& page_url) {
    std::vector<FoundFeed> found;
    std::string base = page_url;
    text::HtmlScanner scanner(html);
    for (auto token = scanner.next(); token.kind != text::HtmlToken::Kind::end; token = scanner.next()) {
        if (token.kind != text::HtmlToken::Kind::open) continue;
        const auto value = [&](std::string_view name) {
            return text::attribute_value(token.attributes, name);
        };
        if (token.name == "script" || token.name == "style") {
            if (!scanner.skip_past_close(token.name)) break;
        } else if (token.name == "base") {
            if (auto stated = resolved(page_url, value("href")); !stated.empty()) base = std::move(stated);
        } else if (token.name == "link" &&
                   names_a_feed(lower(value("rel")), lower(value("type")), value("href"))) {
            keep(found, {resolved(base, value("href")), text::collapse_space(value("title"))});
        }
    }
    std::vector<FoundFeed> ordered;
    for (const bool comments : {false, true})
        std::ranges::copy_if(found, std::back_inserter(ordered),
                             [comments](const auto& feed) { return is_of_comments(feed) == comments; });
    return ordered;
}

std::optional<std::string> only_feed(const std::vector<FoundFeed>& found) {
    if (found.empty()) return std::nullopt;
    const bool is_only = found.size() == 1 || (!is_of_comments(found[0]) && is_of_comments(found[1]));
    return is_only ? std::optional(found.front().url) : std::nullopt;
}

std::string well_known_feed(const std::string& url) {
    const auto host = net::host_of(url);
    const auto path = segments(url);
    if (host == "www.youtube.com" || host == "youtube.com" || host == "m.youtube.com")
        return video_feed(url, path);
    if (host == "github.com" || host == "www.github.com") return repository_feed(url, path);
    if (host == "www.reddit.com" || host == "reddit.com" || host == "old.reddit.com")
        return forum_feed(url, path);
    return url;
}

std::string words_for_web_page(const std::string& page_url, const std::vector<FoundFeed>& found) {
    if (is_alert_service(page_url))
        return "This is a web page of the alert service, not a feed. Open the alert's settings there, choose "
               "delivery to an RSS feed, and paste the address of that feed. If it was a feed before, the "
               "alert may have been deleted.";
    if (found.empty())
        return "This is a web page, not a feed, and it names no feed. Look for \"RSS\" on the site and paste "
               "that address.";
    std::string words = found.size() == 1
                            ? "This is a web page, not a feed. It names this feed: "
                            : "This is a web page, not a feed. It names these feeds; paste the address "
                              "of one of them: ";
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (i > 0) words += ", ";
        words += found[i].url;
        if (!found[i].title.empty()) words += fmt::format(" (\"{}\")", found[i].title);
    }
    return words;
}

}  // namespace reputed::fetchers::feed
