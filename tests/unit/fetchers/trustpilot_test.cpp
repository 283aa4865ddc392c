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

constexpr auto unit = "507f191e810c19729de860ea";
constexpr auto review_id = "690000000000000000000001";

core::Source reading() {
    return a_source("trustpilot", {{"business_unit", unit}, {"api_key", "hunter2-key"}});
}

core::Source answering() {
    return a_source("trustpilot", {{"business_unit", unit},
                                   {"access", "private"},
                                   {"api_key", "hunter2-key"},
                                   {"api_secret", "hunter2-secret"},
                                   {"username", "desk@example.com"},
                                   {"password", "hunter2-password"}});
}

std::string reviews(const std::string& inside, const std::string& links = "[]") {
    return R"({"links":)" + links + R"(,"reviews":[{"id":"690000000000000000000001")" + inside + "}]}";
}

void with_token(Answering& desk) {
    desk.http.answer("/accesstoken", json_of(R"({"access_token":"t-1","expires_in":"359999"})"));
}

std::string words_of(const PostOutcome& outcome) {
    const auto* refused = std::get_if<Refused>(&outcome);
    return refused == nullptr ? std::string() : refused->words;
}

}  // namespace

TEST_CASE("Trustpilot's public reviews are asked for with the key in a header", "[fetchers][trustpilot]") {
    Answering desk(reading());
    desk.http.answer(
        "/reviews",
        json_of(reviews(R"(,"stars":2,"title":null,"text":"Two weeks late.",)"
                        R"("createdAt":"2026-07-30T13:37:00","updatedAt":null,)"
                        R"("consumer":{"displayName":"Jan K."},"language":"en",)"
                        R"("companyReply":{"text":"Sorry!","createdAt":"2026-07-31T08:00:00Z"})")));
    const auto batch = desk.batch();
    REQUIRE(batch.items.size() == 1);
    const auto& item = batch.items[0];
    CHECK(item.url == "https://www.trustpilot.com/reviews/690000000000000000000001");
    CHECK(item.author == "Jan K.");
    CHECK(item.rating->value == 2);
    CHECK(core::to_iso(item.published->at).starts_with("2026-07-30T13:37:00"));
    CHECK(item.reply->text == "Sorry!");
    REQUIRE(desk.http.requests.size() == 1);
    CHECK(desk.http.requests[0].headers.find("apikey") == "hunter2-key");
    CHECK_FALSE(desk.http.requests[0].url.contains("hunter2"));
    CHECK(desk.http.requests[0].url.contains("/v1/business-units/507f191e810c19729de860ea/reviews?"));
}

TEST_CASE("a business user signs in at Trustpilot with key and password", "[fetchers][trustpilot]") {
    Answering desk(answering());
    with_token(desk);
    desk.http.answer("/reviews", json_of(reviews(R"(,"stars":2,"createdAt":"2026-07-30T13:37:00Z")")));
    CHECK(desk.batch().items.size() == 1);
    REQUIRE(desk.http.requests.size() == 2);
    CHECK(desk.http.requests[0].headers.find("Authorization")->starts_with("Basic "));
    CHECK(desk.http.requests[0].body.contains("grant_type=password&username=desk%40example.com"));
    CHECK(desk.http.requests[1].headers.find("Authorization") == "Bearer t-1");
    CHECK(desk.http.requests[1].url.contains("/private/business-units/"));
}

TEST_CASE("Trustpilot's pages are counted, its links never followed", "[fetchers][trustpilot]") {
    Answering desk(reading());
    const std::string next = R"([{"href":"https://elsewhere.example/?page=9","rel":"next-page"}])";
    desk.http.answer("&page=1", json_of(reviews(R"(,"createdAt":"2026-07-30T13:37:00Z")", next)));
    desk.http.answer("&page=2", json_of(R"({"links":[],"reviews":[]})"));
    const auto batch = desk.batch();
    CHECK(batch.completeness == core::Completeness::complete);
    REQUIRE(desk.http.requests.size() == 2);
    CHECK(desk.http.requests[1].url.starts_with("https://api.trustpilot.com/v1/"));
}

TEST_CASE("Trustpilot's refusals name the way out", "[fetchers][trustpilot]") {
    Answering desk(reading());
    desk.http.answer("/reviews", reply_of(403, R"({"message":"Forbidden"})"));
    desk.http.answer("/reviews", reply_of(404, "{}"));
    CHECK(desk.failure().words.contains("API module"));
    const auto missing = desk.failure();
    CHECK(missing.kind == core::FailureKind::missing);
    CHECK(missing.words.contains("business unit"));
}

TEST_CASE("what became of an answer at Trustpilot is told apart", "[fetchers][trustpilot]") {
    Answering desk(answering());
    with_token(desk);
    desk.http.answer("/reply", reply_of(201));
    desk.http.answer("/reply", reply_of(400, R"({"message":"No links, please.","errorCode":7})"));
    desk.http.answer("/reply", reply_of(429));
    desk.http.answer("/reply", reply_of(502));
    CHECK(std::holds_alternative<Accepted>(desk.post(desk.answer_to(review_id))));
    CHECK(desk.http.requests.back().body == R"({"message":"Sorry!"})");
    CHECK(words_of(desk.post(desk.answer_to(review_id))).ends_with("No links, please."));
    CHECK(std::holds_alternative<NotSent>(desk.post(desk.answer_to(review_id))));
    CHECK(std::holds_alternative<Uncertain>(desk.post(desk.answer_to(review_id))));
}

TEST_CASE("an answer at Trustpilot is read again", "[fetchers][trustpilot]") {
    Answering desk(answering());
    with_token(desk);
    desk.http.answer("/private/reviews/", json_of(R"({"id":"69","companyReply":{"text":"Sorry!"}})"));
    desk.http.answer("/private/reviews/", json_of(R"({"id":"69","companyReply":null})"));
    const auto live = desk.look(desk.answer_to(review_id));
    CHECK(std::get<Seen>(live).state == SeenState::live);
    CHECK(std::get<Seen>(live).text == "Sorry!");
    CHECK(std::get<Seen>(desk.look(desk.answer_to(review_id))).state == SeenState::none);
}

TEST_CASE("public access to Trustpilot says why it cannot answer", "[fetchers][trustpilot]") {
    Answering desk(reading());
    desk.http.answer("/reply", reply_of(401, "{}"));
    CHECK(words_of(desk.post(desk.answer_to(review_id))).contains("\"private\""));
}

TEST_CASE("Trustpilot's settings are checked before anything is asked", "[fetchers][trustpilot]") {
    auto source = answering();
    source.settings["business_unit"] = "example.com";
    source.settings.erase("api_secret");
    source.settings.erase("password");
    CHECK(check_settings(source).size() == 3);
}
