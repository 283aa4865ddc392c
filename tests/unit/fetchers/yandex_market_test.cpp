// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <catch2/catch.hpp>

#include "base/json.hpp"
#include "scripted_http.hpp"

using namespace reputed;
using namespace reputed::fetchers;
using test::json_of;

namespace {

const Portal& yandex() { return *find_portal("yandex_market"); }

core::Source source(std::map<std::string, std::string> more = {}) {
    std::map<std::string, std::string> settings{{"business_id", "77"}, {"api_key", "of-yandex-77"}};
    more.merge(settings);
    return test::a_source("yandex_market", more);
}

core::Batch batch_of(test::Bench& bench, const PollRequest& request) {
    auto result = bench.poll(yandex(), request);
    REQUIRE(std::holds_alternative<core::Batch>(result.outcome));
    return std::get<core::Batch>(result.outcome);
}

std::string list_of(const std::string& entries, const std::string& token = {}) {
    const std::string paging = token.empty() ? "{}" : R"({"nextPageToken":")" + token + R"("})";
    return R"({"status":"OK","result":{"feedbacks":[)" + entries + R"(],"paging":)" + paging + "}}";
}

ReplyRequest reply_request(std::string text = "Sorry") {
    ReplyRequest request;
    request.source = source();
    request.external_id = "123";
    request.text = std::move(text);
    return request;
}

constexpr auto review =
    R"({"feedbackId":123,"createdAt":"2026-07-03T14:30:30+03:00","author":"Ivan","description":)"
    R"({"advantages":"Quick","disadvantages":" ","comment":"So so"},"statistics":{"rating":4,"commentsCount":0}})";

}  // namespace

TEST_CASE("the parts of a review on Yandex Market are kept apart", "[fetchers][yandex_market]") {
    const auto parsed = yandex().parse(list_of(review), {"https://a.example/", "application/json"});
    REQUIRE(parsed.items.size() == 1);
    CHECK(parsed.items[0].body == "Достоинства: Quick\n\nКомментарий: So so");
    CHECK(parsed.items[0].published->at == *core::from_iso("2026-07-03T11:30:30Z"));
    CHECK(parsed.items[0].rating->value == 4);
}

TEST_CASE("Yandex Market is read half year by half year, page by page", "[fetchers][yandex_market]") {
    test::Bench bench;
    bench.http.answer("goods-feedback", json_of(list_of(review, "two")));
    bench.http.answer("page_token=two", json_of(list_of("")));
    PollRequest request{source({{"half_years", "3"}}), {}, {}, {}, true};
    const auto batch = batch_of(bench, request);
    CHECK(batch.completeness == core::Completeness::complete);
    REQUIRE(bench.http.requests.size() == 6);
    const auto body = [&](std::size_t at) { return *base::Json::parse(bench.http.requests[at].body); };
    CHECK(body(0)["dateTimeFrom"].text() == "2026-02-02T15:00:00Z");
    CHECK(body(0)["dateTimeTo"].is_null());
    CHECK(body(1).dump() == body(0).dump());
    CHECK(body(2)["dateTimeTo"].text() == "2026-02-02T15:00:01Z");
    CHECK(body(2)["dateTimeFrom"].text() == "2025-08-06T15:00:01Z");
    CHECK(body(4)["dateTimeTo"].text() == "2025-08-06T15:00:02Z");

    bench.http.requests.clear();
    bench.clock.advance(std::chrono::hours{1});
    request.cursor = batch.cursor;
    request.first = false;
    (void)batch_of(bench, request);
    REQUIRE(bench.http.requests.size() == 2);
    CHECK(body(0)["dateTimeFrom"].text() == "2026-07-03T11:20:30Z");
}

TEST_CASE("the shop's comment is the answer, others' comments are not", "[fetchers][yandex_market]") {
    test::Bench bench;
    std::string commented = review;
    commented.replace(commented.find("\"commentsCount\":0"), 17, "\"commentsCount\":3");
    bench.http.answer("goods-feedback", json_of(list_of(commented)));
    bench.http.answer("goods-feedback/comments", json_of(R"({"status":"OK","result":{"comments":[
            {"id":1,"text":"Me too","author":{"type":"USER"},"status":"PUBLISHED"},
            {"id":2,"text":"Gone","author":{"type":"BUSINESS"},"status":"DELETED"},
            {"id":5,"text":"Thanks","author":{"type":"BUSINESS"},"status":"PUBLISHED"},
            {"id":4,"text":"Sooner","author":{"type":"BUSINESS"},"status":"PUBLISHED"},
            {"id":6,"text":"Gone","author":{"type":"BUSINESS"},"status":"DELETED"}]}})"));
    const auto batch = batch_of(bench, {source({{"half_years", "1"}}), {}, {}, {}, true});
    REQUIRE(batch.items.size() == 1);
    REQUIRE(batch.items[0].reply);
    CHECK(batch.items[0].reply->text == "Thanks");
}

