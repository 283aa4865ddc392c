// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <catch2/catch.hpp>

#include "answering.hpp"

using namespace reputed;
using namespace reputed::fetchers;
using test::Answering;
using test::json_of;
using test::reply_of;

namespace {

/// With signs that look different in an address.
constexpr std::string_view token = "to/ken+of=yotpo";
constexpr std::string_view token_in_address = "to%2Fken%2Bof%3Dyotpo";

struct Shop : Answering {
    explicit Shop(const std::string& only_changes = "no")
        : Answering(test::a_source(
              "yotpo",
              {{"app_key", "soup"}, {"secret", "secret-of-yotpo"}, {"only_changes", only_changes}})) {
        http.answer("/oauth/token",
                    json_of(R"({"access_token":")" + std::string(token) + R"(","token_type":"bearer"})"));
    }
};

std::string review(const std::string& id, const std::string& day, const std::string& more = "") {
    return R"({"id":)" + id + R"(,"title":"","content":"It&#39;s cold","score":2,"created_at":"2026-07-)" +
           day + R"(T10:00:00.000Z")" + more + "}";
}

std::string page(const std::string& reviews) { return R"({"reviews":[)" + reviews + "]}"; }

void check_hidden(const core::PollFailure& failure) {
    for (const auto* text : {&failure.words, &failure.technical, &failure.evidence}) {
        CAPTURE(*text);
        CHECK_FALSE(text->contains(token));
        CHECK_FALSE(text->contains(token_in_address));
        CHECK_FALSE(text->contains("secret-of-yotpo"));
    }
}

}  // namespace

TEST_CASE("the token of Yotpo stands in the address, made of app key and secret", "[fetchers][yotpo]") {
    Shop shop;
    shop.http.answer("page=1&", json_of(page(review("1", "30", R"(,"name":"Jane","sku":"1001")"))));
    shop.http.answer("page=2&", json_of(page("")));
    const auto batch = shop.batch();
    REQUIRE(batch.items.size() == 1);
    CHECK(batch.items[0].title == "1001");
    CHECK(batch.items[0].body == "It's cold");
    REQUIRE(shop.http.requests.size() == 3);
    CHECK(shop.http.requests[0].body.contains("client_id=soup"));
    CHECK(shop.http.requests[0].body.contains("grant_type=client_credentials"));
    CHECK(shop.http.requests[1].url.contains("/v1/apps/soup/reviews?page=1&count=100&utoken="));
    CHECK(shop.http.requests[1].url.contains(token_in_address));
}

TEST_CASE("Yotpo's token comes out in no failure, in neither spelling", "[fetchers][yotpo]") {
    const std::string spelling(GENERATE(token, token_in_address));
    const auto [status, type] =
        GENERATE(table<int, std::string>({{500, "text/plain"}, {403, "text/plain"}, {200, "text/html"}}));
    CAPTURE(status, spelling);
    Shop shop;
    shop.http.answer("/v1/apps", reply_of(status,
                                          "no: /v1/apps/soup/reviews?utoken=" + spelling +
                                              " secret-of-yotpo, again " + spelling,
                                          {{"Content-Type", type}}));
    check_hidden(shop.failure());
    shop.http.answer("/reviews/15", reply_of(status, "no: " + spelling, {{"Content-Type", type}}));
    const auto looked = shop.look(shop.answer_to("15"));
    REQUIRE(std::holds_alternative<core::PollFailure>(looked));
    check_hidden(std::get<core::PollFailure>(looked));
}

TEST_CASE("a review of the shop itself has no product for its title", "[fetchers][yotpo]") {
    Shop shop;
    shop.http.answer("page=1&", json_of(page(review("1", "30", R"(,"sku":"yotpo_site_reviews")"))));
    shop.http.answer("page=2&", json_of(page("")));
    CHECK(shop.batch().items.at(0).title.empty());
}

TEST_CASE("what Yotpo calls deleted or archived is gone", "[fetchers][yotpo]") {
    Shop shop;
    shop.http.answer("page=1&", json_of(page(review("1", "30", R"(,"deleted":true)") + "," +
                                             review("2", "29", R"(,"archived":true)") + "," +
                                             review("3", "28", R"(,"deleted":false,"archived":null)"))));
    shop.http.answer("page=2&", json_of(page("")));
    const auto batch = shop.batch();
    CHECK(batch.removed == std::vector<std::string>{"1", "2"});
    REQUIRE(batch.items.size() == 1);
    CHECK(batch.items[0].id == "3");
    CHECK(batch.problems.empty());
}

