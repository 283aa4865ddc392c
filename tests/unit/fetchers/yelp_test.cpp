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

core::Source cafe(std::string business = "example-cafe") {
    return a_source("yelp", {{"business", std::move(business)}, {"api_key", "hunter2-key"}});
}

core::Item only_review(const std::string& inside) {
    Answering desk(cafe());
    desk.http.answer("/reviews", json_of(R"({"reviews":[{)" + inside + R"(}],"total":1})"));
    const auto batch = desk.batch();
    REQUIRE(batch.items.size() == 1);
    return batch.items[0];
}

std::string error(const std::string& code) {
    return R"({"error":{"code":")" + code + R"(","description":"no","new_business_id":"new-1"}})";
}

}  // namespace

TEST_CASE("a review of Yelp without id is known by its address", "[fetchers][yelp]") {
    const auto item =
        only_review(R"("url":"https://www.yelp.com/biz/x?adjust_creative=c&hrid=abc-1&utm=2","rating":2,)"
                    R"("time_created":"2026-07-30 21:41:13")");
    CHECK(item.id == "abc-1");
    CHECK(item.url == "https://www.yelp.com/biz/x?hrid=abc-1");
}

TEST_CASE("Yelp's times are those of California", "[fetchers][yelp]") {
    const auto [written, meant] = GENERATE(table<std::string, std::string>({
        {"2026-07-30 21:41:13", "2026-07-31T04:41:13"},
        {"2026-01-30 21:41:13", "2026-01-31T05:41:13"},
        {"2026-03-08 01:59:59", "2026-03-08T09:59:59"},
        {"2026-03-08 03:00:00", "2026-03-08T10:00:00"},
        {"2026-11-01 02:00:00", "2026-11-01T10:00:00"},
    }));
    const auto item = only_review(R"("id":"a","time_created":")" + written + '"');
    CHECK(core::to_iso(item.published->at).starts_with(meant));
    CHECK_FALSE(item.published->zone_known);
}

TEST_CASE("Yelp's error codes have names and ways out", "[fetchers][yelp]") {
    const auto [status, code, kind, word] = GENERATE(table<int, std::string, core::FailureKind, std::string>({
        {429, "ACCESS_LIMIT_REACHED", core::FailureKind::rate_limited, "midnight"},
        {429, "TOO_MANY_REQUESTS_PER_SECOND", core::FailureKind::rate_limited, "slowly"},
        {401, "TOKEN_INVALID", core::FailureKind::denied, "API key"},
        {403, "BUSINESS_UNAVAILABLE", core::FailureKind::denied, "give out"},
        {301, "BUSINESS_MIGRATED", core::FailureKind::missing, "new-1"},
        {404, "BUSINESS_NOT_FOUND", core::FailureKind::missing, "example-cafe"},
    }));
    Answering desk(cafe());
    desk.http.answer("/reviews", reply_of(status, error(code)));
    const auto failure = desk.failure();
    CHECK(failure.kind == kind);
    CHECK(failure.words.contains(word));
}

TEST_CASE("a spent day at Yelp is waited for until it ends", "[fetchers][yelp]") {
    Answering desk(cafe());
    desk.http.answer("/reviews", reply_of(429, error("ACCESS_LIMIT_REACHED"),
                                          {{"RateLimit-Remaining", "0"},
                                           {"RateLimit-ResetTime", "2026-08-02T00:00:00+00:00"}}));
    CHECK(desk.read().visit.retry_after == std::chrono::hours{9});
}

TEST_CASE("texts of Yelp are kept for a day, and nothing is ever gone there", "[fetchers][yelp]") {
    const auto& portal = *find_portal("yelp");
    CHECK(portal.retention.most == std::chrono::hours{24});
    Answering desk(cafe());
    desk.http.answer("/reviews", json_of(R"({"reviews":[],"total":0})"));
    CHECK_FALSE(desk.batch().swept);
}

TEST_CASE("a business of Yelp is a part of an address", "[fetchers][yelp]") {
    CHECK(check_settings(cafe("https://www.yelp.com/biz/x")).size() == 1);
    CHECK(check_settings(cafe("caf\u00e9-gda\u0144sk-2")).empty());
}
