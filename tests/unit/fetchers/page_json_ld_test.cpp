// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "page_support.hpp"

using namespace reputed;
using namespace reputed::test;

TEST_CASE("a graph with arrays, references and a stand-alone review is read whole", "[fetchers]") {
    const auto document = parse_ld(R"({"@context":"https://schema.org","@graph":[
      {"@type":"WebPage","@id":"https://shop.example/mug#webpage"},
      {"@type":["Product","IndividualProduct"],"@id":"https://shop.example/mug#product","name":"Mug",
       "aggregateRating":{"@type":"AggregateRating","ratingValue":"4,6","ratingCount":"128","reviewCount":31,
                          "bestRating":"5","worstRating":1},
       "review":[
        {"@type":"Review","author":{"@type":"Person","name":"Jan K."},"datePublished":"2025-11-03",
         "reviewRating":{"@type":"Rating","ratingValue":"4"},"reviewBody":"Tom &amp; I like it\nvery much"},
        {"@type":"Review","author":"Ola","datePublished":"November 3, 2025","description":"No stars here"}]},
      {"@type":"Review","@id":"https://shop.example/mug#r71","itemReviewed":{"@id":"https://shop.example/mug#product"},
       "author":[{"@type":"Person","name":"Ala"},{"@type":"Person","name":"Ewa"}],"reviewRating":5,"name":"Nice",
       "reviewBody":"Keeps warm"}]})");
    CHECK(document.understood);
    CHECK(document.problems.empty());
    REQUIRE(document.items.size() == 3);

    const auto& jan = document.items[0];
    CHECK(jan.author == "Jan K.");
    CHECK(jan.body == "Tom & I like it\nvery much");
    CHECK(published(jan) == "2025-11-03");
    CHECK(jan.rating == core::Rating{4, 5, 1, false});
    CHECK(jan.item == "Mug");
    CHECK(jan.id.empty());

    const auto& ola = document.items[1];
    CHECK(ola.author == "Ola");
    CHECK(ola.body == "No stars here");
    CHECK(published(ola) == "2025-11-03");
    CHECK_FALSE(ola.rating);

    const auto& both = document.items[2];
    CHECK(both.author == "Ala, Ewa");
    CHECK(both.title == "Nice");
    CHECK(both.id == "https://shop.example/mug#r71");
    CHECK(both.item == "Mug");
    CHECK(both.rating == core::Rating{5, 5, 1, false});

    const auto aggregate = only_aggregate(document);
    CHECK(aggregate.item == "Mug");
    CHECK(aggregate.rating == 4.6);
    CHECK(aggregate.count == 128);
}

TEST_CASE("a single object with one review that is no array is read", "[fetchers]") {
    const auto item = only_item(parse_ld(R"({"@type":"http://www.schema.org/LocalBusiness","name":"Garage",
      "reviews":{"@type":"UserReview","author":"Piotr","reviewBody":"Never again","url":"/mug/opinion/77",
                 "inLanguage":"pl","dateModified":"2025-01-03T10:00:00Z","dateCreated":"2025-01-02"}})"));
    CHECK(item.author == "Piotr");
    CHECK(item.item == "Garage");
    CHECK(item.url == "https://shop.example/mug/opinion/77");
    CHECK(item.id == item.url);
    CHECK(item.language == "pl");
    CHECK(published(item) == "2025-01-02");
    REQUIRE(item.updated);
    CHECK(core::to_iso(*item.updated) == "2025-01-03T10:00:00Z");
}

TEST_CASE("an author may be a reference, an organisation, or a link with a page of its own", "[fetchers]") {
    const auto document = parse_ld(R"([{"@type":"Person","@id":"#p1","name":"Zofia","url":"/people/zofia"},
      {"@type":"Review","author":{"@id":"#p1"},"reviewBody":"One"},
      {"@type":"Review","author":{"@type":"Organization","name":"Daily Cup"},"reviewBody":"Two"}])");
    REQUIRE(document.items.size() == 2);
    CHECK(document.items[0].author == "Zofia");
    CHECK(document.items[0].author_url == "https://shop.example/people/zofia");
    CHECK(document.items[1].author == "Daily Cup");
}

