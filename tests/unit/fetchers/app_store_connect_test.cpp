// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "../../keys.hpp"
#include "answering.hpp"
#include "base/json.hpp"
#include "fetchers/base64.hpp"

using namespace reputed;
using namespace reputed::fetchers;
using test::a_source;
using test::Answering;
using test::json_of;
using test::reply_of;

namespace {

core::Source app(std::map<std::string, std::string> further = {}) {
    std::map<std::string, std::string> settings{
        {"app_id", "123"}, {"key_id", "2X9R4HXF34"}, {"private_key", test::private_pem(test::p256_key())}};
    further.merge(settings);
    return a_source("app_store_connect", further);
}

std::string from_base64url(std::string text) {
    std::ranges::replace(text, '-', '+');
    std::ranges::replace(text, '_', '/');
    return base64_decoded(text);
}

/// The claims of a token, once its signature was proven.
base::Json claims_of(const net::HttpRequest& request) {
    const std::string token = request.headers.find("Authorization").value_or("").substr(7);
    const auto first = token.find('.');
    const auto second = token.rfind('.');
    REQUIRE(first < second);
    const std::string sides = from_base64url(token.substr(second + 1));
    REQUIRE(sides.size() == 64);
    CHECK(
        test::is_signed_by(test::p256_key(), std::string_view(token).substr(0, second), test::der_of(sides)));
    const auto header = base::Json::parse(from_base64url(token.substr(0, first)));
    REQUIRE(header);
    CHECK((*header)["alg"].text() == "ES256");
    CHECK((*header)["kid"].text() == "2X9R4HXF34");
    const auto claims = base::Json::parse(from_base64url(token.substr(first + 1, second - first - 1)));
    REQUIRE(claims);
    return *claims;
}

std::string review(const std::string& id, const std::string& response = {}) {
    return R"({"type":"customerReviews","id":")" + id +
           R"(","attributes":{"rating":2,"title":"Crashes","createdDate":"2026-07-30T08:10:34-08:00"})" +
           (response.empty() ? ""
                             : R"(,"relationships":{"response":{"data":{"id":")" + response + R"("}}})") +
           "}";
}

std::string response(const std::string& id, const std::string& state) {
    return R"({"type":"customerReviewResponses","id":")" + id +
           R"(","attributes":{"responseBody":"Sorry!","state":")" + state + R"("}})";
}

std::string error(const std::string& code, const std::string& detail = {}) {
    return R"({"errors":[{"status":"4","code":")" + code + R"(","title":"No","detail":")" + detail +
           R"("}]})";
}

}  // namespace

TEST_CASE("each question to App Store Connect is signed for less than 20 minutes",
          "[fetchers][app_store_connect]") {
    const bool team = GENERATE(true, false);
    Answering desk(team ? app({{"issuer_id", "57246542-96fe-1a63-e053-0824d011072a"}}) : app());
    desk.http.answer("/customerReviews?", json_of(R"({"data":[]})"));
    (void)desk.batch();
    REQUIRE(desk.http.requests.size() == 1);
    const auto claims = claims_of(desk.http.requests[0]);
    CHECK(claims["aud"].text() == "appstoreconnect-v1");
    CHECK(claims["iss"].text() == (team ? "57246542-96fe-1a63-e053-0824d011072a" : ""));
    CHECK(claims["sub"].text() == (team ? "" : "user"));
    CHECK(*claims["exp"].integer() - *claims["iat"].integer() <= 1200);
}

TEST_CASE("responses come with their reviews, and only published ones count",
          "[fetchers][app_store_connect]") {
    const auto parsed =
        find_portal("app_store_connect")
            ->parse(R"({"data":[)" + review("a", "r-1") + "," + review("b", "r-2") + "," +
                        review("c", "r-3") + R"(],"included":[)" + response("r-2", "PUBLISHED") + "," +
                        response("r-1", "PENDING_PUBLISH") + "]}",
                    {});
    REQUIRE(parsed.items.size() == 3);
    CHECK_FALSE(parsed.items[0].reply);
    REQUIRE(parsed.items[1].reply);
    CHECK(parsed.items[1].reply->text == "Sorry!");
    CHECK_FALSE(parsed.items[2].reply);
    CHECK(parsed.items[0].published->at == core::from_iso("2026-07-30T16:10:34Z"));
}