TEST_CASE("answers on Yandex Market are found again in every state", "[fetchers][yandex_market]") {
    const auto [status, state] = GENERATE(table<std::string, SeenState>({
        {"PUBLISHED", SeenState::live},
        {"UNMODERATED", SeenState::pending},
        {"BANNED", SeenState::rejected},
        {"DELETED", SeenState::none},
    }));
    test::Bench bench;
    bench.http.answer("/comments", json_of(R"({"result":{"comments":[{"id":9,"text":"T","author":)"
                                           R"({"type":"BUSINESS"},"status":")" +
                                           status + R"("}]}})"));
    const auto looked = bench.run(yandex().make_replier(bench.deps())->look(reply_request()));
    REQUIRE(std::holds_alternative<Seen>(looked));
    CHECK(std::get<Seen>(looked).state == state);
}

TEST_CASE("an answer on Yandex Market is changed by its number", "[fetchers][yandex_market]") {
    test::Bench bench;
    bench.http.answer("/comments/update", json_of(R"({"status":"OK","result":{"id":456,"text":"Sorry"}})"));
    auto request = reply_request();
    const auto replier = yandex().make_replier(bench.deps());
    const auto first = bench.run(replier->post(request));
    REQUIRE(std::holds_alternative<Accepted>(first));
    CHECK(std::get<Accepted>(first).reply_id == "456");
    CHECK(bench.http.requests[0].body == R"({"feedbackId":123,"comment":{"text":"Sorry"}})");
    request.reply_id = "456";
    (void)bench.run(replier->post(request));
    CHECK(bench.http.requests[1].body == R"({"feedbackId":123,"comment":{"id":456,"text":"Sorry"}})");
}

TEST_CASE("refusals of Yandex Market say what to do", "[fetchers][yandex_market]") {
    using core::FailureKind;
    const auto [status, code, kind] = GENERATE(table<int, std::string, FailureKind>({
        {420, "ENHANCE_YOUR_CALM", FailureKind::rate_limited},
        {403, "FORBIDDEN", FailureKind::denied},
        {401, "UNAUTHORIZED", FailureKind::denied},
        {404, "NOT_FOUND", FailureKind::missing},
        {200, "FORBIDDEN", FailureKind::denied},
        {200, "SOMETHING_NEW", FailureKind::server},
    }));
    test::Bench bench;
    bench.http.answer("goods-feedback", test::reply_of(status, R"({"status":"ERROR","errors":[{"code":")" +
                                                                   code + R"(","message":"no"}]})"));
    const auto result = bench.poll(yandex(), {source(), {}, {}, {}, true});
    REQUIRE(std::holds_alternative<core::PollFailure>(result.outcome));
    CHECK(std::get<core::PollFailure>(result.outcome).kind == kind);
    CHECK(std::get<core::PollFailure>(result.outcome).words.contains("Yandex Market"));
}

TEST_CASE("an answer that Yandex Market refuses is told apart from one that must wait",
          "[fetchers][yandex_market]") {
    const auto [status, code, final] = GENERATE(table<int, std::string, bool>({
        {400, "BAD_REQUEST", true},
        {200, "COMMENT_TOO_LONG", true},
        {200, "HIT_RATE_LIMIT", false},
        {420, "HIT_RATE_LIMIT", false},
    }));
    test::Bench bench;
    bench.http.answer("/comments/update",
                      test::reply_of(status, R"({"status":"ERROR","errors":[{"code":")" + code +
                                                 R"(","message":"Links are forbidden"}]})"));
    const auto outcome = bench.run(yandex().make_replier(bench.deps())->post(reply_request()));
    CHECK(std::holds_alternative<Refused>(outcome) == final);
    CHECK(std::holds_alternative<NotSent>(outcome) == !final);
    if (final) CHECK(std::get<Refused>(outcome).words.contains("Links are forbidden"));
}

TEST_CASE("Yandex Market takes 4,096 characters, of whatever alphabet", "[fetchers][yandex_market]") {
    std::string text;
    for (int i = 0; i < 4096; ++i) text += "ж";
    CHECK(problem_of_length(*yandex().reply, text).empty());
    CHECK_FALSE(problem_of_length(*yandex().reply, text + "ж").empty());
}

TEST_CASE("a business on Yandex Market is a number", "[fetchers][yandex_market]") {
    CHECK(check_settings(source()).empty());
    CHECK(check_settings(source({{"business_id", "shop"}})).size() == 1);
    CHECK(check_settings(source({{"half_years", "0"}})).size() == 1);
}