TEST_CASE("broken JSON is repaired where nothing has to be guessed", "[fetchers]") {
    const std::string review = R"("@type":"Review","author":"Jan","reviewBody":"Good")";
    const auto broken = GENERATE_COPY(
        "//<![CDATA[\n{" + review + "}\n//]]>", "/* <![CDATA[ */{" + review + "}/* ]]> */",
        "<!--\n{" + review + "}\n-->", "<![CDATA[{" + review + "}]]>",
        "{ // see https://schema.org\n" + review + " /* \"quoted\" */ }", "{" + review + ",}",
        "{" + review + "};", "{" + review + "}}", "{" + review + "} <br>", "\xEF\xBB\xBF \n{" + review + "}",
        std::string(R"({&quot;@type&quot;:&quot;Review&quot;,&quot;author&quot;:&quot;Jan&quot;,)"
                    R"(&quot;reviewBody&quot;:&quot;Good&quot;})"));
    const auto document = parse_ld(broken);
    CHECK(document.problems.empty());
    CHECK(only_item(document).body == "Good");
}

TEST_CASE("an address in a text is not taken for a comment", "[fetchers]") {
    CHECK(only_item(parse_ld(R"({"@type":"Review","reviewBody":"see https://x.example/ // or not"})")).body ==
          "see https://x.example/ // or not");
}

TEST_CASE("illegal escapes, raw control characters and half emojis inside strings are made legal",
          "[fetchers]") {
    CHECK(only_item(parse_ld("{\"@type\":\"Review\",\"reviewBody\":\"It\\'s so \\d good\"}")).body ==
          "It's so d good");
    CHECK(only_item(parse_ld("{\"@type\":\"Review\",\"reviewBody\":\"one\ntwo\tthree\"}")).body ==
          "one\ntwo\tthree");
    CHECK(only_item(parse_ld(R"({"@type":"Review","reviewBody":"cut \ud83d"})")).body == "cut \xEF\xBF\xBD");
    CHECK(
        only_item(parse_ld(R"({"@type":"Review","reviewBody":"whole \ud83d\ude00, \u12, \\ \"q\""})")).body ==
        "whole \xF0\x9F\x98\x80, u12, \\ \"q\"");
}

TEST_CASE("empty and null blocks are passed over in silence", "[fetchers]") {
    const auto document = parse_page(ld_script("null") + ld_script("  \n ") + ld_script("[]") +
                                     ld_script("") + ld_script(R"({"@type":"Review","reviewBody":"Fine"})"));
    CHECK(document.problems.empty());
    CHECK(only_item(document).body == "Fine");
}

TEST_CASE("a block beyond repair is counted and its neighbours live", "[fetchers]") {
    const auto document = parse_page(ld_script(R"({"@type":"Review","reviewBody":"First"})") +
                                     ld_script(R"({"@type":"Product","name":"the "best" mug"})") +
                                     ld_script(R"({"@type":"Review","reviewBody":"Third"})"));
    CHECK(document.items.size() == 2);
    REQUIRE(document.problems.size() == 1);
    CHECK(document.problems[0].where == "block 2");
    CHECK(
        document.problems[0].words.starts_with("This structured data (JSON-LD) is broken and was left out"));
    CHECK(document.understood);
}

TEST_CASE("entities and tags in a text are decoded once", "[fetchers]") {
    const auto body = [](const std::string& text) {
        return only_item(parse_ld(R"({"@type":"Review","reviewBody":")" + text + R"("})")).body;
    };
    CHECK(body("It&#8217;s &quot;good&quot;") == "It\xE2\x80\x99s \"good\"");
    CHECK(body("&amp;lt;b&amp;gt;") == "&lt;b&gt;");
    CHECK(body("<p>One</p><p>Two &amp; three</p>") == "One\n\nTwo & three");
    CHECK(body("x <y and z> w, I <3 it") == "x <y and z> w, I <3 it");
}

TEST_CASE("dates that are none are left out", "[fetchers]") {
    const auto date = [](const std::string& text) {
        return published(
            only_item(parse_ld(R"({"@type":"Review","reviewBody":"x","datePublished":")" + text + "\"}")));
    };
    CHECK(date("9999-99-99") == "none");
    CHECK(date("") == "none");
    CHECK(date("2025-11-03T10:15:00+02:00") == "2025-11-03T08:15:00Z");
    CHECK(date("2025-11-03") == "2025-11-03");
}

TEST_CASE("a review node without anything to read is a problem, not an item", "[fetchers]") {
    const auto document =
        parse_ld(R"([{"@type":"Review","author":"Jan"},{"@type":"Review","reviewBody":"Text"}])");
    CHECK(only_item(document).body == "Text");
    REQUIRE(document.problems.size() == 1);
    CHECK(document.problems[0].where == "review 1");
}

TEST_CASE("a verdict on a claim is no customer's review", "[fetchers]") {
    const auto document =
        parse_ld(R"({"@type":"ClaimReview","reviewBody":"False","reviewRating":{"ratingValue":1}})");
    CHECK(document.items.empty());
    CHECK_FALSE(document.understood);
}

TEST_CASE("only an organisation's comment counts as the owner's answer", "[fetchers]") {
    const auto reply = [](const std::string& author) {
        return only_item(
                   parse_ld(
                       R"({"@type":"Hotel","name":"Hotel Lipa","review":{"@type":"Review","reviewBody":"Cold",
            "comment":{"@type":"Comment","text":"We are sorry","dateCreated":"2025-11-04","author":)" +
                       author + "}}}"))
            .reply;
    };
    const auto answered = reply(R"({"@type":"Organization","name":"Any"})");
    REQUIRE(answered);
    CHECK(answered->text == "We are sorry");
    REQUIRE(answered->at);
    CHECK(core::to_iso(*answered->at) == "2025-11-04T00:00:00Z");
    CHECK(reply(R"({"@type":"Person","name":"hotel lipa"})"));
    CHECK_FALSE(reply(R"({"@type":"Person","name":"A guest"})"));
    CHECK_FALSE(reply(R"("A guest")"));
}

TEST_CASE("more reviews than a page can have are left out with a word", "[fetchers]") {
    std::string json = "[";
    for (int index = 0; index < 5'005; ++index)
        json += R"({"@type":"Review","reviewBody":"Text )" + std::to_string(index) + "\"},";
    const auto document = parse_ld(json + "]");
    CHECK(document.items.size() == 5'000);
    REQUIRE(document.problems.size() == 1);
    CHECK(document.problems[0].where == "page");
}

TEST_CASE("tags of any HTML element are taken out of a body, what only looks like one stays", "[fetchers]") {
    const auto body = [](const std::string& text) {
        return only_item(parse_ld(R"({"@type":"Review","reviewBody":")" + text + R"("})")).body;
    };
    CHECK(body("One <svg onload=x></svg>two<table><tr><td>three</td></tr></table>") == "One two\n\nthree");
    CHECK(body("<section>One</section> <label>two</label>") == "One\n\ntwo");
    CHECK(body("a <b and c> d, <3, <jan@shop.example>") == "a <b and c> d, <3, <jan@shop.example>");
}

TEST_CASE("a block that was escaped as a whole is read with blanks around its first name", "[fetchers]") {
    const auto block =
        GENERATE("{\n  &quot;@type&quot;:&quot;Review&quot;,&quot;reviewBody&quot;:&quot;x&quot;}",
                 "[ {&quot;@type&quot;:&quot;Review&quot;,&quot;reviewBody&quot;:&quot;x&quot;}]");
    CHECK(only_item(parse_ld(block)).body == "x");
}
