// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Documents that are broken, hostile, or no feeds at all.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "base/utf8.hpp"
#include "fetchers/feed/feed.hpp"

using namespace reputed;
using core::ParsedDocument;

namespace {

ParsedDocument parse(std::string_view text) {
    return fetchers::feed::parse(text, {"https://forum.example/feeds/all.xml", "text/html"});
}

core::Item only_item(const ParsedDocument& document) {
    REQUIRE(document.understood);
    REQUIRE(document.items.size() == 1);
    return document.items[0];
}

struct Case {
    std::string given;
    std::string wanted;
};

}  // namespace

TEST_CASE("what is broken costs itself and not its neighbours", "[fetchers]") {
    const std::string good = "<item><guid>1</guid><title>one</title></item>",
                      last = "<item><guid>3</guid><title>three</title></item>";
    const auto ids = [](const ParsedDocument& document) {
        std::string all;
        for (const auto& item : document.items) all += item.id + " ";
        return all;
    };
    SECTION("an unclosed tag in a description is made text") {
        const auto document = parse("<rss><channel><title>x</title>" + good +
                                    "<item><guid>2</guid><description>a<br>b<b>c</description></item>" +
                                    last + "</channel></rss>");
        CHECK(ids(document) == "1 2 3 ");
        CHECK(document.items[1].body == "a\nbc");
        CHECK(document.problems.size() == 1);
    }
    SECTION("a hopeless entry is left out") {
        const auto document =
            parse("<rss><channel>" + good + "<item>2</link></item>" + last + "</channel></rss>");
        CHECK(ids(document) == "1 3 ");
        CHECK(document.problems.back().where == "item 2");
    }
    SECTION("a document that is cut off keeps what was whole") {
        const auto document = parse("<rss><channel>" + good + last + "<item><guid>4</guid><title>fo");
        CHECK(ids(document) == "1 3 ");
        CHECK(document.problems.size() == 3);
    }
    SECTION("a channel that is broken does not hide its items") {
        const auto document = parse("<rss><channel><title>a<br>b</title>" + good + last + "</channel></rss>");
        CHECK(ids(document) == "1 3 ");
    }
    SECTION("Atom and CDATA") {
        const auto document = parse(
            "<feed "
            "xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id><title><![CDATA[<entry>]]></title></entry>"
            "<entry><id>2</id><title>a</summary></entry><entry><id>3</id><title>c</title></entry></feed>");
        CHECK(ids(document) == "1 2 3 ");
        CHECK(document.items[1].title == "a");
    }
    SECTION("an entry without content is put aside") {
        const auto document = parse("<rss><channel><item/>" + last + "</channel></rss>");
        CHECK(ids(document) == "3 ");
        CHECK(document.problems.size() == 1);
    }
}

TEST_CASE("what is no feed is said in plain words", "[fetchers]") {
    const auto row = GENERATE(values<Case>({
        {"", "The feed is empty."},
        {" \n ", "The feed is empty."},
        {"<!DOCTYPE html><html><head><title>x</title></head><body>y</body></html>", "names no feed"},
        {"<html><head><link rel='alternate' type='application/rss+xml' href='/rss'></head>",
         "https://forum.example/rss"},
        {"<opml version='2.0'><body/></opml>", "OPML"},
        {"<?xml version='1.0'?><urlset/>", "site map"},
        {"<?xml version='1.0'?><configuration/>", "configuration"},
        {"<div><p>a piece</p></div>", "web page"},
        {"{\"error\":\"no\"}", "JSON"},
        {"[1,2]", "JSON"},
        {"{broken", "JSON"},
        {"just words", "neither"},
        {"\x1f\x8b\x08\x01\x02\x03", "neither"},
    }));
    CAPTURE(row.given);
    const auto document = parse(row.given);
    CHECK_FALSE(document.understood);
    REQUIRE(document.problems.size() == 1);
    CHECK_THAT(document.problems[0].words, Catch::Contains(row.wanted));
}

TEST_CASE("a root element of any name is quoted in valid text", "[fetchers]") {
    std::string text = "<?xml version='1.0'?><x";
    for (int i = 0; i < 100; ++i) text += "ż";
    CHECK(base::is_valid_utf8(parse(text + "/>").problems.at(0).words));
}

TEST_CASE("the page of an alert service is answered with the way to its feed", "[fetchers]") {
    const auto document = fetchers::feed::parse("<html><body>Manage alerts</body></html>",
                                                {"https://alerts.talkwalker.com/alerts/manage", "text/html"});
    CHECK_THAT(document.problems.at(0).words, Catch::Contains("delivery to an RSS feed"));
}

TEST_CASE("a hostile document is bounded", "[fetchers]") {
    SECTION("too many entries") {
        std::string text = "<rss><channel>";
        for (int i = 0; i < 2100; ++i) text += fmt::format("<item><guid>{}</guid><title>t</title></item>", i);
        const auto document = parse(text + "</channel></rss>");
        CHECK(document.items.size() == 2000);
        CHECK(document.problems.size() == 1);
    }
    SECTION("an entity bomb is text") {
        const auto document = parse(
            "<!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
            "<!ENTITY c SYSTEM 'file:///etc/passwd'>]>"
            "<rss><channel><item><guid>1</guid><title>&b;&c;</title></item></channel></rss>");
        CHECK(only_item(document).title == "&b;&c;");
    }
    SECTION("a field of two megabytes") {
        const auto document = parse("<rss><channel><item><guid>1</guid><title>t</title><description>" +
                                    std::string(2u << 20, 'x') + "</description></item></channel></rss>");
        CHECK(only_item(document).body.size() <= 1u << 20);
    }
    SECTION("nesting without end") {
        std::string text = "<rss><channel><item><guid>1</guid><description>";
        for (int i = 0; i < 100'000; ++i) text += "<a>";
        CHECK(parse(text).understood);
        CHECK(parse(std::string(200'000, '[')).problems.size() == 1);
    }
    SECTION("millions of tags") {
        std::string text = "<rss>";
        for (int i = 0; i < 1'100'000; ++i) text += "<a>";
        CHECK_FALSE(parse(text).understood);
    }
    SECTION("control characters by reference") {
        const auto document =
            parse(R"({"items":[{"id":"a\u0000b","title":"c\u0000\u0007d","url":"\u0000"}]})");
        CHECK(only_item(document).id == "ab");
        CHECK(only_item(document).title == "cd");
    }
    SECTION("every cut of a feed") {
        const std::string text =
            "<?xml version='1.0'?><rss "
            "xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><link>https://a.example/"
            "</link><item><guid>1</guid><title><![CDATA[<b>&amp;]]></title><!-- c "
            "--><dc:creator>x</dc:creator>"
            "<description>&lt;p>&#39;&nbsp;</description></item></channel></rss>";
        for (std::size_t size = 0; size < text.size(); ++size)
            for (const auto& item : parse(text.substr(0, size)).items) CHECK(base::is_valid_utf8(item.title));
    }
}
