// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <catch2/catch.hpp>

#include "scripted_http.hpp"

using namespace reputed;
using namespace reputed::fetchers;
using test::json_of;
using test::reply_of;

namespace {

const Portal& booking() { return *find_portal("booking"); }

core::Source source(std::map<std::string, std::string> more = {}) {
    std::map<std::string, std::string> settings{
        {"property_id", "1234567"}, {"username", "desk"}, {"password", "of-booking-1"}};
    more.merge(settings);
    return test::a_source("booking", more);
}

std::string page(const std::string& reviews, const std::string& next) {
    return R"({"errors":[],"meta":{"next_page":")" + next + R"("},"data":{"reviews":[)" + reviews + "]}}";
}

constexpr auto review =
    R"({"review_id":"Qr-1","created_timestamp":"2026-07-03 12:16:33","last_change_timestamp":)"
    R"("2026-07-04 08:00:00","reviewer":null,"scoring":{"review_score":9.2},"content":{"language_code":"en",)"
    R"("headline":"Nice","positive":"Breakfast","negative":"Noise"},"response":{"text":"Thanks",)"
    R"("last_change_timestamp":"2026-07-05 08:00:00"}})";

ReplyRequest reply_request() {
    ReplyRequest request;
    request.source = source();
    request.external_id = "Qr-1";
    request.text = "Sorry";
    return request;
}

core::Batch batch_of(const core::PollResult& result) {
    REQUIRE(std::holds_alternative<core::Batch>(result.outcome));
    return std::get<core::Batch>(result.outcome);
}

}  // namespace

TEST_CASE("a review on Booking.com is read with what was liked and what was not", "[fetchers][booking]") {
    const auto parsed = booking().parse(page(review, ""), {"https://a.example/", "application/json"});
    REQUIRE(parsed.items.size() == 1);
    const auto& item = parsed.items[0];
    CHECK(item.title == "Nice");
    CHECK(item.body == "+ Breakfast\n\n– Noise");
    CHECK(item.language == "en");
    CHECK(item.author.empty());
    REQUIRE(item.rating);
    CHECK(item.rating->best == 10);
    CHECK(item.rating->worst == 1);
    CHECK(item.published->at == *core::from_iso("2026-07-03T12:16:33Z"));
    REQUIRE(item.reply);
    CHECK(item.reply->text == "Thanks");
}

TEST_CASE("after an empty page of Booking.com the next poll asks at the same place", "[fetchers][booking]") {
    test::Bench bench;
    const std::string next = "https://supply-xml.booking.com/reviews/properties/1234567/reviews?cursor=";
    bench.http.answer("review-api", json_of(page(review, next + "one")));
    bench.http.answer("cursor=one", json_of(page("", next + "one")));
    PollRequest request{source(), {}, {}, {}, true};
    const auto first = batch_of(bench.poll(booking(), request));
    CHECK(first.completeness == core::Completeness::complete);
    CHECK(first.items.size() == 1);
    CHECK_FALSE(first.swept);
    REQUIRE(bench.http.requests.size() == 2);
    CHECK(bench.http.requests[0].url.contains("from_date=2024-08-01"));

    bench.http.requests.clear();
    request.cursor = first.cursor;
    request.first = false;
    const auto second = batch_of(bench.poll(booking(), request));
    REQUIRE(bench.http.requests.size() == 1);
    CHECK(bench.http.requests[0].url == next + "one");
    bench.http.requests.clear();
    request.cursor = second.cursor;
    (void)batch_of(bench.poll(booking(), request));
    REQUIRE(bench.http.requests.size() == 1);
    CHECK(bench.http.requests[0].url == next + "one");
}

TEST_CASE("a page of Booking.com is never followed to another host", "[fetchers][booking]") {
    test::Bench bench;
    bench.http.answer("review-api", json_of(page(review, "https://elsewhere.example/reviews?cursor=one")));
    (void)batch_of(bench.poll(booking(), {source(), {}, {}, {}, true}));
    CHECK(bench.http.requests.size() == 1);
}

TEST_CASE("an error of Booking.com in an answer that looks well is an error", "[fetchers][booking]") {
    test::Bench bench;
    bench.http.answer("review-api", json_of(R"({"errors":[{"message":"Unknown property"}]})"));
    const auto result = bench.poll(booking(), {source(), {}, {}, {}, true});
    REQUIRE(std::holds_alternative<core::PollFailure>(result.outcome));
    CHECK(std::get<core::PollFailure>(result.outcome).words.contains("Unknown property"));
}

TEST_CASE("what becomes of an answer on Booking.com is told apart", "[fetchers][booking]") {
    const auto [status, body, outcome] = GENERATE(table<int, std::string, std::size_t>({
        {200, R"({"meta":{"ruid":"r"},"warnings":[],"errors":[]})", 0},
        {200, R"({"errors":[{"message":"score only"}]})", 1},
        {400, R"({"errors":["no"]})", 1},
        {403, R"({"errors":["no"]})", 2},
        {429, "{}", 2},
        {500, "{}", 3},
    }));
    CAPTURE(status, body);
    test::Bench bench;
    bench.http.answer("/reviews/Qr-1", reply_of(status, body));
    const auto posted = bench.run(booking().make_replier(bench.deps())->post(reply_request()));
    CHECK(posted.index() == outcome);
    CHECK(bench.http.requests[0].body == R"({"reply":"Sorry"})");
}

TEST_CASE("Booking.com's replies are found under either name", "[fetchers][booking]") {
    const auto [field, state] = GENERATE(table<std::string, SeenState>({
        {R"("reply":{"text":"T"})", SeenState::live},
        {R"("reply":null,"response":{"text":"T"})", SeenState::live},
        {R"("reply":null)", SeenState::none},
    }));
    test::Bench bench;
    bench.http.answer("/reviews/Qr-1", json_of(R"({"data":{"review_id":"Qr-1",)" + field + "}}"));
    const auto looked = bench.run(booking().make_replier(bench.deps())->look(reply_request()));
    REQUIRE(std::holds_alternative<Seen>(looked));
    CHECK(std::get<Seen>(looked).state == state);
}

TEST_CASE("Booking.com wants a name with a password, or a token", "[fetchers][booking]") {
    CHECK(check_settings(source()).empty());
    CHECK(check_settings(source({{"username", ""}})).size() == 1);
    CHECK(check_settings(source({{"username", ""}, {"token", "abc"}})).empty());
    CHECK(check_settings(source({{"from_date", "1.5.2025"}})).size() == 1);
    CHECK(check_settings(source({{"property_id", "hotel"}})).size() == 1);
}
