// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "page_support.hpp"

using namespace reputed;
using namespace reputed::test;
using core::Rating;

namespace {

std::optional<Rating> rating_of(const std::string& members) {
    return only_item(parse_ld(R"({"@type":"Review","reviewBody":"x","reviewRating":{)" + members + "}}"))
        .rating;
}

core::ParsedDocument aggregate_of(const std::string& members) {
    return parse_ld(R"({"@type":"Product","name":"Mug","aggregateRating":{"@type":"AggregateRating",)" +
                    members + "}}");
}

}  // namespace

TEST_CASE("numbers are read as people of many places write them", "[fetchers]") {
    CHECK(rating_of(R"("ratingValue":"4,6")") == Rating{4.6, 5, 1, false});
    CHECK(rating_of(R"("ratingValue":"4.")") == Rating{4, 5, 1, false});
    CHECK(rating_of(R"("ratingValue":4.5)") == Rating{4.5, 5, 1, false});
    CHECK(rating_of("\"ratingValue\":\" 4,5\xC2\xA0\"") == Rating{4.5, 5, 1, false});
    CHECK(rating_of(R"("ratingValue":"8/10")") == Rating{8, 10, 1, false});
    CHECK(rating_of(R"("ratingValue":"3 out of 5 stars")") == Rating{3, 5, 1, false});
    CHECK(rating_of(R"("ratingValue":"90%")") == Rating{90, 100, 1, false});
    CHECK(rating_of(R"("ratingValue":"★★☆☆☆")") == Rating{2, 5, 1, false});
    CHECK(rating_of(R"("ratingValue":"۴٫۵")") == Rating{4.5, 5, 1, false});
}

TEST_CASE("what is no score is no rating", "[fetchers]") {
    const auto value = GENERATE(R"("ratingValue":"-3")", R"("ratingValue":"1001")", R"("ratingValue":"NaN")",
                                R"("ratingValue":"good")", R"("ratingValue":null)", R"("ratingValue":"")",
                                R"("ratingValue":"0")", R"("ratingValue":[])");
    CAPTURE(value);
    CHECK_FALSE(rating_of(value));
}

TEST_CASE("a stated scale is kept and an empty or impossible one is not", "[fetchers]") {
    CHECK(rating_of(R"("ratingValue":"7","bestRating":10,"worstRating":"0")") == Rating{7, 10, 0, false});
    CHECK(rating_of(R"("ratingValue":"70","bestRating":"100")") == Rating{70, 100, 1, false});
    CHECK(rating_of(R"("ratingValue":"4","bestRating":"")") == Rating{4, 5, 1, false});
    CHECK(rating_of(R"("ratingValue":"4","bestRating":5,"worstRating":5)") == Rating{4, 5, 1, false});
    CHECK(rating_of(R"("ratingValue":"4","bestRating":1,"worstRating":5)") == Rating{4, 5, 1, false});
    CHECK(rating_of(R"("ratingValue":"4","worstRating":5)") == Rating{4, 5, 1, false});
    CHECK(rating_of(R"("ratingValue":"0.8","bestRating":1)") == Rating{0.8, 1, 0, false});
    CHECK(rating_of(R"("ratingValue":"0","worstRating":0)") == Rating{0, 5, 0, false});
}

TEST_CASE("a value above its scale has its scale guessed, and says so", "[fetchers]") {
    CHECK(rating_of(R"("ratingValue":"8")") == Rating{8, 10, 1, true});
    CHECK(rating_of(R"("ratingValue":"85")") == Rating{85, 100, 1, true});
    CHECK(rating_of(R"("ratingValue":"7","bestRating":"5")") == Rating{7, 10, 1, true});
    CHECK_FALSE(rating_of(R"("ratingValue":"500")"));
}

TEST_CASE("reviews of one thing share a guessed scale, so four of ten is not four of five", "[fetchers]") {
    const auto document = parse_ld(R"({"@type":"Hotel","name":"Lipa","review":[
      {"@type":"Review","author":"A","reviewBody":"Good","reviewRating":{"ratingValue":"9"}},
      {"@type":"Review","author":"B","reviewBody":"Bad","reviewRating":{"ratingValue":"4"}}]})");
    REQUIRE(document.items.size() == 2);
    CHECK(document.items[1].rating == Rating{4, 10, 1, true});
}

TEST_CASE("one rating above five among many does not make the others bad", "[fetchers]") {
    const auto rated = [](const std::string& value) {
        return R"({"@type":"Review","author":")" + value +
               R"(","reviewBody":"x","reviewRating":{"ratingValue":")" + value + R"("}})";
    };
    const auto document = parse_ld(R"({"@type":"Product","name":"Mug","review":[)" + rated("5") + "," +
                                   rated("4") + "," + rated("3") + "," + rated("7") + "]}");
    REQUIRE(document.items.size() == 4);
    CHECK(document.items[0].rating == Rating{5, 5, 1, false});
    CHECK(document.items[3].rating == Rating{7, 10, 1, true});
}

