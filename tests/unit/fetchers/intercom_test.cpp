// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "answering.hpp"
#include "base/json.hpp"

using namespace reputed;
using namespace reputed::fetchers;
using test::a_source;
using test::Answering;
using test::json_of;
using test::reply_of;

namespace {

core::Source workspace(std::map<std::string, std::string> further = {}) {
    further.merge(std::map<std::string, std::string>{{"token", "hunter2-token"}});
    return a_source("intercom", further);
}

std::string conversation(const std::string& id, const std::string& rating) {
    return R"({"type":"conversation","id":")" + id + R"(","conversation_rating":)" + rating + "}";
}

std::string list(const std::string& conversations, const std::string& next = "null") {
    return R"({"type":"conversation.list","conversations":[)" + conversations + R"(],"pages":{"next":)" +
           next + "}}";
}

std::string error(const std::string& code) {
    return R"({"type":"error.list","errors":[{"code":")" + code + R"(","message":"no","field":null}]})";
}

base::Json body_of(const net::HttpRequest& request) {
    const auto body = base::Json::parse(request.body);
    REQUIRE(body);
    return *body;
}

}  // namespace

TEST_CASE("Intercom is searched for ratings, in the region of the workspace", "[fetchers][intercom]") {
    const std::string server =
        GENERATE(as<std::string>{}, "https://api.intercom.io", "https://api.eu.intercom.io");
    Answering desk(workspace({{"base_url", server}}));
    desk.http.answer("/conversations/search", json_of(list({})));
    CHECK(desk.batch().items.empty());
    REQUIRE(desk.http.requests.size() == 1);
    const auto& asked = desk.http.requests[0];
    CHECK(asked.method == "POST");
    CHECK(asked.url == server + "/conversations/search");
    CHECK(asked.headers.find("Authorization") == "Bearer hunter2-token");
    CHECK(asked.headers.find("Intercom-Version") == "2.15");
    const auto body = body_of(asked);
    const auto& filter = body["query"]["value"].at(0);
    CHECK(filter["field"].text() == "conversation_rating.replied_at");
    CHECK(filter["operator"].text() == ">");
    CHECK(filter["value"].integer() == 0);
    CHECK(body["pagination"]["per_page"].integer() == 150);
    CHECK(body["pagination"]["starting_after"].is_null());
}

TEST_CASE("Intercom's pages are asked for in the body", "[fetchers][intercom]") {
    Answering desk(workspace());
    const std::string one = conversation("1", R"({"rating":1,"created_at":1785580000})");
    desk.http.answer("/conversations/search",
                     json_of(list(one, R"({"per_page":150,"starting_after":"WzE2"})")));
    desk.http.answer("/conversations/search", json_of(list({})));
    const auto batch = desk.batch();
    CHECK(batch.items.size() == 1);
    CHECK(batch.completeness == core::Completeness::complete);
    CHECK_FALSE(batch.swept);
    REQUIRE(desk.http.requests.size() == 2);
    CHECK(body_of(desk.http.requests[1])["pagination"]["starting_after"].text() == "WzE2");
}

TEST_CASE("later polls search Intercom from an hour before the newest rating", "[fetchers][intercom]") {
    Answering desk(workspace());
    desk.http.answer("/conversations/search",
                     json_of(list(conversation("1", R"({"rating":1,"updated_at":1785580000})"))));
    PollRequest request;
    request.source = desk.source;
    request.cursor = desk.batch().cursor;
    (void)desk.poll(desk.portal(), request);
    CHECK(body_of(desk.http.requests.back())["query"]["value"].at(0)["value"].integer() == 1785576400);
}

TEST_CASE("a rating of a conversation is read with its times in seconds", "[fetchers][intercom]") {
    const auto parsed =
        find_portal("intercom")
            ->parse(
                list(conversation(
                         "123",
                         R"({"rating":2,"remark":"Slow","created_at":1762250123,"updated_at":1762260000})") +
                     "," + conversation("124", "null") + "," +
                     conversation(
                         "125",
                         R"({"rating":0,"remark":"","replied_at":1762260000,"created_at":1762250123})")),
                {});
    CHECK(parsed.problems.empty());
    REQUIRE(parsed.items.size() == 2);
    const auto& item = parsed.items[0];
    CHECK(item.id == "123");
    CHECK(item.body == "Slow");
    CHECK(item.rating == core::Rating{2, 5, 1, false});
    CHECK(item.published->at == core::from_iso("2025-11-04T09:55:23Z"));
    CHECK(item.updated->at == core::from_iso("2025-11-04T12:40:00Z"));
    CHECK_FALSE(parsed.items[1].rating);
    CHECK(parsed.items[1].published->at == core::from_iso("2025-11-04T12:40:00Z"));
}

TEST_CASE("each of Intercom's refusals has its way out", "[fetchers][intercom]") {
    const auto [status, code, kind, words] =
        GENERATE(table<int, std::string, core::FailureKind, std::string>({
            {401, "unauthorized", core::FailureKind::denied, "region"},
            {403, "forbidden", core::FailureKind::denied, "Read conversations"},
            {400, "intercom_version_invalid", core::FailureKind::settings, "2.15"},
            {429, "rate_limit_exceeded", core::FailureKind::rate_limited, ""},
        }));
    Answering desk(workspace());
    desk.http.answer("/conversations/search", reply_of(status, error(code)));
    const auto failure = desk.failure();
    CHECK(failure.kind == kind);
    CHECK(failure.words.contains(words));
}

TEST_CASE("Intercom is waited for until its allowance is renewed", "[fetchers][intercom]") {
    Answering desk(workspace());
    const auto reset = core::from_iso("2026-08-01T15:00:42Z")->time_since_epoch();
    desk.http.answer(
        "/conversations/search",
        reply_of(429, error("rate_limit_exceeded"),
                 {{"X-RateLimit-Limit", "1000"},
                  {"X-RateLimit-Remaining", "0"},
                  {"X-RateLimit-Reset",
                   std::to_string(std::chrono::duration_cast<std::chrono::seconds>(reset).count())}}));
    CHECK(desk.read().visit.retry_after == std::chrono::seconds{42});
}

TEST_CASE("nothing is answered to Intercom's customers", "[fetchers][intercom]") {
    CHECK_FALSE(find_portal("intercom")->reply);
    CHECK(find_portal("intercom")->make_replier == nullptr);
}

TEST_CASE("a version of Intercom's interface is told by its form", "[fetchers][intercom]") {
    CHECK(check_settings(workspace({{"version", "2.11"}})).empty());
    CHECK(check_settings(workspace({{"version", "v2"}})).size() == 1);
}