TEST_CASE("links of App Store Connect are followed on its own host only", "[fetchers][app_store_connect]") {
    const bool own = GENERATE(true, false);
    Answering desk(app({{"territories", "POL,USA"}}));
    const std::string host = own ? "api.appstoreconnect.apple.com" : "elsewhere.example";
    desk.http.answer("&limit=200", json_of(R"({"data":[)" + review("a") + R"(],"links":{"next":"https://)" +
                                           host + R"(/v1/apps/123/customerReviews?cursor=AQ.x&limit=2"}})"));
    desk.http.answer("cursor=AQ.x", json_of(R"({"data":[)" + review("b") + "]}"));
    CHECK(desk.batch().items.size() == (own ? 2 : 1));
    CHECK(desk.http.requests[0].url.contains("include=response&filter%5Bterritory%5D=POL%2CUSA"));
    if (own) CHECK(desk.http.requests[1].url.ends_with("/v1/apps/123/customerReviews?cursor=AQ.x&limit=2"));
}

TEST_CASE("a burst passes soon, a spent hour does not", "[fetchers][app_store_connect]") {
    const auto [left, seconds] = GENERATE(table<std::string, int>({{"3400", 60}, {"0", 900}}));
    Answering desk(app());
    desk.http.answer("/customerReviews?",
                     reply_of(429, error("RATE_LIMIT_EXCEEDED"),
                              {{"X-Rate-Limit", "user-hour-lim:3500;user-hour-rem:" + left + ";"}}));
    const auto result = desk.read();
    CHECK(std::get<core::PollFailure>(result.outcome).kind == core::FailureKind::rate_limited);
    CHECK(result.visit.retry_after == std::chrono::seconds{seconds});
}

TEST_CASE("App Store Connect is asked less often before its allowance ends",
          "[fetchers][app_store_connect]") {
    const auto [left, hint] = GENERATE(table<std::string, bool>({{"3400", false}, {"100", true}}));
    Answering desk(app());
    desk.http.answer("/customerReviews?",
                     reply_of(200, R"({"data":[]})",
                              {{"X-Rate-Limit", "user-hour-lim:3500;user-hour-rem:" + left + ";"}}));
    CHECK(desk.read().visit.interval_hint.has_value() == hint);
}

TEST_CASE("each of App Store Connect's refusals has its way out", "[fetchers][app_store_connect]") {
    const auto [status, code, words] = GENERATE(table<int, std::string, std::string>({
        {401, "NOT_AUTHORIZED", "issuer id"},
        {403, "FORBIDDEN_ERROR", "role"},
        {403, "FORBIDDEN.REQUIRED_AGREEMENTS_MISSING_OR_EXPIRED", "agreement"},
        {404, "NOT_FOUND", "no app"},
    }));
    Answering desk(app());
    desk.http.answer("/customerReviews?", reply_of(status, error(code)));
    CHECK(desk.failure().words.contains(words));
}

