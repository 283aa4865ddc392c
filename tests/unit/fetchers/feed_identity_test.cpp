// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Which entries are one and the same, and which only look alike (contract "feeds" section 5).
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <set>

#include "fetchers/feed/feed.hpp"

using namespace reputed;
using core::ParsedDocument;

namespace {

ParsedDocument parse_items(const std::string& items) {
    return fetchers::feed::parse("<rss><channel>" + items + "</channel></rss>",
                                 {"https://forum.example/feeds/all.xml", "text/xml"});
}

std::set<std::string> ids_of(const ParsedDocument& document) {
    std::set<std::string> ids;
    for (const auto& item : document.items) ids.insert(item.id);
    return ids;
}

}  // namespace

TEST_CASE("entries of the same words by other people or of other days are all kept", "[fetchers]") {
    const std::string stated =
        GENERATE("", "<guid>same</guid>", "<link>/1</link>", "<guid>same</guid><link>/1</link>");
    CAPTURE(stated);
    const auto entry = [&](std::string_view author, std::string_view day) {
        return fmt::format(
            "<item>{}<title>Great</title><author>{}</author><pubDate>{} Aug 2026 10:00:00 GMT</pubDate>"
            "</item>",
            stated, author, day);
    };
    const auto document = parse_items(entry("Ala", "1") + entry("Ola", "1") + entry("Ala", "2") +
                                      entry("Ola", "2") + entry("Ola", "1"));
    CHECK(document.items.size() == 4);
    CHECK(ids_of(document).size() == 4);
}

TEST_CASE("entries without words are told apart by what they point at", "[fetchers]") {
    const auto entry = [](int number) {
        return fmt::format("<item><enclosure url='https://a.example/{}.mp3'/></item>", number);
    };
    const auto both = ids_of(parse_items(entry(1) + entry(2)));
    CHECK(both.size() == 2);
    CHECK(ids_of(parse_items(entry(2) + entry(1))) == both);
}

TEST_CASE("an address out of an alert's is made fit, or the alert's own is kept", "[fetchers]") {
    const auto [wrapped, wanted] = GENERATE(table<std::string, std::string>({
        {"https://NEWS.Example/a%20b", "https://news.example/a%20b"},
        {"https://news.example/a%00b%0Ac", "https://news.example/a%00bc"},
        {"%20https://news.example/a%20", "https://news.example/a"},
        {"https://news.example:99999/a", ""},
        {"javascript:alert(1)", ""},
        {"https://a%20b/", ""},
    }));
    const auto link = "https://www.google.com/url?ct=ga&amp;url=" + wrapped;
    CAPTURE(link);
    const auto document = parse_items("<item><title>t</title><link>" + link + "</link></item>");
    REQUIRE(document.items.size() == 1);
    if (wanted.empty())
        CHECK(document.items[0].url == "https://www.google.com/url?ct=ga&url=" + wrapped);
    else
        CHECK(document.items[0].url == wanted);
}

TEST_CASE("an entry without words is kept for whatever else it tells", "[fetchers]") {
    const auto [inside, url] = GENERATE(table<std::string, std::string>({
        {"<guid isPermaLink='false'>g-1</guid>", "https://forum.example/"},
        {"<pubDate>Sat, 01 Aug 2026 10:00:00 GMT</pubDate>", "https://forum.example/"},
        {"<author>Ala</author>", "https://forum.example/"},
        {"<enclosure url='/a.mp3'/>", "https://forum.example/a.mp3"},
        {"<media:content url='/a.png'/><media:thumbnail url='/b.png'/>", "https://forum.example/a.png"},
        {"<media:group><media:thumbnail url='/b.png'/></media:group>", "https://forum.example/b.png"},
        {"<media:content><media:thumbnail url='/b.png'/></media:content>", "https://forum.example/b.png"},
    }));
    CAPTURE(inside);
    const auto document = parse_items(
        "<link>https://forum.example/</link><managingEditor>Ed</managingEditor>"
        "<item/><item>" +
        inside + "</item>");
    REQUIRE(document.items.size() == 1);
    CHECK(document.items[0].url == url);
    CHECK(document.problems.size() == 1);
    CHECK(document.problems.at(0).where == "item 1");
    // The address of the whole site is no name of one entry.
    CHECK(document.items[0].title == (url == "https://forum.example/" ? "" : url));
}

TEST_CASE("an entry of Atom or JSON without words is kept as well", "[fetchers]") {
    const auto [text, url] = GENERATE(table<std::string, std::string>({
        {"<feed><link href='/'/><entry><id>urn:1</id></entry></feed>", "https://forum.example/"},
        {"<feed><entry><link rel='enclosure' href='/a.mp3'/></entry></feed>", "https://forum.example/a.mp3"},
        {R"({"home_page_url":"/","items":[{"id":"1"}]})", "https://forum.example/"},
        {R"({"items":[{"id":"1","attachments":[{"url":"/a.mp3"}]}]})", "https://forum.example/a.mp3"},
        {R"({"items":[{"id":"1","image":"/a.png"}]})", "https://forum.example/a.png"},
    }));
    CAPTURE(text);
    const auto document = fetchers::feed::parse(text, {"https://forum.example/feeds/all.xml", ""});
    REQUIRE(document.items.size() == 1);
    CHECK(document.items[0].url == url);
}
