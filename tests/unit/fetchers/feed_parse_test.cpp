// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "fetchers/feed/feed.hpp"

using namespace reputed;
using core::Item;
using core::ParsedDocument;

namespace {

const std::string home = "https://forum.example/feeds/all.xml";

ParsedDocument parse(std::string_view text) { return fetchers::feed::parse(text, {home, "text/html"}); }

/// One RSS item between its channel's usual beginning and end.
ParsedDocument parse_rss_item(const std::string& inside) {
    return parse(
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' "
        "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:atom='http://www.w3.org/2005/Atom' "
        "xmlns:media='http://search.yahoo.com/mrss/' "
        "xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd' "
        "xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0'>"
        "<channel><title>City forum</title><link>https://forum.example/</link><item>" +
        inside + "</item></channel></rss>");
}

ParsedDocument parse_atom_entry(const std::string& inside) {
    return parse("<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='de'><entry>" + inside +
                 "</entry></feed>");
}

Item only_item(const ParsedDocument& document) {
    REQUIRE(document.understood);
    REQUIRE(document.items.size() == 1);
    CHECK(document.items[0].kind == core::ItemKind::mention);
    CHECK_FALSE(document.items[0].rating);
    return document.items[0];
}

std::string iso(const std::optional<core::Stamp>& stamp) { return stamp ? core::to_iso(*stamp) : ""; }

struct Case {
    std::string given;
    std::string wanted;
};

}  // namespace

TEST_CASE("an RSS 2.0 feed is read", "[fetchers]") {
    const auto document = parse(R"(<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:atom="http://www.w3.org/2005/Atom">
 <channel><title>City forum</title><link>https://forum.example/</link><ttl>30</ttl><language>pl_PL</language>
  <skipHours><hour>3</hour><hour>24</hour><hour>x</hour></skipHours>
  <atom:link href="https://forum.example/feed" rel="self"/>
  <item><title>ACME &amp;amp; refunds</title><link>/t/900?utm_source=rss</link><guid isPermaLink="false">t-900</guid>
   <pubDate>Sat, 01 Aug 2026 16:58:11 +0200</pubDate><dc:creator>Jana</dc:creator>
   <description>short…</description><content:encoded><![CDATA[<p>Long text <img src="/i/1.png"></p><p>More</p>]]></content:encoded></item>
 </channel></rss>)");
    const auto item = only_item(document);
    CHECK(item.id == "t-900");
    CHECK(item.title == "ACME & refunds");
    CHECK(item.url == "https://forum.example/t/900?utm_source=rss");
    CHECK(item.author == "Jana");
    CHECK(item.body == "Long text\n\nMore");
    CHECK(item.language == "pl-PL");
    CHECK(iso(item.published) == "2026-08-01T14:58:11Z");
    CHECK(document.interval_hint == std::chrono::minutes{30});
    CHECK(document.skip_hours == std::vector<int>{3, 0});
    CHECK(document.problems.empty());
}

TEST_CASE("an RSS 1.0 feed has its items beside the channel", "[fetchers]") {
    const auto document = parse(R"(<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
 <channel rdf:about="https://forum.example/"><title>x</title><link>https://forum.example/</link>
  <sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency></channel>
 <item rdf:about="urn:1"><title>One</title><link>https://forum.example/1</link><dc:date>2026-08-01</dc:date>
  <description>Text</description></item></rdf:RDF>)");
    const auto item = only_item(document);
    CHECK(item.id == "urn:1");
    CHECK(item.url == "https://forum.example/1");
    CHECK(iso(item.published) == "2026-08-01");
    CHECK(document.interval_hint == std::chrono::hours{6});
}

