// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <catch2/catch.hpp>

#include "scripted_http.hpp"

using namespace reputed;
using namespace reputed::fetchers;

namespace {

const Portal& g2_portal() { return *find_portal("g2"); }

core::Source source(std::map<std::string, std::string> more = {}) {
    std::map<std::string, std::string> settings{{"product_id", "desk"}, {"token", "of-g2-1234"}};
    more.merge(settings);
    return test::a_source("g2", more);
}

std::string page(const std::string& responses, const std::string& next = {}) {
    return R"({"data":[)" + responses + R"(],"links":{"next":")" + next + R"("}})";
}

constexpr auto response =
    R"({"id":"1","attributes":{"title":"So so","star_rating":0.5,"submitted_at":"2026-07-30T10:00:00Z",)"
    R"("comment_answers":{"love":{"text":"What do you like best?","value":"Speed"},)"
    R"("hate":{"text":"What do you dislike? ","value":"Price"},"benefits":{"text":"Benefits:","value":""}}}})";

}  // namespace

TEST_CASE("a review on G2 keeps its questions, and half a star", "[fetchers][g2]") {
    const auto parsed = g2_portal().parse(page(response), {"https://data.g2.com/", "application/json"});
    REQUIRE(parsed.items.size() == 1);
    CHECK(parsed.items[0].body == "What do you like best?: Speed\n\nWhat do you dislike?: Price");
    REQUIRE(parsed.items[0].rating);
    CHECK(parsed.items[0].rating->value == 0.5);
    CHECK(parsed.items[0].rating->score() == 0);
}

TEST_CASE("what is not public on G2 is left out without complaint", "[fetchers][g2]") {
    const auto parsed = g2_portal().parse(
        page(R"({"id":"2","attributes":{"is_public":false,"submitted_at":"2026-07-30T10:00:00Z"}},)" +
             std::string(response)),
        {"https://data.g2.com/", "application/json"});
    CHECK(parsed.items.size() == 1);
    CHECK(parsed.problems.empty());
}

TEST_CASE("G2's pages are followed at home only, and later polls ask for what changed", "[fetchers][g2]") {
    test::Bench bench;
    bench.http.answer("product_id",
                      test::json_of(page(response, "https://data.g2.com/api/v1/survey-responses?two")));
    bench.http.answer("survey-responses?two", test::json_of(page("", "https://elsewhere.example/three")));
    PollRequest request{source(), {}, {}, {}, true};
    const auto result = bench.poll(g2_portal(), request);
    REQUIRE(std::holds_alternative<core::Batch>(result.outcome));
    REQUIRE(bench.http.requests.size() == 2);
    CHECK(bench.http.requests[0].headers.find("Authorization") == "Token token=of-g2-1234");
    request.cursor = std::get<core::Batch>(result.outcome).cursor;
    request.first = false;
    bench.http.requests.clear();
    (void)bench.poll(g2_portal(), request);
    CHECK(bench.http.requests[0].url.contains("updated_at_gt%5D=2026-07-30T09%3A50%3A00Z"));
}

TEST_CASE("a token of G2's second version is shown as a bearer", "[fetchers][g2]") {
    test::Bench bench;
    bench.http.answer("/api/v2/", test::json_of(page("")));
    (void)bench.poll(g2_portal(),
                     {source({{"scheme", "bearer"}, {"path", "/api/v2/reviews"}}), {}, {}, {}, true});
    CHECK(bench.http.requests[0].headers.find("Authorization") == "Bearer of-g2-1234");
}

TEST_CASE("G2's refusals name the product", "[fetchers][g2]") {
    const auto status = GENERATE(401, 403, 404);
    test::Bench bench;
    bench.http.answer("survey-responses", test::reply_of(status, R"({"errors":[{"title":"No"}]})"));
    const auto result = bench.poll(g2_portal(), {source(), {}, {}, {}, true});
    REQUIRE(std::holds_alternative<core::PollFailure>(result.outcome));
    CHECK(std::get<core::PollFailure>(result.outcome).words.contains("desk"));
}

TEST_CASE("ids and paths of G2 are checked before they are asked for", "[fetchers][g2]") {
    CHECK(check_settings(source()).empty());
    CHECK(check_settings(source({{"product_id", "desk&all=1"}})).size() == 1);
    CHECK(check_settings(source({{"path", "api?x=1"}})).size() == 1);
}