TEST_CASE("what became of a response is told apart", "[fetchers][app_store_connect]") {
    Answering desk(app());
    desk.http.answer("/customerReviewResponses",
                     reply_of(201, R"({"data":)" + response("r-1", "PENDING_PUBLISH") + "}"));
    desk.http.answer("/customerReviewResponses", reply_of(409, error("ENTITY_ERROR", "too long")));
    desk.http.answer("/customerReviewResponses", reply_of(429));
    desk.http.answer("/customerReviewResponses", reply_of(500));
    const auto accepted = desk.post(desk.answer_to("a-1"));
    REQUIRE(std::holds_alternative<Accepted>(accepted));
    CHECK(std::get<Accepted>(accepted).reply_id == "r-1");
    const auto sent = base::Json::parse(desk.http.requests.back().body);
    REQUIRE(sent);
    CHECK((*sent)["data"]["attributes"]["responseBody"].text() == "Sorry!");
    CHECK((*sent)["data"]["relationships"]["review"]["data"]["id"].text() == "a-1");
    const auto refused = desk.post(desk.answer_to("a-1"));
    REQUIRE(std::holds_alternative<Refused>(refused));
    CHECK(std::get<Refused>(refused).words.ends_with("too long"));
    CHECK(std::holds_alternative<NotSent>(desk.post(desk.answer_to("a-1"))));
    CHECK(std::holds_alternative<Uncertain>(desk.post(desk.answer_to("a-1"))));
}

TEST_CASE("a response is taken away by its id, which is looked for when it is not known",
          "[fetchers][app_store_connect]") {
    Answering desk(app());
    desk.http.answer("/customerReviews/a", json_of(R"({"data":)" + review("a", "r-7") + R"(,"included":[)" +
                                                   response("r-7", "PENDING_PUBLISH") + "]}"));
    desk.http.answer("/customerReviews/b", json_of(R"({"data":)" + review("b") + "}"));
    desk.http.answer("/customerReviews/c", reply_of(503));
    desk.http.answer("/customerReviewResponses/r-7", reply_of(204));
    CHECK(std::get<Seen>(desk.look(desk.answer_to("a"))).state == SeenState::pending);
    CHECK(std::holds_alternative<Accepted>(desk.remove(desk.answer_to("a"))));
    CHECK(desk.http.requests.back().method == "DELETE");
    CHECK(desk.http.requests.back().url.ends_with("/v1/customerReviewResponses/r-7"));
    CHECK(std::holds_alternative<Accepted>(desk.remove(desk.answer_to("b"))));
    CHECK(desk.http.requests.back().method == "GET");
    CHECK(std::holds_alternative<NotSent>(desk.remove(desk.answer_to("c"))));
}

TEST_CASE("how long a response may be is a setting", "[fetchers][app_store_connect]") {
    const auto& portal = *find_portal("app_store_connect");
    CHECK(rules_for(portal, app())->most == 5970);
    const auto rules = rules_for(portal, app({{"longest_answer", "12"}}));
    CHECK(rules->most == 12);
    CHECK(problem_of_length(*rules, "zażółć gęślą").empty());
    CHECK_FALSE(problem_of_length(*rules, "zażółć gęślą!").empty());
}

TEST_CASE("apps of the account can be chosen from", "[fetchers][app_store_connect]") {
    Answering desk(app({{"app_id", ""}}));
    desk.http.answer("/v1/apps?",
                     json_of(R"({"data":[{"id":"77","attributes":{"name":"Shop","bundleId":"a.b"}},)"
                             R"({"id":"../7"},7]})"));
    const auto outcome = desk.run(desk.portal().list_places(desk.deps(), desk.source));
    REQUIRE(std::holds_alternative<std::vector<PlaceChoice>>(outcome));
    const auto& places = std::get<std::vector<PlaceChoice>>(outcome);
    REQUIRE(places.size() == 1);
    CHECK(places[0].value == "77");
    CHECK(places[0].detail == "a.b");
}

TEST_CASE("settings of App Store Connect are told by their form", "[fetchers][app_store_connect]") {
    const auto [field, value] = GENERATE(table<std::string, std::string>({{"app_id", "id123"},
                                                                          {"issuer_id", "me"},
                                                                          {"key_id", "AuthKey_1.p8"},
                                                                          {"private_key", "hunter2"},
                                                                          {"territories", "pl"},
                                                                          {"territories", "POL USA"},
                                                                          {"territories", "POL,"}}));
    const auto problems = check_settings(app({{field, value}}));
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].field == field);
    CHECK_FALSE(problems[0].words.contains("hunter2"));
    CHECK(check_settings(app({{"territories", "POL,USA"}})).empty());
}
