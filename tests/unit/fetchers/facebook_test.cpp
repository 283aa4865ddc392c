// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "answering.hpp"

using namespace reputed;
using namespace reputed::fetchers;
using test::a_source;
using test::Answering;
using test::json_of;
using test::reply_of;

namespace {

core::Source page(std::map<std::string, std::string> further = {}) {
    further.merge(std::map<std::string, std::string>{{"page", "1001"}, {"token", "hunter2-token"}});
    return a_source("facebook", further);
}

std::string list(const std::string& ratings, const std::string& paging = "{}") {
    return R"({"data":[)" + ratings + R"(],"paging":)" + paging + "}";
}

std::string error(int code) {
    return R"({"error":{"message":"no","type":"OAuthException","code":)" + std::to_string(code) + "}}";
}

std::string comment(const std::string& id, const std::string& from, const std::string& time) {
    return R"({"id":")" + id + R"(","message":"Words of )" + id + R"(","created_time":")" + time +
           R"(","from":{"id":")" + from + R"("}})";
}

core::Item only_item(const std::string& rating) {
    Answering desk(page());
    desk.http.answer("/ratings?", json_of(list(rating)));
    auto batch = desk.batch();
    REQUIRE(batch.items.size() == 1);
    return batch.items[0];
}

}  // namespace

TEST_CASE("a recommendation is the end of a scale that was guessed", "[fetchers][facebook]") {
    const auto rated = [](const std::string& how) {
        return only_item(R"({"created_time":"2026-07-30T14:05:42+0000","reviewer":{"id":"7"},)" + how + "}")
            .rating;
    };
    CHECK(rated(R"("recommendation_type":"negative")") == core::Rating{1, 5, 1, true});
    CHECK(rated(R"("recommendation_type":"positive")") == core::Rating{5, 5, 1, true});
    CHECK(rated(R"("has_rating":true,"rating":4)") == core::Rating{4, 5, 1, false});
    CHECK_FALSE(rated(R"("recommendation_type":"PERHAPS")"));
}

TEST_CASE("a recommendation without a story has a key that stays", "[fetchers][facebook]") {
    const std::string first = R"({"created_time":"2026-07-30T14:05:42+0000","reviewer":{"id":"7"},)";
    const auto before = only_item(first + R"("review_text":"Cold"})");
    const auto after = only_item(first + R"("review_text":"Very cold"})");
    CHECK(before.id.starts_with("made-"));
    CHECK(before.id == after.id);
    CHECK(before.url.empty());
    CHECK(before.published->at == core::from_iso("2026-07-30T14:05:42Z"));
    CHECK(before.id != only_item(R"({"created_time":"2026-07-30T14:05:42+0000","reviewer":{"id":"8"}})").id);
    CHECK(only_item(R"({"created_time":"2026-07-30T14:05:42+0000","open_graph_story":{"id":"1001_2"}})").id ==
          "1001_2");
}

TEST_CASE("the Page's newest comment is its answer", "[fetchers][facebook]") {
    const auto item =
        only_item(R"({"created_time":"2026-07-30T14:05:42+0000","open_graph_story":{"id":"1001_2",)"
                  R"("comments":{"data":[)" +
                  comment("a", "1001", "2026-07-31T10:00:00+0000") + "," +
                  comment("b", "1001", "2026-07-31T12:00:00+0000") + "," +
                  comment("c", "1001", "2026-07-31T11:00:00+0000") + "," +
                  comment("d", "7", "2026-07-31T13:00:00+0000") + "]}}}");
    REQUIRE(item.reply);
    CHECK(item.reply->text == "Words of b");
}

