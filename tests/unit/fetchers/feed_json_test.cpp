// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// JSON feeds with the slips that generators make.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "fetchers/feed/feed.hpp"

using namespace reputed;
using core::ParsedDocument;

namespace {

ParsedDocument parse_items(std::string_view items) {
    return fetchers::feed::parse(
        fmt::format(R"({{"version":"https://jsonfeed.org/version/1.1","language":"de",
"home_page_url":"https://blog.example/","authors":[{{"name":"Ed"}}],"items":[{}]}})",
                    items),
        {"https://forum.example/feed.json", ""});
}

}  // namespace

TEST_CASE("one slip in a JSON feed costs neither its entry nor the feed's own words", "[fetchers]") {
    const auto [given, wanted] = GENERATE(table<std::string, std::string>({
        {R"("a\ud83d b")", "a b"},
        {R"("a\ude00 b")", "a b"},
        {R"("a\ud83d\ude00 b")", "a😀 b"},
        {R"("a\ud83d\u0062")", "ab"},
        {"\"a\nb\"", "a\nb"},
        {"\"a\tb\"", "a b"},
        {R"("a\'s \x")", "a's x"},
        {R"("a",)", "a"},
    }));
    CAPTURE(given);
    const auto document =
        parse_items(R"({"id":"1","content_text":)" + given + R"(},{"id":"2","title":"b"},)");
    REQUIRE(document.items.size() == 2);
    CHECK(document.items[0].body == wanted);
    CHECK(document.items[1].title == "b");
    for (const auto& item : document.items) {
        CHECK(item.author == "Ed");
        CHECK(item.language == "de");
        CHECK(item.url == "https://blog.example/");
    }
    CHECK(document.problems.size() == 1);
}

TEST_CASE("what cannot be repaired costs its entry, and the feed's own words stay", "[fetchers]") {
    const auto document = parse_items(R"({"id":"1","title":oops},{"id":"2","title":"b","items":[1]})");
    REQUIRE(document.items.size() == 1);
    CHECK(document.items[0].title == "b");
    CHECK(document.items[0].author == "Ed");
    CHECK(document.items[0].language == "de");
    CHECK(document.problems.size() == 2);
}

TEST_CASE("the word items inside a feed's description is not its list", "[fetchers]") {
    const auto document = fetchers::feed::parse(
        R"({"version":"https://jsonfeed.org/version/1","description":"the \"items\": [{","_x":{"items":[{}]},
"language":"pl","items":[{"id":"1","title":"a"},{"id":)",
        {"https://forum.example/feed.json", ""});
    REQUIRE(document.items.size() == 1);
    CHECK(document.items[0].language == "pl");
}

TEST_CASE("a JSON entry is opened by its id when that is all it has", "[fetchers]") {
    CHECK(parse_items(R"({"id":"https://a.example/1","title":"a"})").items.at(0).url ==
          "https://a.example/1");
}
