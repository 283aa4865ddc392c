// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <catch2/catch.hpp>

#include "scripted_http.hpp"

using namespace reputed;
using namespace reputed::fetchers;
using test::json_of;
using test::reply_of;
using namespace std::chrono_literals;

namespace {

const Portal& wildberries() { return *find_portal("wildberries"); }

core::Source source() { return test::a_source("wildberries", {{"token", "of-wildberries"}}); }

std::string feedback(const std::string& id, const std::string& day) {
    return R"({"id":")" + id + R"(","text":"Так себе","pros":"Тепло","cons":null,"productValuation":"2",)" +
           R"("createdDate":")" + day + R"(T12:00:00Z","answer":null})";
}

std::string page(const std::string& feedbacks) {
    return R"({"data":{"feedbacks":[)" + feedbacks + R"(]},"error":false})";
}

ReplyRequest reply_request() {
    ReplyRequest request;
    request.source = source();
    request.external_id = "YX/1";
    request.text = "Спасибо";
    return request;
}

core::Batch batch_of(const core::PollResult& result) {
    REQUIRE(std::holds_alternative<core::Batch>(result.outcome));
    return std::get<core::Batch>(result.outcome);
}

}  // namespace

TEST_CASE("a review on Wildberries keeps its parts", "[fetchers][wildberries]") {
    const auto parsed = wildberries().parse(page(feedback("1", "2026-07-30")), {"https://a.example/", ""});
    REQUIRE(parsed.items.size() == 1);
    CHECK(parsed.items[0].body == "Так себе\n\nДостоинства: Тепло");
    CHECK(parsed.items[0].rating->value == 2);
}

TEST_CASE("both lists of Wildberries are read, each until what is known", "[fetchers][wildberries]") {
    test::Bench bench;
    bench.http.answer("isAnswered=false&take=500&skip=0", json_of(page(feedback("1", "2026-07-30"))));
    bench.http.answer("isAnswered=true&take=500&skip=0",
                      json_of(page(feedback("2", "2026-07-29") + "," + feedback("3", "2026-07-01"))));
    bench.http.answer("skip=", json_of(page("")));
    PollRequest request{source(), {}, {}, {}, true};
    const auto first = batch_of(bench.poll(wildberries(), request));
    CHECK(first.items.size() == 3);
    CHECK(first.completeness == core::Completeness::complete);
    CHECK_FALSE(first.swept);
    CHECK(bench.http.requests.size() == 4);

    bench.http.requests.clear();
    request.cursor = first.cursor;
    request.first = false;
    (void)batch_of(bench.poll(wildberries(), request));
    // The waiting one is still the newest, so that its list goes on; the other list ends at its first page.
    REQUIRE(bench.http.requests.size() == 3);
    CHECK(bench.http.requests[2].url.contains("isAnswered=true&take=500&skip=0"));
}

TEST_CASE("Wildberries says in its own header how long to wait", "[fetchers][wildberries]") {
    test::Bench bench;
    bench.http.answer("feedbacks", reply_of(429, "{}", {{"X-Ratelimit-Retry", "7"}}));
    const auto result = bench.poll(wildberries(), {source(), {}, {}, {}, true});
    CHECK(std::get<core::PollFailure>(result.outcome).kind == core::FailureKind::rate_limited);
    CHECK(result.visit.retry_after == 7s);
}

TEST_CASE("an error of Wildberries in an answer that looks well is an error", "[fetchers][wildberries]") {
    test::Bench bench;
    bench.http.answer("feedbacks", json_of(R"({"data":null,"error":true,"errorText":"Broken"})"));
    const auto result = bench.poll(wildberries(), {source(), {}, {}, {}, true});
    CHECK(std::get<core::PollFailure>(result.outcome).words.contains("Broken"));
}

TEST_CASE("what becomes of an answer on Wildberries is told apart", "[fetchers][wildberries]") {
    const auto [status, body, outcome] = GENERATE(table<int, std::string, std::size_t>({
        {200, R"({"error":false})", 0},
        {204, "", 0},
        {200, R"({"error":true,"errorText":"Too long"})", 1},
        {400, R"({"error":true,"errorText":"Too long"})", 1},
        {401, R"({"title":"unauthorized"})", 2},
        {429, "{}", 2},
        {500, "", 3},
    }));
    CAPTURE(status, body);
    test::Bench bench;
    bench.http.answer("feedbacks/answer", reply_of(status, body));
    const auto posted = bench.run(wildberries().make_replier(bench.deps())->post(reply_request()));
    CHECK(posted.index() == outcome);
    CHECK(bench.http.requests[0].body == R"({"id":"YX/1","text":"Спасибо"})");
}

TEST_CASE("the state of an answer on Wildberries is followed", "[fetchers][wildberries]") {
    const auto [answer, state] = GENERATE(table<std::string, SeenState>({
        {"null", SeenState::none},
        {R"({"text":"T","state":"reviewRequired"})", SeenState::pending},
        {R"({"text":"T","state":"rejected"})", SeenState::rejected},
        {R"({"text":"T","state":"wbRu"})", SeenState::live},
    }));
    test::Bench bench;
    bench.http.answer("feedback?id=YX%2F1", json_of(R"({"data":{"id":"YX/1","answer":)" + answer + "}}"));
    const auto looked = bench.run(wildberries().make_replier(bench.deps())->look(reply_request()));
    REQUIRE(std::holds_alternative<Seen>(looked));
    CHECK(std::get<Seen>(looked).state == state);
}

TEST_CASE("Wildberries takes 2 to 5,000 characters", "[fetchers][wildberries]") {
    const auto of = [](std::size_t length) {
        std::string text;
        for (std::size_t i = 0; i < length; ++i) text += "ж";
        return problem_of_length(*wildberries().reply, text).empty();
    };
    CHECK_FALSE(of(1));
    CHECK(of(2));
    CHECK(of(5000));
    CHECK_FALSE(of(5001));
}
