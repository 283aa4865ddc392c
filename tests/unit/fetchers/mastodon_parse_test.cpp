// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// From a server's answer to mentions.
#include "mastodon_posts.hpp"

using namespace reputed;
using namespace reputed::fetchers;
using namespace reputed::fetchers::mastodon;

TEST_CASE("a post comes with everything it has, under its identity everywhere", "[fetchers]") {
    const auto item = only_item(status(42));
    CHECK(item.id == uri_of(42));
    CHECK(item.url == "https://home.example/@kim/42");
    CHECK(item.author == "Kim T");
    CHECK(item.author_url == "https://home.example/@kim");
    CHECK(item.body == "post 42");
    CHECK(item.language == "de");
    CHECK(item.kind == core::ItemKind::mention);
    CHECK_FALSE(item.rating);
    CHECK(core::to_iso(*item.published) == "2026-08-01T14:58:11.204Z");
    CHECK_FALSE(item.updated);
}

TEST_CASE("a post without an address of its own is found by its identity", "[fetchers]") {
    CHECK(only_item(status(1, R"(,"url":null)")).url == uri_of(1));
}

TEST_CASE("markup becomes plain words and split links are put together", "[fetchers]") {
    const auto item = only_item(status(
        1,
        R"(,"content":"<p>Paket kaputt &amp; keine Antwort.<br />Bild: <a href=\"https://foto.example/p/1?x=1\"><span class=\"invisible\">https://</span><span class=\"ellipsis\">foto.example/p/1</span><span class=\"invisible\">?x=1</span></a></p><p>Ende</p>")"));
    CHECK(item.body == "Paket kaputt & keine Antwort.\nBild: https://foto.example/p/1?x=1\n\nEnde");
}

TEST_CASE("the content warning stands in front, and pictures speak when nothing else does", "[fetchers]") {
    CHECK(only_item(status(1, R"(,"spoiler_text":"Rant")")).body == "Rant\n\npost 1");
    CHECK(
        only_item(status(1, R"(,"content":"","media_attachments":[{"description":"a crushed box"}])")).body ==
        "a crushed box");
}

TEST_CASE("an edited post says when", "[fetchers]") {
    CHECK(core::to_iso(*only_item(status(1, R"(,"edited_at":"2026-08-01T15:00:00.000Z")")).updated) ==
          "2026-08-01T15:00:00Z");
}

TEST_CASE("boosts and what was said to few are left out without a word", "[fetchers]") {
    const auto page =
        parse_page(list_of({status(4, R"(,"reblog":{"id":"1"})"), status(3, R"(,"visibility":"direct")"),
                            status(2, R"(,"visibility":"private")"), status(1)}));
    CHECK(page.items.size() == 1);
    CHECK(page.problems.empty());
    CHECK(page.newest == "4");
    CHECK(page.oldest == "1");
    CHECK(page.status_ids.size() == 4);
}

TEST_CASE("a post that is not understood is counted and its neighbours live", "[fetchers]") {
    const auto page = parse_page(list_of({"7", R"({"id":"9","content":"x"})", status(2)}));
    CHECK(page.items.size() == 1);
    REQUIRE(page.problems.size() == 2);
    CHECK(page.problems[0].where == "item 1");
    CHECK(page.problems[1].where == "item 2");
}

TEST_CASE("a notification carries its post and pages by its own id", "[fetchers]") {
    const auto page =
        parse_page(list_of({R"({"id":"90021","type":"mention","account":{},"status":)" + status(5) + "}",
                            R"({"id":"90020","type":"follow","account":{}})"}));
    REQUIRE(page.items.size() == 1);
    CHECK(page.items[0].id == uri_of(5));
    CHECK(page.newest == "90021");
    CHECK(page.oldest == "90020");
    CHECK(page.statuses[0].id == "5");
}

TEST_CASE("the answer to a search and a post alone are read like a list", "[fetchers]") {
    const auto found =
        parse_page(R"({"accounts":[],"statuses":)" + list_of({status(5), status(4)}) + R"(,"hashtags":[]})");
    CHECK(found.understood);
    CHECK(found.items.size() == 2);
    CHECK(found.newest == "5");
    CHECK_FALSE(found.is_bare_list);
    CHECK(parse_page(R"({"accounts":[],"statuses":[],"hashtags":[]})").understood);
    const auto alone = parse_page(status(7));
    REQUIRE(alone.items.size() == 1);
    CHECK(alone.items[0].id == uri_of(7));
    CHECK(alone.problems.empty());
}

TEST_CASE("anything but a list is not a list of posts", "[fetchers]") {
    const auto bytes = GENERATE(as<std::string>{}, "<html></html>", "{\"error\":\"gone\"}", "{}",
                                "{\"id\":\"1\"}", "{\"statuses\":{}}", "", "[1,", "null");
    CHECK_FALSE(parse_page(bytes).understood);
}

TEST_CASE("ids are compared as numbers of any length", "[fetchers]") {
    CHECK(is_older("9", "10"));
    CHECK(is_older("116500000000000042", "116500000000000043"));
    CHECK_FALSE(is_older("116500000000000043", "116500000000000043"));
}

TEST_CASE("link headers are followed on the server asked and nowhere else", "[fetchers]") {
    const std::string asked = "https://social.example/list";
    const std::vector<std::string> header{
        R"(<https://social.example/list?max_id=1>; rel="next", </list?min_id=9>; title="a, b"; rel=prev)"};
    CHECK(own_link(header, "next", asked) == "https://social.example/list?max_id=1");
    CHECK(own_link(header, "prev", asked) == "https://social.example/list?min_id=9");
    CHECK(own_link(header, "first", asked).empty());
    for (const std::string foreign : {"https://evil.example/list", "http://social.example/list",
                                      "https://social.example:8443/list", "file:///etc/passwd", ""})
        CHECK(own_link({"<" + foreign + ">; rel=\"next\""}, "next", asked).empty());
    CHECK(own_link({"<https://social.example/x"}, "next", asked).empty());
}