TEST_CASE("links that carry the token are neither followed nor kept", "[fetchers][facebook]") {
    Answering desk(page());
    const std::string one = R"({"created_time":"2026-07-30T14:05:42+0000","reviewer":{"id":"7"}})";
    desk.http.answer("/ratings?", json_of(list(one, R"({"cursors":{"after":"QVF 1"},"next":"https://)"
                                                    R"(graph.facebook.com/v21.0/1001/ratings?)"
                                                    R"(access_token=hunter2-token&after=x"})")));
    desk.http.answer("&after=QVF%201", json_of(list({}, R"({"cursors":{"after":"QVF2"}})")));
    const auto batch = desk.batch();
    CHECK(batch.completeness == core::Completeness::complete);
    CHECK_FALSE(batch.cursor.contains("hunter2"));
    CHECK_FALSE(batch.swept);
    REQUIRE(desk.http.requests.size() == 2);
    for (const auto& request : desk.http.requests) {
        CHECK_FALSE(request.url.contains("hunter2"));
        CHECK(request.headers.find("Authorization") == "Bearer hunter2-token");
    }
}

TEST_CASE("each of Facebook's codes has its name, whatever the status", "[fetchers][facebook]") {
    const auto [code, kind, words] = GENERATE(table<int, core::FailureKind, std::string>({
        {12, core::FailureKind::gone, "given up"},
        {190, core::FailureKind::denied, "new one"},
        {10, core::FailureKind::denied, "pages_read_user_content"},
        {283, core::FailureKind::denied, "pages_read_user_content"},
        {4, core::FailureKind::rate_limited, "too often"},
        {17, core::FailureKind::rate_limited, "too often"},
        {32, core::FailureKind::rate_limited, "too often"},
        {613, core::FailureKind::rate_limited, "too often"},
        {2, core::FailureKind::server, "trouble"},
        {100, core::FailureKind::missing, "number"},
    }));
    const int status = GENERATE(200, 400, 403, 500);
    CAPTURE(code, status);
    Answering desk(page());
    desk.http.answer("/ratings?", reply_of(status, error(code)));
    const auto failure = desk.failure();
    CHECK(failure.kind == kind);
    CHECK(failure.words.contains(words));
}

TEST_CASE("Facebook is waited for as long as it says", "[fetchers][facebook]") {
    Answering desk(page());
    desk.http.answer("/ratings?",
                     reply_of(400, error(32),
                              {{"X-Business-Use-Case-Usage", R"({"1001":[{"type":"pages","call_count":100,)"
                                                             R"("estimated_time_to_regain_access":19}]})"}}));
    CHECK(desk.read().visit.retry_after == std::chrono::minutes{19});
}

TEST_CASE("Facebook is asked less often once four fifths are used", "[fetchers][facebook]") {
    const auto [percent, slower] = GENERATE(table<std::string, bool>({{"80", false}, {"81", true}}));
    Answering desk(page());
    desk.http.answer(
        "/ratings?",
        reply_of(200, list({}),
                 {{"X-App-Usage", R"({"call_count":3,"total_time":)" + percent + R"(,"total_cputime":1})"}}));
    CHECK(desk.read().visit.interval_hint.has_value() == slower);
}

TEST_CASE("an answer on Facebook is one comment, changed and taken away by its id", "[fetchers][facebook]") {
    Answering desk(page());
    desk.http.answer("/1001_2/comments", json_of(R"({"data":[]})"));
    desk.http.answer("/1001_2/comments", json_of(R"({"id":"2_1"})"));
    desk.http.answer("/1001_2/comments",
                     json_of(R"({"data":[)" + comment("2_1", "1001", "2026-07-31T10:00:00+0000") + "]}"));
    desk.http.answer("/v21.0/2_1", json_of(R"({"success":true})"));
    const auto first = desk.post(desk.answer_to("1001_2", "Sorry & bye"));
    REQUIRE(std::holds_alternative<Accepted>(first));
    CHECK(std::get<Accepted>(first).reply_id == "2_1");
    CHECK(desk.http.requests.back().body == "message=Sorry%20%26%20bye");
    const auto second = desk.post(desk.answer_to("1001_2", "Sorry"));
    REQUIRE(std::holds_alternative<Accepted>(second));
    CHECK(std::get<Accepted>(second).reply_id == "2_1");
    CHECK(desk.http.requests.back().url == "https://graph.facebook.com/v21.0/2_1");
    CHECK(std::holds_alternative<Accepted>(desk.remove(desk.answer_to("1001_2"))));
    CHECK(desk.http.requests.back().method == "DELETE");
}

TEST_CASE("nothing is sent where Facebook has nothing to comment on", "[fetchers][facebook]") {
    Answering desk(page());
    const auto outcome = desk.post(desk.answer_to("made-0a1b"));
    REQUIRE(std::holds_alternative<Refused>(outcome));
    CHECK(std::get<Refused>(outcome).words.contains("on the Page"));
    CHECK(desk.http.requests.empty());
}

TEST_CASE("what became of a comment is told apart", "[fetchers][facebook]") {
    Answering desk(page());
    auto request = desk.answer_to("1001_2");
    request.reply_id = "2_1";
    desk.http.answer("/2_1", reply_of(400, error(32)));
    desk.http.answer("/2_1", reply_of(400, error(190)));
    desk.http.answer("/2_1", reply_of(400, error(100)));
    desk.http.answer("/2_1", reply_of(400, error(2)));
    desk.http.answer("/2_1", reply_of(400, R"({"error":{"message":"Spam","code":368}})"));
    CHECK(std::holds_alternative<NotSent>(desk.post(request)));
    CHECK(std::holds_alternative<NotSent>(desk.post(request)));
    CHECK(std::holds_alternative<Refused>(desk.post(request)));
    CHECK(std::holds_alternative<Uncertain>(desk.post(request)));
    const auto refused = desk.post(request);
    REQUIRE(std::holds_alternative<Refused>(refused));
    CHECK(std::get<Refused>(refused).words.ends_with("Spam"));
}

TEST_CASE("a Page is told by its number, a version by its form", "[fetchers][facebook]") {
    CHECK(check_settings(page({{"version", "v19.0"}})).empty());
    CHECK(check_settings(page({{"version", "21"}})).size() == 1);
    CHECK(check_settings(page({{"page", "my.cafe"}})).size() == 1);
    Answering desk(page({{"version", "v19.0"}}));
    desk.http.answer("/v19.0/1001/ratings?", json_of(list({})));
    CHECK(desk.batch().items.empty());
}
