// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <fmt/format.h>

#include <pugixml.hpp>

#include "bench.hpp"
#include "fetchers/fetcher.hpp"

namespace reputed::bench {
namespace {

std::string big_feed(int items) {
    std::string feed =
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss "
        "version=\"2.0\"><channel><title>Forum</title><link>https://forum.example/</link>";
    for (int i = 0; i < items; ++i)
        feed += fmt::format(
            "<item><title>Topic {0} &amp;amp; "
            "more</title><link>https://forum.example/t/{0}</link><guid>t-{0}</guid>"
            "<pubDate>Sat, 01 Aug 2026 {1:02}:{2:02}:11 +0200</pubDate><author>a{0}@forum.example (Author "
            "{0})</author>"
            "<description>&lt;p&gt;We waited {0} minutes at the desk, and nobody came. The room was clean, "
            "the breakfast cold. "
            "Then a second paragraph of the same length follows, so that the text is about as long as "
            "reviews are.&lt;/p&gt;"
            "&lt;p&gt;All in all &lt;b&gt;not again&lt;/b&gt;, thank you very much, and greetings from the "
            "lobby.&lt;/p&gt;"
            "</description></item>",
            i, i / 60 % 24, i % 60);
    return feed + "</channel></rss>";
}

std::size_t walk(const pugi::xml_node& node) {
    std::size_t bytes = 0;
    for (const auto child : node.children()) bytes += std::string_view(child.value()).size() + walk(child);
    return bytes;
}

}  // namespace

std::vector<Row> bench_parse() {
    const auto feed = big_feed(1000);
    const auto* portal = fetchers::find_portal("feed");
    std::size_t items = 0, bytes = 0;
    const auto ours = [&] {
        for (int i = 0; i < 10; ++i)
            items += portal->parse(feed, {"https://forum.example/feed", "application/rss+xml"}).items.size();
    };
    const auto peer = [&] {
        for (int i = 0; i < 10; ++i) {
            pugi::xml_document document;
            (void)document.load_buffer(feed.data(), feed.size());
            bytes += walk(document);
        }
    };
    const double ratio = speed_against(ours, peer, 7);
    const bool complete = items == 70'000 && bytes > 0;
    return {{"feed parsing against a bare pugixml walk of the same bytes", fmt::format("{:.2f}", ratio),
             "at least 0.3", complete && ratio >= 0.3}};
}

}  // namespace reputed::bench
