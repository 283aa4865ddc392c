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

struct Shop : Answering {
    explicit Shop(const std::string& mail = "no")
        : Answering(test::a_source("judge_me", {{"shop_domain", "soup.myshopify.com"},
                                                {"token", "secret-of-judge-me"},
                                                {"mail_reply", mail}})) {}
};

std::string review(const std::string& id, const std::string& day, const std::string& more = "") {
    return R"({"id":)" + id + R"(,"title":"","body":"Cold &amp; late","rating":"2","product_title":"Soup",)" +
           R"("product_handle":"hot soup","created_at":"2026-07-)" + day + R"(T10:00:00+00:00")" + more + "}";
}

std::string page(const std::string& reviews) { return R"({"reviews":[)" + reviews + "]}"; }

}  // namespace

TEST_CASE("a review of Judge.me names its product and keeps out mail addresses", "[fetchers][judge_me]") {
    Shop shop;
    shop.http.answer(
        "page=1&", json_of(page(review("1", "30", R"(,"reviewer":{"name":"Jane","email":"j@a.example"})"))));
    shop.http.answer("page=2&", json_of(page("")));
    const auto batch = shop.batch();
    REQUIRE(batch.items.size() == 1);
    CHECK(batch.items[0].title == "Soup");
    CHECK(batch.items[0].body == "Cold & late");
    CHECK(batch.items[0].author == "Jane");
    CHECK(batch.items[0].rating->value == 2);
    CHECK(batch.items[0].url == "https://soup.myshopify.com/products/hot%20soup");
    CHECK(shop.http.requests[0].headers.find("X-Api-Token") == "secret-of-judge-me");
    CHECK_FALSE(shop.http.requests[0].url.contains("secret"));
}

TEST_CASE("hidden reviews and spam at Judge.me are read like all others", "[fetchers][judge_me]") {
    Shop shop;
    shop.http.answer("page=1&", json_of(page(review("1", "30", R"(,"hidden":true,"curated":"spam")"))));
    shop.http.answer("page=2&", json_of(page("")));
    CHECK(shop.batch().items.size() == 1);
}

TEST_CASE("only a list of Judge.me that stands newest first is left early", "[fetchers][judge_me]") {
    const auto [reviews, asked] = GENERATE(table<std::string, std::size_t>({
        {review("1", "30") + "," + review("2", "01"), 1},
        {review("2", "01") + "," + review("1", "30"), 2},
    }));
    Shop shop;
    shop.http.answer("page=1&", json_of(page(reviews)));
    shop.http.answer("page=2&", json_of(page("")));
    PollRequest request;
    request.source = shop.source;
    request.cursor = shop.batch().cursor;
    shop.http.requests.clear();
    (void)shop.poll(shop.portal(), request);
    CHECK(shop.http.requests.size() == asked);
}

TEST_CASE("whether Judge.me mails an answer is always said", "[fetchers][judge_me]") {
    const auto [setting, said] =
        GENERATE(table<std::string, std::string>({{"no", "false"}, {"yes", "true"}}));
    Shop shop(setting);
    shop.http.answer("/replies", json_of(R"({"reply":{"id":7}})"));
    const auto posted = shop.post(shop.answer_to("900001"));
    CHECK(std::get<Accepted>(posted).reply_id == "7");
    CHECK(shop.http.requests[0].body ==
          R"({"review_id":900001,"send_reply_email":)" + said + R"(,"reply":{"content":"Sorry!"}})");
}

TEST_CASE("what becomes of an answer at Judge.me is told apart", "[fetchers][judge_me]") {
    const auto [status, body, outcome] = GENERATE(table<int, std::string, std::size_t>({
        {200, "{}", 0},
        {200, R"({"error":"Too long"})", 1},
        {422, R"({"error":"Too long"})", 1},
        {404, "", 1},
        {401, "{}", 2},
        {429, "{}", 2},
        {500, "", 3},
    }));
    CAPTURE(status, body);
    Shop shop;
    shop.http.answer("/replies", reply_of(status, body));
    CHECK(shop.post(shop.answer_to("900001")).index() == outcome);
}

TEST_CASE("an answer at Judge.me is looked for in its review", "[fetchers][judge_me]") {
    const auto [more, state] = GENERATE(table<std::string, SeenState>({
        {R"(,"replies":[])", SeenState::none},
        {R"(,"reply":null)", SeenState::none},
        {R"(,"replies":[{"id":3,"content":"Sorry!"}])", SeenState::live},
        {R"(,"reply":{"body":"Sorry!"})", SeenState::live},
        {R"(,"reply":"Sorry!")", SeenState::live},
    }));
    CAPTURE(more);
    Shop shop;
    const bool framed = GENERATE(false, true);
    const std::string one = review("900001", "30", more);
    shop.http.answer("/reviews/900001?", json_of(framed ? R"({"review":)" + one + "}" : one));
    const auto looked = shop.look(shop.answer_to("900001"));
    REQUIRE(std::holds_alternative<Seen>(looked));
    CHECK(std::get<Seen>(looked).state == state);
    CHECK(std::get<Seen>(looked).text == (state == SeenState::live ? "Sorry!" : ""));
}

TEST_CASE("a review of Judge.me that is silent about answers does not say there is none",
          "[fetchers][judge_me]") {
    Shop shop;
    shop.http.answer("/reviews/900001?", json_of(R"({"review":)" + review("900001", "30") + "}"));
    const auto looked = shop.look(shop.answer_to("900001"));
    REQUIRE(std::holds_alternative<core::PollFailure>(looked));
    CHECK(std::get<core::PollFailure>(looked).words.contains("does not say whether"));
}

TEST_CASE("Judge.me's refusals say what is wrong", "[fetchers][judge_me]") {
    const auto [status, words] = GENERATE(table<int, std::string>({
        {401, "does not take this token for the shop soup.myshopify.com"},
        {404, "knows no shop soup.myshopify.com"},
    }));
    Shop shop;
    shop.http.answer("/reviews?", reply_of(status, R"({"error":"secret-of-judge-me"})"));
    const auto failure = shop.failure();
    CHECK(failure.words.contains(words));
    CHECK_FALSE(failure.technical.contains("secret-of-judge-me"));
}

TEST_CASE("a shop of Judge.me is written as a domain", "[fetchers][judge_me]") {
    const auto problems = [](const std::string& shop) {
        return check_settings(test::a_source("judge_me", {{"shop_domain", shop}, {"token", "t"}})).size();
    };
    CHECK(problems("soup.myshopify.com") == 0);
    CHECK(problems("https://soup.myshopify.com") == 1);
    CHECK(problems("soup") == 1);
}

TEST_CASE("Judge.me takes up to 2,000 characters", "[fetchers][judge_me]") {
    std::string text;
    for (int i = 0; i < 2000; ++i) text += "ż";
    const auto& rules = *find_portal("judge_me")->reply;
    CHECK(problem_of_length(rules, text).empty());
    CHECK_FALSE(problem_of_length(rules, text + "a").empty());
}