TEST_CASE("a review without a scale takes that of its thing's summary score", "[fetchers]") {
    const auto item = only_item(parse_ld(R"({"@type":"Hotel","name":"Lipa",
      "aggregateRating":{"ratingValue":8.1,"bestRating":"10","worstRating":"2","reviewCount":5},
      "review":{"@type":"Review","reviewBody":"Meh","reviewRating":{"ratingValue":"4"}}})"));
    CHECK(item.rating == Rating{4, 10, 2, false});
}

TEST_CASE("a summary score counts ratings first, then reviews", "[fetchers]") {
    CHECK(only_aggregate(aggregate_of(R"("ratingValue":"4.9764705882353","reviewCount":"1 234")")).count ==
          1234);
    CHECK(only_aggregate(aggregate_of(R"("ratingValue":4,"ratingCount":"1,234","reviewCount":"7")")).count ==
          1234);
    CHECK(only_aggregate(aggregate_of(R"("ratingValue":4,"ratingCount":null,"reviewCount":"31 reviews")"))
              .count == 31);
    CHECK(only_aggregate(aggregate_of(R"("ratingValue":4,"ratingCount":128.0)")).count == 128);
    CHECK(only_aggregate(aggregate_of(R"("ratingValue":"96","bestRating":"100","ratingCount":3)")).best ==
          100);
}

TEST_CASE("a count is the first above nought, and a shortened figure is none", "[fetchers]") {
    const auto count = [](const std::string& members) {
        return only_aggregate(aggregate_of(R"("ratingValue":4,)" + members)).count;
    };
    CHECK(count(R"("ratingCount":0,"reviewCount":12)") == 12);
    CHECK(count(R"("ratingCount":0)") == 0);
    CHECK(count(R"("ratingCount":"1.2k","reviewCount":900)") == 900);
    for (const auto* shortened : {"1.2k", "1K", "3 tys.", "2M+"})
        CHECK_FALSE(count(R"("ratingCount":")" + std::string(shortened) + "\""));
    CHECK(count(R"("ratingCount":"12 members")") == 12);
}

TEST_CASE("a zero out of zero ratings means that nobody has rated", "[fetchers]") {
    const auto aggregate =
        only_aggregate(aggregate_of(R"("ratingValue":"0","ratingCount":"0","worstRating":"0")"));
    CHECK_FALSE(aggregate.rating);
    CHECK(aggregate.count == 0);
}

TEST_CASE("reviews of several things are tagged with their thing", "[fetchers]") {
    const auto document = parse_ld(R"([
      {"@type":"Product","name":"Mug","review":{"@type":"Review","author":"A","reviewBody":"Good"}},
      {"@type":"Product","name":"Plate","review":{"@type":"Review","author":"A","reviewBody":"Good"}}])");
    REQUIRE(document.items.size() == 2);
    CHECK(document.items[0].item == "Mug");
    CHECK(document.items[1].item == "Plate");
}

TEST_CASE("where the page's own thing has reviews, those of related things are left out", "[fetchers]") {
    const std::string things = R"([
      {"@type":"Product","name":"Mug","url":"https://shop.example/mug/?ref=1",
       "aggregateRating":{"ratingValue":4,"reviewCount":1},"review":{"@type":"Review","reviewBody":"Mine"}},
      {"@type":"Product","name":"Plate","url":"https://shop.example/plate",
       "aggregateRating":{"ratingValue":2,"reviewCount":9},"review":{"@type":"Review","reviewBody":"Other"}}])";
    SECTION("by the canonical address") {
        const auto document = parse_page("<link rel=\"Canonical\" href='/mug/?ref=1'>" + ld_script(things));
        CHECK(only_item(document).body == "Mine");
        CHECK(only_aggregate(document).item == "Mug");
    }
    SECTION("by the page's main entity") {
        const auto document =
            parse_page(ld_script(R"({"@type":"WebPage","mainEntity":{"@id":"#m"}})") +
                       ld_script(R"({"@type":"Product","@id":"#m","name":"Mug"})") + ld_script(things));
        CHECK(only_item(document).body == "Mine");
    }
    SECTION("without a hint all are kept") { CHECK(parse_ld(things).items.size() == 2); }
}

TEST_CASE("the score of a thing that a review mentions is not the page's when the page has its own",
          "[fetchers]") {
    const std::string review = R"({"@type":"Review","reviewBody":"x","itemReviewed":
      {"@type":"Thing","name":"Kettle","aggregateRating":{"ratingValue":2,"reviewCount":3}}})";
    const auto both = parse_page(
        ld_script(review) + ld_script(R"({"@type":"Product","name":"Mug","url":"https://shop.example/mug",
          "aggregateRating":{"ratingValue":4,"reviewCount":5}})"));
    CHECK(only_aggregate(both).item == "Mug");
    CHECK(only_aggregate(
              parse_ld(R"({"@type":"Product","name":"Mug","aggregateRating":{"ratingValue":4,"reviewCount":5},
          "review":)" + review +
                       "}"))
              .item == "Mug");
    CHECK(only_aggregate(parse_page(ld_script(review))).item == "Kettle");
}

