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

core::Source shop(std::string id = "X0123456789ABCDEF0123456789ABCDEF") {
    return a_source("trusted_shops_public", {{"shop_id", std::move(id)}});
}

}  // namespace

TEST_CASE("marks of Trusted Shops' public list are numbers in strings", "[fetchers][trusted_shops_public]") {
    Answering desk(shop());
    desk.http.answer(
        "/quality/reviews.json",
        json_of(R"({"response":{"code":200,"data":{"shop":{"qualityIndicators":{"reviewIndicator":)"
                R"({"activeReviewCount":14,"overallMark":4.81}},"reviews":[)"
                R"({"UID":"a","mark":"2.00","comment":"Slow","creationDate":"2026-07-30T10:00:00+01:00"},)"
                R"({"UID":"b","mark":"0.00","creationDate":"2026-07-30T10:00:00+01:00"}]}}}})"));
    const auto batch = desk.batch();
    REQUIRE(batch.items.size() == 2);
    CHECK(batch.items[0].rating->value == 2);
    CHECK(core::to_iso(batch.items[0].published->at).starts_with("2026-07-30T09:00:00"));
    CHECK_FALSE(batch.items[1].rating);
    REQUIRE(batch.aggregates.size() == 1);
    CHECK(batch.aggregates[0].count == 14);
    CHECK_FALSE(batch.swept);
}

TEST_CASE("Trusted Shops' public list refuses in its body, whatever the status",
          "[fetchers][trusted_shops_public]") {
    Answering desk(shop());
    const int status = GENERATE(200, 400);
    desk.http.answer("/quality/", reply_of(status, R"({"response":{"code":400,"status":"ERROR",)"
                                                   R"("message":"TS_ID_INVALID"}})"));
    const auto failure = desk.failure();
    CHECK(failure.kind == core::FailureKind::missing);
    CHECK(failure.words.contains("begins with X"));
}

TEST_CASE("a shop id of Trusted Shops is told by its form", "[fetchers][trusted_shops_public]") {
    CHECK(check_settings(shop()).empty());
    CHECK(check_settings(shop("X0123")).size() == 1);
    CHECK(check_settings(shop("X0123456789ABCDEF0123456789ABCD/F")).size() == 1);
}
