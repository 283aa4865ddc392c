// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <catch2/catch.hpp>

#include "base/json.hpp"
#include "scripted_http.hpp"

using namespace reputed;
using namespace reputed::fetchers;
using test::json_of;
using test::reply_of;

namespace {

const Portal& ozon() { return *find_portal("ozon"); }

core::Source source() { return test::a_source("ozon", {{"client_id", "77"}, {"api_key", "of-ozon-1234"}}); }

std::string review(const std::string& id, const std::string& day, int comments = 0) {
    return R"({"id":")" + id + R"(","text":"Words","published_at":")" + day +
           R"(T12:00:00Z","rating":2,"comments_amount":)" + std::to_string(comments) + "}";
}

std::string page(const std::string& reviews, const std::string& last = {}) {
    return R"({"reviews":[)" + reviews + R"(],"last_id":")" + last + R"(","has_next":)" +
           (last.empty() ? "false}" : "true}");
}

core::Batch batch_of(const core::PollResult& result) {
    REQUIRE(std::holds_alternative<core::Batch>(result.outcome));
    return std::get<core::Batch>(result.outcome);
}

ReplyRequest reply_request() {
    ReplyRequest request;
    request.source = source();
    request.external_id = "one";
    request.text = "Sorry";
    return request;
}

}  // namespace

TEST_CASE("Ozon is asked with both headers, page after page", "[fetchers][ozon]") {
    test::Bench bench;
    bench.http.answer("/v1/review/list", json_of(page(review("one", "2026-07-30"), "one")));
    bench.http.answer("/v1/review/list", json_of(page(review("two", "2026-07-29"))));
    const auto batch = batch_of(bench.poll(ozon(), {source(), {}, {}, {}, true}));
    CHECK(batch.items.size() == 2);
    CHECK_FALSE(batch.swept);
    REQUIRE(bench.http.requests.size() == 2);
    for (const auto& asked : bench.http.requests) {
        CHECK(asked.headers.find("Client-Id") == "77");
        CHECK(asked.headers.find("Api-Key") == "of-ozon-1234");
    }
    CHECK(base::Json::parse(bench.http.requests[1].body).value()["last_id"].text() == "one");
}

TEST_CASE("reviews on Ozon with comments wait for them, and the walk ends where all is known",
          "[fetchers][ozon]") {
    test::Bench bench;
    const std::string first = page(review("one", "2026-07-31", 2) + "," + review("two", "2026-07-01"), "two");
    bench.http.answer("/v1/review/list", json_of(first));
    bench.http.answer("/v1/review/list", json_of(page("")));
    bench.http.answer("/v1/review/list", json_of(first));
    bench.http.answer("/v1/review/comment/list", json_of(R"({"comments":[
                          {"id":"b","text":"Later","published_at":"2026-07-31T15:00:00Z","is_owner":true},
                          {"id":"a","text":"Sooner","published_at":"2026-07-31T14:00:00Z","is_owner":true},
                          {"id":"c","text":"Guest","published_at":"2026-07-31T16:00:00Z","is_owner":false}]})"));
    PollRequest request{source(), {}, {}, {}, true};
    const auto batch = batch_of(bench.poll(ozon(), request));
    REQUIRE(batch.items.size() == 2);
    CHECK(batch.items[1].id == "one");
    REQUIRE(batch.items[1].reply);
    CHECK(batch.items[1].reply->text == "Later");
    CHECK(bench.http.requests.size() == 3);

    bench.http.requests.clear();
    request.cursor = batch.cursor;
    request.first = false;
    CHECK(batch_of(bench.poll(ozon(), request)).items.size() == 2);
    CHECK(bench.http.requests.size() == 2);
}

TEST_CASE("a review on Ozon whose comments are gone does not keep the others back", "[fetchers][ozon]") {
    test::Bench bench;
    bench.http.answer("/v1/review/list",
                      json_of(page(review("one", "2026-07-31", 2) + "," + review("two", "2026-07-30", 1) +
                                   "," + review("three", "2026-07-29"))));
    bench.http.answer("/v1/review/comment/list", reply_of(404, R"({"message":"review not found"})"));
    bench.http.answer("/v1/review/comment/list", json_of(R"({"comments":[]})"));
    const auto batch = batch_of(bench.poll(ozon(), {source(), {}, {}, {}, true}));
    CHECK(batch.completeness == core::Completeness::complete);
    REQUIRE(batch.items.size() == 2);
    CHECK(batch.items[1].id == "two");
    REQUIRE(batch.problems.size() == 1);
    CHECK(batch.problems[0].words.contains("put aside"));
}

TEST_CASE("a pause that Ozon asks for among comments is a pause", "[fetchers][ozon]") {
    test::Bench bench;
    bench.http.answer("/v1/review/list", json_of(page(review("one", "2026-07-31", 2))));
    bench.http.answer("/v1/review/comment/list", reply_of(429, "{}", {{"Retry-After", "60"}}));
    const auto result = bench.poll(ozon(), {source(), {}, {}, {}, true});
    CHECK(batch_of(result).completeness == core::Completeness::partial);
    CHECK(result.visit.interval_hint == std::chrono::seconds{60});
}

TEST_CASE("what becomes of an answer on Ozon is told apart", "[fetchers][ozon]") {
    const auto [status, body, outcome] = GENERATE(table<int, std::string, std::size_t>({
        {200, R"({"comment_id":"c-1"})", 0},
        {400, R"({"code":3,"message":"text is too long"})", 1},
        {403, R"({"code":7,"message":"role"})", 2},
        {429, R"({"message":"slow"})", 2},
        {500, "", 3},
    }));
    test::Bench bench;
    bench.http.answer("/comment/create", reply_of(status, body));
    const auto posted = bench.run(ozon().make_replier(bench.deps())->post(reply_request()));
    CHECK(posted.index() == outcome);
    if (const auto* accepted = std::get_if<Accepted>(&posted)) CHECK(accepted->reply_id == "c-1");
    if (const auto* refused = std::get_if<Refused>(&posted)) CHECK(refused->words.contains("too long"));
}

TEST_CASE("an answer on Ozon is seen once it is the shop's", "[fetchers][ozon]") {
    const auto [owner, state] =
        GENERATE(table<std::string, SeenState>({{"true", SeenState::live}, {"false", SeenState::none}}));
    test::Bench bench;
    bench.http.answer("/comment/list",
                      json_of(R"({"comments":[{"id":"c","text":"T","is_owner":)" + owner + "}]}"));
    const auto looked = bench.run(ozon().make_replier(bench.deps())->look(reply_request()));
    REQUIRE(std::holds_alternative<Seen>(looked));
    CHECK(std::get<Seen>(looked).state == state);
}

TEST_CASE("Ozon's refusals say what to do", "[fetchers][ozon]") {
    const auto [status, words] = GENERATE(table<int, std::string>({{401, "new key"}, {403, "paid plan"}}));
    test::Bench bench;
    bench.http.answer("/list", reply_of(status, R"({"code":7,"message":"no"})"));
    const auto result = bench.poll(ozon(), {source(), {}, {}, {}, true});
    REQUIRE(std::holds_alternative<core::PollFailure>(result.outcome));
    CHECK(std::get<core::PollFailure>(result.outcome).words.contains(words));
}