TEST_CASE("the score of a reviewed thing stays when only the site around it has another", "[fetchers]") {
    const auto document = parse_ld(R"([{"@type":"Review","reviewBody":"x","itemReviewed":
       {"@type":"LocalBusiness","name":"Cafe","aggregateRating":{"ratingValue":4.4,"reviewCount":99}}},
      {"@type":"Organization","name":"Guide","aggregateRating":{"ratingValue":2,"reviewCount":5}}])");
    REQUIRE(document.aggregates.size() == 2);
    CHECK(document.aggregates[0].item == "Cafe");
}

TEST_CASE("ids that do not name one review for good are not taken for identities", "[fetchers]") {
    const auto ids = [](const std::string& first, const std::string& second) {
        const auto document =
            parse_ld(R"([{"@type":"Review",)" + first + R"(,"reviewBody":"One"},{"@type":"Review",)" +
                     second + R"(,"reviewBody":"Two"}])");
        std::vector<std::string> found;
        for (const auto& item : document.items) found.push_back(item.id);
        return found;
    };
    using Ids = std::vector<std::string>;
    CHECK(ids(R"("@id":"#r90")", R"("@id":"#r17")") == Ids{"#r90", "#r17"});
    CHECK(ids(R"("@id":"#review")", R"("@id":"#review")") == Ids{"", ""});
    CHECK(ids(R"("@id":"_:b7")", R"("@id":"_:b9")") == Ids{"", ""});
    CHECK(ids(R"("@id":"#review-0")", R"("@id":"#review-1")") == Ids{"", ""});
    CHECK(ids(R"("url":"https://shop.example/mug")", R"("url":"https://shop.example/r/2")") ==
          Ids{"", "https://shop.example/r/2"});
    CHECK(ids(R"("url":"https://shop.example/mug#r5")", R"("url":"https://shop.example/mug#reviews")") ==
          Ids{"https://shop.example/mug#r5", ""});
    CHECK(ids(R"("url":"https://shop.example/all/5")", R"("url":"https://shop.example/all/5")") ==
          Ids{"", ""});
}

TEST_CASE("an id stays the same when more reviews are shown", "[fetchers]") {
    const auto id =
        GENERATE(R"("@id":"https://shop.example/mug#review-1")", R"("url":"https://shop.example/reviews/1")",
                 R"("url":"https://shop.example/mug#r1")", R"("@id":"#review-jan")");
    CAPTURE(id);
    const std::string first =
        R"({"@type":"Review",)" + std::string(id) + R"(,"author":"Jan","reviewBody":"Good"})";
    const auto alone = only_item(parse_ld(first)).id;
    const auto before = parse_ld("[" + first +
                                 R"(,{"@type":"Review","@id":"https://shop.example/mug#review-2",
      "author":"Ola","reviewBody":"Bad"}])");
    CHECK_FALSE(alone.empty());
    REQUIRE(before.items.size() == 2);
    CHECK(before.items[0].id == alone);
}

TEST_CASE("nodes with equal ids are one node", "[fetchers]") {
    const auto item =
        only_item(parse_page(ld_script(R"({"@type":"Product","name":"Mug","review":[{"@id":"#r55"}]})") +
                             ld_script(R"({"@type":"Review","@id":"#r55","reviewBody":"Text"})") +
                             ld_script(R"({"@id":"#r55","reviewRating":{"ratingValue":2}})")));
    CHECK(item.body == "Text");
    CHECK(item.item == "Mug");
    CHECK(item.rating == Rating{2, 5, 1, false});
}

TEST_CASE("addresses that are not http are dropped", "[fetchers]") {
    const auto item = only_item(parse_ld(R"ld({"@type":"Review","reviewBody":"x","url":"javascript:alert(1)",
      "author":{"name":"Jan","url":"data:text/html,x"}})ld"));
    CHECK(item.url.empty());
    CHECK(item.author_url.empty());
    CHECK(item.id.empty());
}
