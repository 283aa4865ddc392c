// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Which thing a review is about, and which thing the page is about.
#include "page_support.hpp"

using namespace reputed;
using namespace reputed::test;
using core::Rating;

TEST_CASE("a review that names no thing is about the thing that holds it", "[fetchers]") {
    const auto reviewed = GENERATE(R"({"@type":"Product"})", R"({"@id":"https://shop.example/mug#none"})",
                                   R"({"@id":"#none"})");
    CAPTURE(reviewed);
    const auto document = parse_ld(R"({"@type":"Product","name":"Mug","url":"https://shop.example/mug",
      "aggregateRating":{"ratingValue":"3.2","bestRating":"4","ratingCount":3},"review":[
       {"@type":"Review","author":"Jan","reviewBody":"Bad","reviewRating":{"ratingValue":"3"},"itemReviewed":)" +
                                   std::string(reviewed) + R"(},
       {"@type":"Review","author":"Ola","reviewBody":"Good"}]})");
    REQUIRE(document.items.size() == 2);
    CHECK(document.items[0].item == "Mug");
    CHECK(document.items[0].rating == Rating{3, 4, 1, false});
}

TEST_CASE("a review held by one thing and naming another is about the other", "[fetchers]") {
    CHECK(only_item(parse_ld(R"({"@type":"Store","name":"Shop","review":{"@type":"Review","reviewBody":"x",
      "itemReviewed":{"@type":"Product","name":"Mug"}}})"))
              .item == "Mug");
}

TEST_CASE("an id with a fragment does not make its thing the page's own, an address does", "[fetchers]") {
    const auto page = [](const std::string& organization) {
        return parse_ld(R"([{"@type":"Organization",)" + organization + R"(,"name":"Shop",
           "aggregateRating":{"ratingValue":4,"ratingCount":9},"review":{"@type":"Review","reviewBody":"Shop!"}},
          {"@type":"Product","name":"Mug","aggregateRating":{"ratingValue":3,"ratingCount":8},
           "review":{"@type":"Review","reviewBody":"Mug!"}}])");
    };
    const auto named = page(R"("@id":"https://shop.example/mug#organization")");
    CHECK(named.items.size() == 2);
    CHECK(named.aggregates.size() == 2);
    const auto own = page(R"("@id":"https://shop.example/mug")");
    CHECK(only_item(own).item == "Shop");
    CHECK(only_aggregate(own).item == "Shop");
    CHECK(only_item(page(R"("url":"https://shop.example/mug#about")")).item == "Shop");
}

TEST_CASE("a reference finds its node, however the address is written", "[fetchers]") {
    const auto reference = GENERATE(R"({"@id":"#mug"})", R"({"@id":"https://shop.example/mug#mug"})",
                                    R"("https://shop.example/mug#mug")", R"("#mug")", R"("/mug/product")");
    CAPTURE(reference);
    CHECK(only_item(parse_ld(R"([{"@type":"Product","@id":"#mug","name":"Mug","url":"/mug/product"},
      {"@type":"Review","reviewBody":"x","itemReviewed":)" +
                             std::string(reference) + "}]"))
              .item == "Mug");
}

TEST_CASE("a thing finds its reviews by their addresses", "[fetchers]") {
    const auto item = only_item(parse_ld(R"([
      {"@type":"Product","name":"Mug","review":["https://shop.example/mug#r7"]},
      {"@type":"Review","@id":"#r7","reviewBody":"x"}])"));
    CHECK(item.item == "Mug");
    CHECK(item.id == "#r7");
}

TEST_CASE("references in elements lead to their node and else are words", "[fetchers]") {
    CHECK(only_item(parse_body(R"(<div vocab="https://schema.org/">
      <div resource="#mug" typeof="Product"><b property="name">Mug</b></div>
      <div typeof="Review"><a property="itemReviewed" href="#mug">it</a><p property="reviewBody">x</p></div></div>)"))
              .item == "Mug");
    CHECK(only_item(parse_body(R"(<div vocab="https://schema.org/">
      <div resource="/mug#mug" typeof="Product"><b property="name">Mug</b><link property="review" href="#r1"></div>
      <div resource="#r1" typeof="Review"><p property="reviewBody">x</p></div></div>)"))
              .item == "Mug");
    CHECK(only_item(parse_body(R"(
      <div itemscope itemtype="https://schema.org/Product" itemid="#mug"><b itemprop="name">Mug</b></div>
      <div itemscope itemtype="https://schema.org/Review"><a itemprop="itemReviewed" href="/mug#mug">it</a>
       <p itemprop="reviewBody">x</p></div>)"))
              .item == "Mug");
    CHECK(only_item(parse_body(R"(<div itemscope itemtype="https://schema.org/Review">
       <a itemprop="itemReviewed" href="/cup">The cup</a><p itemprop="reviewBody">x</p></div>)"))
              .item == "The cup");
}
