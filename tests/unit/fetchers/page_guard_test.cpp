// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/utf8.hpp"
#include "page_support.hpp"
#include "scripted_http.hpp"

using namespace reputed;
using namespace reputed::test;

namespace {

const std::string good_block = ld_script(R"({"@type":"Review","author":"Jan","reviewBody":"Survives"})");
const std::string good_markup =
    "<div itemscope itemtype='https://schema.org/Review'><p itemprop=reviewBody>Found</p></div>";

std::string repeated(std::string_view text, std::size_t count) {
    std::string made;
    for (std::size_t index = 0; index < count; ++index) made += text;
    return made;
}

}  // namespace

TEST_CASE("a page without review markup says so in plain words", "[fetchers]") {
    const auto document = parse_body("<h1>Welcome</h1><p>Reviews are loved here.</p>");
    CHECK_FALSE(document.understood);
    REQUIRE_FALSE(document.problems.empty());
    CHECK(document.problems.back().words == "This page has no reviews that can be read.");
    CHECK_FALSE(parse_page("").understood);
}

TEST_CASE("a place that declares an empty list of reviews is understood", "[fetchers]") {
    CHECK(parse_ld(R"({"@type":"Hotel","name":"Lipa","review":[]})").understood);
    CHECK(parse_ld(R"({"@type":"Hotel","name":"Lipa","aggregateRating":null})").understood);
    CHECK_FALSE(parse_ld(R"({"@type":"Hotel","name":"Lipa"})").understood);
}

TEST_CASE("hostile nesting costs the markup behind it, never the structured data", "[fetchers]") {
    const auto tag = GENERATE(as<std::string>{}, "<div>", "<b>", "<b><div></b>", "<a><table><tr><td>",
                              "<span itemprop=x itemscope>");
    const auto document = parse_page(good_markup + repeated(tag, 10'000) + good_block);
    REQUIRE(document.items.size() == 2);
    CHECK(document.items[0].body == "Survives");
    CHECK(document.items[1].body == "Found");
    REQUIRE(document.problems.size() == 1);
    CHECK(document.problems[0].words == "The page is nested too deeply; only its beginning was read.");
}

TEST_CASE("omitted end tags are not nesting", "[fetchers]") {
    const auto document = parse_page(
        repeated("<p>a<ul><li>b<li>c</ul><svg><path d=x /><g/></svg><source><br>", 2'000) + good_markup);
    CHECK(document.problems.empty());
    CHECK(only_item(document).body == "Found");
}

TEST_CASE("thirty thousand attributes in one tag and a ten megabyte page are read in passing", "[fetchers]") {
    std::string page = "<div ";
    for (int index = 0; index < 30'000; ++index) page += "a" + std::to_string(index) + "=1 ";
    page += ">" + good_markup + "</div>" + repeated("<p class=x>Lorem ipsum dolor sit amet</p>\n", 260'000) +
            good_block;
    REQUIRE(page.size() > (10u << 20));
    const auto document = parse_page(page);
    CHECK(document.items.size() == 2);
    REQUIRE(document.problems.size() == 1);
    CHECK(document.problems[0].words == "The page is too long; only its beginning was read.");
}

TEST_CASE("text that is touched again and again is bounded", "[fetchers]") {
    const auto document = parse_page("<div itemscope itemtype=Review>" +
                                     repeated("<p itemprop=reviewBody><i itemprop=description>", 60) +
                                     repeated("much the same ", 400'000) + "</div>" + good_block);
    CHECK(document.items.size() == 2);
    for (const auto& item : document.items) CHECK(item.body.size() <= 100'000);
}

TEST_CASE("script, comment and style hide their content", "[fetchers]") {
    const auto document =
        parse_page("<!-- " + good_block + " --><style>" + good_markup + "</style><script>var x = '" +
                   good_markup + "';</script><!-->" + good_markup + "<title>" + good_block + "</title>");
    CHECK(only_item(document).body == "Found");
}

TEST_CASE("JSON-LD may hold end tags, and its type may be spelled in many ways", "[fetchers]") {
    const auto open = GENERATE(as<std::string>{}, "<SCRIPT TYPE='Application/LD+JSON'>",
                               "<script class=y type=application/ld+json>",
                               "<script type=\"application/ld+json; charset=utf-8\" data-x>");
    CHECK(only_item(parse_page(open + R"({"@type":"Review","reviewBody":"a</b> b"})" + "</ScRiPt >")).body ==
          "a b");
}

TEST_CASE("a page cut off inside its structured data names the block", "[fetchers]") {
    const auto document =
        parse_page(good_block + R"(<script type="application/ld+json">{"@type":"Review","review)");
    CHECK(document.items.size() == 1);
    REQUIRE(document.problems.size() == 1);
    CHECK(document.problems[0].where == "block 2");
}

TEST_CASE("a page in another charset becomes UTF-8", "[fetchers]") {
    const auto document = parse_page(
        "<meta charset=windows-1250><div itemscope itemtype='https://schema.org/Review'>"
        "<p itemprop=reviewBody>Bardzo z\xB3y \xB6niadanie \x9Cwie\xBF"
        "e</p></div>",
        "text/html");
    CHECK(only_item(document).body.starts_with("Bardzo zły "));
    CHECK(only_item(document).body.ends_with("świeże"));
}

TEST_CASE("any bytes are survived", "[fetchers]") {
    const auto page = GENERATE(
        as<std::string>{}, "<", "<a", "<a b", "<a b=", "<a b='", "</", "<!", "<!--", "<?", "<script",
        "<script>", "<script type=application/ld+json>", "&#x110000;<p itemscope itemprop>", "\xFF\xFE\x00<",
        "<div itemscope itemref=a id=a itemprop=a>", "<x:y/z=\"<\">", "<p typeof property rel>");
    const auto document = parse_page(page);
    CHECK(document.items.empty());
}

TEST_CASE("recorded pages of the web are read", "[fetchers]") {
    const std::filesystem::path folder = REPUTED_SHARED "/data/recorded/pages";
    if (!std::filesystem::is_directory(folder)) {
        WARN("no recorded pages here; skipped");
        return;
    }
    std::size_t pages = 0, with_yield = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(file), {}};
        const auto document = parse_page(bytes, "text/html");
        ++pages;
        with_yield += !document.items.empty() || !document.aggregates.empty();
        for (const auto& item : document.items)
            CHECK(base::is_valid_utf8(item.body + item.author + item.title));
        for (const auto& item : document.items)
            CHECK((!item.body.empty() || !item.title.empty() || item.rating));
    }
    WARN(with_yield << " of " << pages << " recorded pages yield reviews or a score");
    CHECK(with_yield * 10 >= pages * 9);
}
