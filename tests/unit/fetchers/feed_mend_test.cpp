// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Entries of broken XML: the fault costs the child it is in, and nothing else.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "fetchers/feed/feed.hpp"

using namespace reputed;
using core::ParsedDocument;

namespace {

ParsedDocument parse(std::string_view text) {
    return fetchers::feed::parse(text, {"https://forum.example/feeds/all.xml", "text/xml"});
}

/// The entry in question between two sound ones.
ParsedDocument parse_between(std::string_view entry) {
    return parse(
        fmt::format("<rss><channel><link>https://forum.example/</link>"
                    "<item><guid>1</guid><title>t1</title></item>{}"
                    "<item><guid>3</guid><title>t3</title></item></channel></rss>",
                    entry));
}

struct Broken {
    std::string entry;
    std::string title;
    std::string body;
};

}  // namespace

TEST_CASE("a fault in one child costs at most that child", "[fetchers]") {
    const auto row = GENERATE(values<Broken>({
        {"<item><title>t2</title><link>/2</link><guid>2</guid><description><![CDATA[<p>a "
         "<![CDATA[b & c]]> <br> d</p>]]></description></item>",
         "t2", "a b & c\nd"},
        {"<item><title>t2</title><link>/2</link><guid>2</guid>"
         "<description><![CDATA[<p>words]]></p></description></item>",
         "t2", "words"},
        {"<item><title>t2</title><category>a<br>b</category><link>/2</link><guid>2</guid>"
         "<description>words</description></item>",
         "t2", "words"},
        {"<item><title>t2</title><link>/2</link><guid>2</guid><description>words</description>", "t2",
         "words"},
        {"<item><title>t2</titel><link>/2</link><guid>2</guid><description>words</description></item>", "t2",
         "words"},
        {"<item><title>t2</title><enclosure url=\"https://a.example/1.mp3\" length=5 type=\"a\"/>"
         "<link>/2</link><guid>2</guid><description>words</description></item>",
         "t2", "words"},
        {"<item><title>t2</title><enclosure url=\"https://a.example/1.mp3 <link>/2</link><guid>2</guid>"
         "<description>words</description></item>",
         "t2", "words"},
        {"<item><title>t2<link>/2</link><guid>2</guid><source><title>other</title></source>"
         "<description>words</description></item>",
         "t2", "words"},
        {"<item id=2><title>t2</title><link>/2</b></link><guid isPermaLink=false>2</i></guid>"
         "<description>a<b>words</description></item>",
         "t2", "awords"},
        {"<item><title>t2</title><link>/2</link><guid>2</guid><description>words</description>"
         "<author><name>x</author></item>",
         "t2", "words"},
    }));
    CAPTURE(row.entry);
    const auto document = parse_between(row.entry);
    REQUIRE(document.items.size() == 3);
    const auto& item = document.items[1];
    CHECK(item.id == "2");
    CHECK(item.url == "https://forum.example/2");
    CHECK(item.title == row.title);
    CHECK(item.body == row.body);
    CHECK(document.items[2].id == "3");
    CHECK_FALSE(document.problems.empty());
}

TEST_CASE("the last entry may lack its end, and the root its right attributes", "[fetchers]") {
    const auto document = parse(
        "<rss version=2.0 "
        "xmlns:d=http://purl.org/dc/elements/1.1/><channel><item><d:creator>Ala</d:creator><guid>1</"
        "guid><title>t1</title></item>"
        "<item><guid>2</guid><title>t2</title></channel></rss>");
    REQUIRE(document.items.size() == 2);
    CHECK(document.items[0].author == "Ala");
    CHECK(document.items[1].title == "t2");
}

TEST_CASE("attributes without their quotation marks are read as far as they go", "[fetchers]") {
    const auto [tag, url] = GENERATE(table<std::string, std::string>({
        {"<enclosure url=https://a.example/1.mp3 length=5/>", "https://a.example/1.mp3"},
        {"<enclosure length=5 url='https://a.example/1.mp3?a=1&amp;b=2'/>",
         "https://a.example/1.mp3?a=1&b=2"},
        {"<enclosure url=\"https://a.example/1.mp3 length=\"5\"/>", "https://a.example/1.mp3"},
        {"<enclosure url=\"https://a.example/1.mp3\" length=\"5 >", "https://a.example/1.mp3"},
    }));
    CAPTURE(tag);
    const auto document = parse_between("<item><guid>2</guid><title>t2</title>" + tag + "</item>");
    REQUIRE(document.items.size() == 3);
    CHECK(document.items[1].url == url);
}

TEST_CASE("a section that is never closed costs no other entry", "[fetchers]") {
    const auto document = parse_between(
        "<item><guid>2</guid><title>t2</title><description><![CDATA[words</description></item>"
        "<item><guid>2b</guid><title><![CDATA[t2b]]></title></item>");
    REQUIRE(document.items.size() == 4);
    CHECK(document.items[1].body == "words");
    CHECK(document.items[2].title == "t2b");
}

TEST_CASE("entries in a comment stay out, also where the feed is broken", "[fetchers]") {
    const auto document = parse_between(
        "<br><!-- <item><guid>x</guid></item><item><title><![CDATA[y]]></title></item> --><item>"
        "<guid>2</guid></item>");
    CHECK(document.items.size() == 3);
}

TEST_CASE("what was lost of an entry is told", "[fetchers]") {
    const auto document = parse_between("<item><guid>2</guid><enclosure &=/></item>");
    REQUIRE(document.problems.size() == 2);
    CHECK(document.problems[1].where == "item 2");
}

TEST_CASE("a hostile entry takes no longer than its size allows", "[fetchers]") {
    std::string inside;
    for (int i = 0; i < 100'000; ++i) inside += fmt::format("<a{}>", i % 20'000);
    CHECK(parse_between("<item><guid>2</guid>" + inside + "</item>").items.size() == 3);
    std::string open_sections;
    for (int i = 0; i < 100'000; ++i) open_sections += "<![CDATA[</item>";
    CHECK(parse_between("<br>" + open_sections + "]]>").items.size() == 2);
}