TEST_CASE("Yotpo is asked for changes only where that was chosen", "[fetchers][yotpo]") {
    const auto [chosen, asked] = GENERATE(table<std::string, std::string>(
        {{"no", "page=1&count=100&utoken"},
         {"yes", "page=1&count=100&since_updated_at=2026-07-30&deleted=true"}}));
    Shop shop(chosen);
    shop.http.answer("page=1&", json_of(page(review("1", "30") + "," + review("2", "01"))));
    shop.http.answer("page=2&", json_of(page("")));
    PollRequest request;
    request.source = shop.source;
    request.cursor = shop.batch().cursor;
    for (const auto& one : shop.http.requests) CHECK_FALSE(one.url.contains("since_updated_at"));
    shop.http.requests.clear();
    (void)shop.poll(shop.portal(), request);
    const bool said =
        std::ranges::any_of(shop.http.requests, [&](const auto& one) { return one.url.contains(asked); });
    CHECK(said);
    // Among changes an old one may stand behind a new one.
    const bool to_the_end =
        std::ranges::any_of(shop.http.requests, [](const auto& one) { return one.url.contains("page=2&"); });
    CHECK(to_the_end == (chosen == "yes"));
}

TEST_CASE("what becomes of an answer at Yotpo is told apart", "[fetchers][yotpo]") {
    const auto [status, body, outcome] = GENERATE(table<int, std::string, std::size_t>({
        {200, R"({"status":{"code":200,"message":"OK"}})", 0},
        {201, "", 0},
        {200, R"({"status":{"code":400,"message":"Too long"}})", 1},
        {400, R"({"status":{"code":400,"message":"Too long"}})", 1},
        {404, "", 1},
        {200, R"({"status":{"code":401,"message":"access denied"}})", 2},
        {200, R"({"status":{"code":429,"message":"slow"}})", 2},
        {401, "", 2},
        {429, "", 2},
        {200, R"({"status":{"code":500,"message":"oh"}})", 3},
        {500, "", 3},
    }));
    CAPTURE(status, body);
    Shop shop;
    shop.http.answer("/reviews/15/comments", reply_of(status, body));
    CHECK(shop.post(shop.answer_to("15")).index() == outcome);
    CHECK(shop.http.requests.back().body == R"({"content":"Sorry!","public":true})");
}

TEST_CASE("an answer at Yotpo is looked for in its review", "[fetchers][yotpo]") {
    const auto [more, state] = GENERATE(table<std::string, SeenState>({
        {R"(,"comment":null)", SeenState::none},
        {R"(,"comments":[])", SeenState::none},
        {R"(,"comment":{"id":3,"content":"Sorry!"})", SeenState::live},
        {R"(,"comments":[{"content":"Sorry!"}])", SeenState::live},
    }));
    CAPTURE(more);
    Shop shop;
    const bool framed = GENERATE(false, true);
    const std::string one = review("15", "30", more);
    shop.http.answer("/reviews/15?", json_of(framed ? R"({"response":{"review":)" + one + "}}" : one));
    const auto looked = shop.look(shop.answer_to("15"));
    REQUIRE(std::holds_alternative<Seen>(looked));
    CHECK(std::get<Seen>(looked).state == state);
    CHECK(std::get<Seen>(looked).text == (state == SeenState::live ? "Sorry!" : ""));
}

TEST_CASE("a review of Yotpo that is silent about comments does not say there is none", "[fetchers][yotpo]") {
    Shop shop;
    shop.http.answer("/reviews/15?", json_of(R"({"response":{"review":)" + review("15", "30") + "}}"));
    const auto looked = shop.look(shop.answer_to("15"));
    REQUIRE(std::holds_alternative<core::PollFailure>(looked));
    CHECK(std::get<core::PollFailure>(looked).words.contains("does not say whether"));
}

TEST_CASE("Yotpo's answers are as long as the settings say", "[fetchers][yotpo]") {
    Shop shop;
    shop.source.settings["longest_answer"] = "10";
    const auto rules = rules_for(shop.portal(), shop.source);
    REQUIRE(rules);
    CHECK(problem_of_length(*rules, "żżżżżżżżżż").empty());
    CHECK_FALSE(problem_of_length(*rules, "żżżżżżżżżż!").empty());
}
