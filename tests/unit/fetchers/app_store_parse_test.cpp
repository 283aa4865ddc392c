// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// From a page of the feed, in either form, to reviews.
#include "app_store_pages.hpp"

using namespace reputed;
using namespace reputed::fetchers;
using namespace reputed::fetchers::app_store;

TEST_CASE("a review of the JSON feed comes with everything it has", "[fetchers]") {
    const auto page = parse_page(json_page({{13, "2026-07-01T10:00:00-07:00", "Nearly  ideal"}}, 3), "pl");
    REQUIRE(page.items.size() == 1);
    const auto& item = page.items[0];
    CHECK(item.id == "13");
    CHECK(item.item == "pl");
    CHECK(item.title == "Nearly ideal");
    CHECK(item.body == "Closes at once.\nAlways.");
    CHECK(item.author == "kim");
    CHECK(item.author_url == "https://a.example/id1");
    CHECK(item.url == "https://a.example/r?id=1");
    CHECK(item.rating == core::Rating{2, 5, 1});
    CHECK(core::to_iso(*item.published) == "2026-07-01T17:00:00Z");
    CHECK(page.last_page == 3);
    CHECK(page.problems.empty());
}

TEST_CASE("the XML form says the same", "[fetchers]") {
    const auto page = parse_page("\n" + xml_page({{14}}), "us");
    REQUIRE(page.items.size() == 1);
    CHECK(page.items[0].id == "14");
    CHECK(page.items[0].body == "Too slow &amp; big");
    CHECK(page.items[0].author == "lee");
    CHECK(page.items[0].rating->value == 3);
    CHECK(core::to_iso(*page.items[0].published) == "2026-07-01T17:00:00Z");
    CHECK(page.last_page == 4);
}

TEST_CASE("one review alone is an object, none at all is missing", "[fetchers]") {
    const auto one = parse_page(R"({"feed":{"entry":)" + json_entry({5}) + "}}", "pl");
    CHECK(one.items.size() == 1);
    const auto none = parse_page(R"({"feed":{"title":{"label":"x"}}})", "pl");
    CHECK(none.understood);
    CHECK_FALSE(none.has_entries());
}

TEST_CASE("the app among its reviews is not a review", "[fetchers]") {
    const auto page = parse_page(
        R"({"feed":{"entry":[{"im:name":{"label":"App"},"id":{"label":"7"}},)" + json_entry({5}) + "]}}",
        "pl");
    CHECK(page.items.size() == 1);
    CHECK(page.problems.empty());
}

TEST_CASE("an entry without a rating is no review", "[fetchers]") {
    const auto json = parse_page(
        R"({"feed":{"entry":[{"title":{"label":"App"},"id":{"label":"7"}},)" + json_entry({5}) + "]}}", "pl");
    CHECK(json.items.size() == 1);
    const auto xml = parse_page("<feed><entry><id>7</id><title>App</title></entry></feed>", "pl");
    CHECK(xml.items.empty());
    CHECK(xml.problems.empty());
}

TEST_CASE("references in a title are those of XML, and decoded once", "[fetchers]") {
    const auto page = parse_page(
        "<feed><entry><id>7</id><im:rating>4</im:rating><title>A &amp;amp; B</title></entry></feed>", "pl");
    REQUIRE(page.items.size() == 1);
    CHECK(page.items[0].title == "A &amp; B");
}

TEST_CASE("an entry that is not understood is counted and its neighbours live", "[fetchers]") {
    const auto page = parse_page(R"({"feed":{"entry":[7,{"id":{"label":"3"},"im:rating":{"label":"best"},
        "content":{"label":"Hm"}},{"title":{"label":"no id"},"im:rating":{"label":"1"}},)" +
                                     json_entry({5}) + "]}}",
                                 "pl");
    REQUIRE(page.items.size() == 2);
    CHECK(page.items[0].id == "3");
    CHECK_FALSE(page.items[0].rating);
    CHECK(page.items[1].id == "5");
    CHECK(page.problems.size() == 3);
}

TEST_CASE("a page of another kind is not taken for an empty list", "[fetchers]") {
    const auto bytes =
        GENERATE(as<std::string>{}, "<!doctype html><html><body>Sorry</body></html>", "{\"error\":1}",
                 "{\"feed\":[]}", "", "{\"feed\":{\"entry\":[", "<?xml version=\"1.0\"?><rss/>");
    CAPTURE(bytes);
    CHECK_FALSE(parse_page(bytes, "pl").understood);
    CHECK_FALSE(portal().parse(bytes, {}).understood);
}

TEST_CASE("a feed cut off in the middle keeps what came before", "[fetchers]") {
    const std::string whole = xml_page({{1}, {2}, {3}});
    const auto page = parse_page(whole.substr(0, whole.rfind("<entry>")), "pl");
    CHECK(page.items.size() == 2);
    CHECK(page.problems.size() == 1);
}

TEST_CASE("the country of a page read alone is told by its address", "[fetchers]") {
    CHECK(portal().parse(json_page({{1}}), {"https://itunes.apple.com/pl/rss/x", ""}).items[0].item == "pl");
    CHECK(portal().parse(json_page({{1}}), {"https://itunes.apple.com/x", ""}).items[0].item.empty());
}
