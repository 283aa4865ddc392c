// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Where generators put words, names, addresses and dates (contract "feeds" sections 6 to 8).
#include <catch2/catch.hpp>

#include "fetchers/feed/feed.hpp"

using namespace reputed;
using core::Item;

namespace {

Item only_item(const std::string& text) {
    const auto document = fetchers::feed::parse(text, {"https://forum.example/feeds/all.xml", "text/xml"});
    REQUIRE(document.items.size() == 1);
    return document.items[0];
}

Item rss_item(const std::string& inside) {
    return only_item(
        "<rss xmlns:atom='http://www.w3.org/2005/Atom' xmlns:xhtml='http://www.w3.org/1999/xhtml' "
        "xmlns:media='http://search.yahoo.com/mrss/' xmlns:dcterms='http://purl.org/dc/terms/'>"
        "<channel><link>https://forum.example/</link><item>" +
        inside + "</item></channel></rss>");
}

Item atom_entry(const std::string& inside) {
    return only_item("<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://blog.example/'><entry>" +
                     inside + "</entry></feed>");
}

struct Case {
    std::string given;
    std::string wanted;
};

}  // namespace

TEST_CASE("an RSS body is found wherever it stands, and the fullest is taken", "[fetchers]") {
    const auto row = GENERATE(values<Case>({
        {"<xhtml:body><p>whole <b>text</b></p></xhtml:body>", "whole text"},
        {"<xhtml:body><xhtml:p>whole<xhtml:br/>text</xhtml:p></xhtml:body>", "whole\ntext"},
        {"<body xmlns='http://www.w3.org/1999/xhtml'><p>whole text</p></body>", "whole text"},
        {"<description>whole</description><body xmlns='http://www.w3.org/1999/xhtml'>whole text</body>",
         "whole text"},
        {"<atom:content type='html'>&lt;p>whole text&lt;/p></atom:content>", "whole text"},
        {"<atom:content type='xhtml'><xhtml:div>whole text</xhtml:div></atom:content>", "whole text"},
        {"<atom:summary type='text'>a &lt;b> c</atom:summary>", "a <b> c"},
        {"<content>whole text</content>", "whole text"},
        {"<summary>whole text</summary><description>whole</description>", "whole text"},
        {"<fullitem>&lt;p>whole text&lt;/p></fullitem>", "whole text"},
        {"<media:content><media:description>whole text</media:description></media:content>", "whole text"},
        {"<media:description>longer than it</media:description><description>own</description>", "own"},
    }));
    CAPTURE(row.given);
    CHECK(rss_item("<guid>1</guid>" + row.given).body == row.wanted);
}

TEST_CASE("a person in elements or with an address beside the name is a name", "[fetchers]") {
    const auto row = GENERATE(values<Case>({
        {"<author><name>Jane</name><email>jane@x.example</email></author>", "Jane"},
        {"<author><email>jane@x.example</email></author>", "jane"},
        {"<author><email>jane@x.example</email></author><dc:creator>Jane</dc:creator>", "Jane"},
        {"<dc:creator><foaf:Person><foaf:name>Jane</foaf:name></foaf:Person></dc:creator>", "Jane"},
        {"<author>Jane Doe (jane@x.example)</author>", "Jane Doe"},
        {"<author>(jane@x.example)</author>", "jane"},
        {"<author>jane@x.example (jane@x.example)</author>", "jane"},
        {"<author>mailto:jane@x.example</author>", "jane"},
        {"<author>mailto:jane@x.example (Jane Doe)</author>", "Jane Doe"},
        {"<author>Jane (the baker)</author>", "Jane (the baker)"},
    }));
    CAPTURE(row.given);
    CHECK(rss_item("<title>t</title>" + row.given).author == row.wanted);
}

TEST_CASE("a link's own base counts", "[fetchers]") {
    CHECK(atom_entry("<id>1</id><link xml:base='/2026/' href='a.html'/>").url ==
          "https://blog.example/2026/a.html");
    CHECK(rss_item("<title>t</title><link xml:base='https://b.example/x/'>a.html</link>").url ==
          "https://b.example/x/a.html");
    CHECK(rss_item("<title>t</title><atom:link xml:base='https://b.example/x/' href='a.html'/>").url ==
          "https://b.example/x/a.html");
}

TEST_CASE("content of a foreign type is read when text comes out of it", "[fetchers]") {
    const auto row = GENERATE(values<Case>({
        {"<content type='application/octet-stream'>d2hvbGUgdGV4dA==</content>", "whole text"},
        {"<content type='application/rtf'>PHA+d2hvbGUgdGV4dDwvcD4=</content>", "whole text"},
        {"<content type='text/markdown'>d2hvbGU=</content>", "d2hvbGU="},
        {"<content type='image/svg'>d2hvbGUgdGV4dA==</content><summary>s</summary>", "s"},
        {"<content type='application/pdf'>JVBERi0xLjQK/////w==</content><summary>s</summary>", "s"},
        {"<content type='application/x'>AAECAwQF</content><summary>s</summary>", "s"},
    }));
    CAPTURE(row.given);
    CHECK(atom_entry("<id>1</id>" + row.given).body == row.wanted);
}

TEST_CASE("only a guid that says true or nothing is an address", "[fetchers]") {
    const auto [says, is_address] = GENERATE(table<std::string, bool>({
        {"", true},
        {" isPermaLink='TRUE'", true},
        {" ispermalink='true'", true},
        {" isPermaLink='False'", false},
        {" isPermaLink='no'", false},
    }));
    CAPTURE(says);
    CHECK(rss_item("<title>t</title><guid" + says + ">https://a.example/1</guid>").url ==
          (is_address ? "https://a.example/1" : "https://forum.example/"));
}

TEST_CASE("the day of issue is a day of publication", "[fetchers]") {
    const auto item = rss_item("<title>t</title><dcterms:issued>2026-08-01T10:00:00Z</dcterms:issued>");
    REQUIRE(item.published);
    CHECK(core::to_iso(*item.published) == "2026-08-01T10:00:00Z");
}

TEST_CASE("characters written in halves or as controls are the characters meant", "[fetchers]") {
    const auto row = GENERATE(values<Case>({
        {"a &#55357;&#56832; b", "a 😀 b"},
        {"a&#xD83D;b&#56832;&#65;", "abA"},
        {"&#0;&#65;&#0;&#60;", "A<"},
        {"it\xc2\x92s", "it’s"},
    }));
    CAPTURE(row.given);
    CHECK(rss_item("<title>" + row.given + "</title>").title == row.wanted);
    CHECK(rss_item("<guid>1</guid><description>" + row.given + "</description>").body == row.wanted);
}