TEST_CASE("an Atom feed is read, with its chain of bases", "[fetchers]") {
    const auto item = only_item(
        parse(R"(<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://blog.example/" xml:lang="de">
 <id>tag:blog.example,2020:feed</id><title>Blog</title><link rel="self" href="atom.xml"/>
 <entry xml:base="/2026/"><id>tag:blog.example,2026:77</id><title type="html">ACME &lt;b&gt;liefert&lt;/b&gt; nicht</title>
  <link rel="replies" href="77/comments"/><link rel="alternate" href="77.html"/>
  <published>2026-08-01T14:58:11.2+02:00</published><updated>2026-08-01T15:00:00Z</updated>
  <author><name>Jana</name><uri>/jana</uri></author><author><name>Olek</name></author>
  <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Text <a href="x.html">x</a> <i>y</i></p></div></content>
 </entry></feed>)"));
    CHECK(item.id == "tag:blog.example,2026:77");
    CHECK(item.title == "ACME liefert nicht");
    CHECK(item.url == "https://blog.example/2026/77.html");
    CHECK(item.author == "Jana, Olek");
    CHECK(item.author_url == "https://blog.example/jana");
    CHECK(item.body == "Text x y");
    CHECK(item.language == "de");
    CHECK(iso(item.published) == "2026-08-01T12:58:11.2Z");
    CHECK(iso(item.updated) == "2026-08-01T15:00:00Z");
}

TEST_CASE("an Atom 0.3 feed is read by its own names", "[fetchers]") {
    const auto item = only_item(parse(
        "<a:feed version='0.3' xmlns:a='http://purl.org/atom/ns#'><a:author><a:name>Ola</a:name></a:author>"
        "<a:entry><a:id>urn:3</a:id><a:title mode='escaped' type='text/html'>A &lt;i>b&lt;/i></a:title>"
        "<a:link rel='alternate' type='text/html' "
        "href='https://old.example/3'/><a:issued>2026-08-01T10:00:00Z</a:issued>"
        "<a:modified>2026-08-02T10:00:00Z</a:modified>"
        "<a:content mode='base64' type='text/html'>PHA+emxlPC9wPg==</a:content></a:entry></a:feed>"));
    CHECK(item.id == "urn:3");
    CHECK(item.title == "A b");
    CHECK(item.url == "https://old.example/3");
    CHECK(item.body == "zle");
    CHECK(item.author == "Ola");
    CHECK(iso(item.published) == "2026-08-01T10:00:00Z");
    CHECK(iso(item.updated) == "2026-08-02T10:00:00Z");
}

TEST_CASE("a JSON feed is read", "[fetchers]") {
    const auto document =
        parse(R"({"version":"https://jsonfeed.org/version/1.1","home_page_url":"https://blog.example/",
 "language":"de","authors":[{"name":"Redaktion"}],"items":[
 {"id":"https://blog.example/77","url":"/77","title":"ACME","content_html":"<p>Text &amp; mehr</p>","summary":"kurz",
  "date_published":"2026-08-01T14:58:11+02:00","date_modified":"2026-08-01T15:00:00Z","authors":[{"name":"Jana","url":"/jana"}]},
 {"id":78,"external_url":"https://acme.example/x","content_text":"Plain <b>","author":{"name":"Old style"},"language":"en"},
 {"url":"https://blog.example/79","content_text":"no id"},
 {"content_text":"nothing but text"},
 {}, 5]})");
    REQUIRE(document.items.size() == 4);
    CHECK(document.items[0].id == "https://blog.example/77");
    CHECK(document.items[0].url == "https://forum.example/77");
    CHECK(document.items[0].body == "Text & mehr");
    CHECK(document.items[0].author == "Jana");
    CHECK(document.items[0].language == "de");
    CHECK(iso(document.items[0].published) == "2026-08-01T12:58:11Z");
    CHECK(document.items[1].id == "78");
    CHECK(document.items[1].url == "https://acme.example/x");
    CHECK(document.items[1].body == "Plain <b>");
    CHECK(document.items[1].author == "Old style");
    CHECK(document.items[1].language == "en");
    CHECK(document.items[2].id == "https://blog.example/79");
    CHECK(document.items[2].author == "Redaktion");
    CHECK_FALSE(document.items[3].id.empty());
    CHECK(document.items[3].url == "https://blog.example/");
    CHECK(document.problems.size() == 2);
}

TEST_CASE("a JSON feed that is cut off keeps its whole items", "[fetchers]") {
    const auto document =
        parse(R"({"version":"https://jsonfeed.org/version/1","items":[{"id":"1","content_text":"a \"}\" b"},
 {"id":"2","content_text":"b"}, {"id":"3","content_)");
    REQUIRE(document.items.size() == 2);
    CHECK(document.items[0].body == "a \"}\" b");
    CHECK(document.items[1].id == "2");
    CHECK(document.problems.size() == 2);
}

TEST_CASE("neighbours of another vocabulary do not overwrite an item's own words", "[fetchers]") {
    const auto item = only_item(parse_rss_item(
        "<media:title>Photo</media:title><itunes:title>Podcast</itunes:title><title>Own</title>"
        "<atom:link href='https://other.example/' rel='self'/><link>https://forum.example/1</link>"
        "<link xmlns='http://www.w3.org/2005/Atom' href='https://third.example/'/>"
        "<media:description>media</media:description><description>own</description>"));
    CHECK(item.title == "Own");
    CHECK(item.url == "https://forum.example/1");
    CHECK(item.body == "own");
}

TEST_CASE("namespaces count by their address, near misses included", "[fetchers]") {
    const auto name =
        GENERATE(as<std::string>(), "http://purl.org/rss/1.0/modules/content/",
                 "https://purl.org/rss/1.0/modules/content", "HTTP://PURL.ORG/RSS/1.0/modules/content/");
    const auto item =
        only_item(parse("<rss xmlns:c='" + name +
                        "'><channel><item><guid>1</guid><c:encoded>&lt;p>full text&lt;/p></c:encoded>"
                        "<description>short</description></item></channel></rss>"));
    CHECK(item.body == "full text");
}

TEST_CASE("an undeclared prefix is taken for what it usually means", "[fetchers]") {
    const auto item =
        only_item(parse("<rss><channel><item><guid>1</guid><title>t</title><dc:creator>Ala</dc:creator></"
                        "item></channel></rss>"));
    CHECK(item.author == "Ala");
}

TEST_CASE("an RSS link is chosen in the order readers agree on", "[fetchers]") {
    const auto row = GENERATE(values<Case>({
        {"<link>https://a.example/1</link><feedburner:origLink>https://b.example/1</feedburner:origLink>",
         "https://b.example/1"},
        {"<link> https://a.example/1\n</link><guid>https://c.example/1</guid>", "https://a.example/1"},
        {"<link/><atom:link href='/2'/><guid>https://c.example/1</guid>", "https://forum.example/2"},
        {"<guid>https://c.example/1</guid>", "https://c.example/1"},
        {"<guid isPermaLink='false'>https://c.example/1</guid>", "https://forum.example/"},
        {"<guid>c-1</guid><enclosure url='https://d.example/a.mp3'/>", "https://d.example/a.mp3"},
        {"<link>//e.example/1</link>", "https://e.example/1"},
        {"<link>javascript:alert(1)</link>", "https://forum.example/"},
        {"<link>https://www.google.com/url?rct=j&amp;url=https://news.example/a%3Fid%3D7%26x%3D1&amp;ct=ga</"
         "link>",
         "https://news.example/a?id=7&x=1"},
        {"<link>https://www.google.pl/url?q=https://news.example/b&amp;sa=U</link>",
         "https://news.example/b"},
        {"<link>https://a.example/?a=1&b=2</link>", "https://a.example/?a=1&b=2"},
        {"<link href='https://a.example/h'/>", "https://a.example/h"},
    }));
    CAPTURE(row.given);
    CHECK(only_item(parse_rss_item("<title>t</title>" + row.given)).url == row.wanted);
}

TEST_CASE("an item is the same item at the next poll", "[fetchers]") {
    const auto row = GENERATE(values<Case>({
        {"<guid> G-1\n</guid><link>https://a.example/1</link>", "G-1"},
        {"<guid/><link>https://a.example/1</link>", "https://a.example/1"},
        {"<guid></guid><link>/relative</link>", "/relative"},
        {"<link>https://www.google.com/url?url=https://n.example/a&amp;ct=1</link>", "https://n.example/a"},
    }));
    CAPTURE(row.given);
    CHECK(only_item(parse_rss_item("<title>t</title>" + row.given)).id == row.wanted);

    const auto by_content = only_item(parse_rss_item("<title>t</title><description>d</description>")).id;
    CHECK(by_content.size() == 64);
    CHECK(only_item(parse_rss_item("<description>d</description><title>t</title>")).id == by_content);
    CHECK(only_item(parse_rss_item("<title>t</title><description>e</description>")).id != by_content);
    CHECK(only_item(parse_rss_item("<guid>" + std::string(5000, 'x') + "</guid><title>t</title>")).id.size() <
          100);
}

TEST_CASE("one id for several entries does not lose any of them", "[fetchers]") {
    const auto entry = [](std::string_view link, std::string_view title) {
        return fmt::format("<item><guid>same</guid>{}<title>{}</title></item>", link, title);
    };
    const auto document = parse("<rss><channel>" + entry("<link>https://a.example/1</link>", "one") +
                                entry("<link>https://a.example/2</link>", "two") +
                                entry("<link>https://a.example/2</link>", "three") + entry("", "four") +
                                entry("", "four") + "</channel></rss>");
    REQUIRE(document.items.size() == 4);
    CHECK(document.items[0].id == "same");
    CHECK(document.items[1].id == "same|https://a.example/2");
    CHECK(document.items[2].id.starts_with("same|"));
    CHECK(document.items[3].id.starts_with("same|"));
    CHECK(document.items[2].id != document.items[3].id);
}

TEST_CASE("titles lose their markup and both their escapes", "[fetchers]") {
    const auto row = GENERATE(values<Case>({
        {"<title>A &amp;amp; B</title>", "A & B"},
        {"<title>A &amp;amp;amp; B</title>", "A & B"},
        {"<title><![CDATA[<b>A</b> &amp; B]]></title>", "A & B"},
        {"<title>caf&eacute;&nbsp;x</title>", "café x"},
        {"<title>A & B < C</title>", "A & B < C"},
        {"<title>\n many \n lines</title>", "many lines"},
        {"<title>&#150;&#x0;&#1;x</title>", "–x"},
        {"<title>1 &lt; 2</title>", "1 < 2"},
        {"<description>No title &lt;b>here&lt;/b></description>", "No title here"},
        {"<link>https://a.example/1</link>", "https://a.example/1"},
    }));
    CAPTURE(row.given);
    CHECK(only_item(parse_rss_item(row.given)).title == row.wanted);
}

TEST_CASE("a text construct says how it is to be read", "[fetchers]") {
    const auto row = GENERATE(values<Case>({
        {"<content type='text'>a &lt;b> &amp;amp; c</content>", "a <b> & c"},
        {"<content type='html'>a &lt;b>b&lt;/b> &amp;amp; c</content>", "a b & c"},
        {"<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>a &lt;b> &nbsp;c</div></content>",
         "a <b> c"},
        {"<content type='text/plain'>line\nline</content>", "line\nline"},
        {"<content type='text/html'>&lt;p>a&lt;/p></content>", "a"},
        {"<content type='image/png'>iVBORw0KGgo=</content><summary>words</summary>", "words"},
        {"<content src='https://a.example/x'/><summary>words</summary>", "words"},
        {"<content>teaser</content><summary>longer than a teaser</summary>", "longer than a teaser"},
        {"<content>&lt;p>untyped&lt;/p></content>", "untyped"},
        {"<media:group "
         "xmlns:media='http://search.yahoo.com/mrss/'><media:description>video</media:description>"
         "</media:group>",
         "video"},
    }));
    CAPTURE(row.given);
    CHECK(only_item(parse_atom_entry("<id>1</id>" + row.given)).body == row.wanted);
}

TEST_CASE("an author is a name, not a mail address", "[fetchers]") {
    const auto row = GENERATE(values<Case>({
        {"<author>jana@shop.example (Jana K.)</author>", "Jana K."},
        {"<author>Jana K. &lt;jana@shop.example&gt;</author>", "Jana K."},
        {"<author>jana@shop.example</author><dc:creator>Jana</dc:creator>", "Jana"},
        {"<author>jana@shop.example</author>", "jana"},
        {"<atom:author><atom:name>Ola</atom:name></atom:author>", "Ola"},
        {"<itunes:author>Cast</itunes:author>", "Cast"},
        {"<dc:creator>@ola</dc:creator>", "@ola"},
        {"", ""},
    }));
    CAPTURE(row.given);
    CHECK(only_item(parse_rss_item("<guid>1</guid><title>t</title>" + row.given)).author == row.wanted);
}

TEST_CASE("an empty author of an alert is no author", "[fetchers]") {
    const auto item = only_item(parse_atom_entry(
        "<id>tag:google.com,2013:googlealerts/feed:9876543210987654321</id>"
        "<title type='html'>&lt;b&gt;ACME&lt;/b&gt; kettle recall &amp;#39;likely&amp;#39;</title>"
        "<link "
        "href='https://www.google.com/url?rct=j&amp;sa=t&amp;url=https://news.example/a%3Fid%3D7&amp;usg=S'/>"
        "<published>2026-08-01T14:58:11Z</published>"
        "<content type='html'>… the &lt;b&gt;ACME&lt;/b&gt; "
        "kettle&amp;nbsp;...</content><author><name/></author>"));
    CHECK(item.title == "ACME kettle recall 'likely'");
    CHECK(item.body == "… the ACME kettle ...");
    CHECK(item.url == "https://news.example/a?id=7");
    CHECK(item.author.empty());
    CHECK(item.language == "de");
}

TEST_CASE("dates that cannot be are no dates", "[fetchers]") {
    const auto row = GENERATE(values<Case>({
        {"<pubDate>yesterday</pubDate>", ""},
        {"<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>", ""},
        {"<pubDate/><dc:date>2026-08-01T10:00:00Z</dc:date>", "2026-08-01T10:00:00Z"},
        {"<atom:published>2026-08-01T10:00:00Z</atom:published>", "2026-08-01T10:00:00Z"},
        {"", ""},
    }));
    CAPTURE(row.given);
    CHECK(iso(only_item(parse_rss_item("<guid>1</guid><title>t</title>" + row.given)).published) ==
          row.wanted);
}

TEST_CASE("removed entries are named by their tombstones", "[fetchers]") {
    const auto document = parse(
        "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:at='http://purl.org/atompub/tombstones/1.0'>"
        "<at:deleted-entry ref='urn:gone' when='2026-08-01T10:00:00Z'/><at:deleted-entry/></feed>");
    CHECK(document.understood);
    CHECK(document.removed == std::vector<std::string>{"urn:gone"});
}

TEST_CASE("a hint that is no number is no hint", "[fetchers]") {
    const auto ttl = GENERATE("0", "abc", "-5", "", "1.5", "99999999999999");
    CAPTURE(ttl);
    CHECK_FALSE(parse(fmt::format("<rss><channel><ttl>{}</ttl></channel></rss>", ttl)).interval_hint);
}

TEST_CASE("a document is known by its bytes, whatever stands before it", "[fetchers]") {
    const auto before =
        GENERATE(as<std::string>(), "", "\xef\xbb\xbf", "\n\n <?xml version='1.0'?>",
                 "<?xml version='1.0'?><!-- <html> --><?x y?>", "<!DOCTYPE rss [ <!ENTITY a \"b>\"> ]>",
                 "<br />\n<b>Warning</b>: include() in /x.php on line 1<br />\n", "Notice: something\n");
    CAPTURE(before);
    CHECK(only_item(parse(before + "<rss><channel><item><title>t</title></item></channel></rss>")).title ==
          "t");
    CHECK(parse("<rss><channel><item><title>t</title></item></channel></rss><script>x</script>" + before)
              .problems.empty());
}

TEST_CASE("a feed in any charset is read", "[fetchers]") {
    using namespace std::string_literals;
    const auto row = GENERATE(values<Case>({
        {"<?xml version='1.0' "
         "encoding='windows-1250'?><rss><channel><item><title>\xb3\xb9ka</title></item></channel></rss>",
         "łąka"},
        {"<?xml version='1.0' "
         "encoding='iso-8859-1'?><rss><channel><item><title>łąka</title></item></channel></rss>",
         "łąka"},
        {"<rss><channel><item><title>caf\xe9</title></item></channel></rss>", "café"},
        {"<rss><channel><item><title>a\0b\x0b"s + "c</title></item></channel></rss>", "abc"},
    }));
    CAPTURE(row.wanted);
    CHECK(only_item(parse(row.given)).title == row.wanted);
    std::string wide = "\xff\xfe";
    for (const char c : "<rss><channel><item><title>t</title></item></channel></rss>"s) wide += {c, '\0'};
    CHECK(only_item(parse(wide)).title == "t");
}
