// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "../samples.hpp"

namespace reputed::test {
namespace {

std::map<std::string, std::string> settings(const std::string& base_url) {
    return {{"business_id", "77"},
            {"api_key", "hunter2-of-yandex"},
            {"half_years", "1"},
            {"base_url", base_url},
            {"allow_private", "yes"}};
}

std::string review(int number) {
    const auto n = std::to_string(number);
    return R"({"feedbackId":)" + n + R"(,"createdAt":"2026-07-3)" + n +
           R"(T14:30:30+03:00","needReaction":true,"identifiers":{"orderId":1,"offerId":"SKU-1"},)"
           R"("author":"Guest","description":{"advantages":"Fast","disadvantages":"The box","comment":"Words"},)"
           R"("media":{"photos":["https://pictures.example/1"],"videos":[]},"statistics":{"rating":2,)"
           R"("commentsCount":1,"recommended":true,"paidAmount":50}})";
}

std::string document(const std::string& target, bool bad_item) {
    if (target.contains("/comments"))
        return R"({"status":"OK","result":{"comments":[{"id":456,"text":"Sorry","canModify":true,"parentId":null,)"
               R"("author":{"type":"BUSINESS","name":"Shop"},"status":"PUBLISHED","feedbackId":1}]}})";
    return R"({"status":"OK","result":{"feedbacks":[)" + review(1) + "," +
           (bad_item ? R"({"author":"Nobody"},)" : "") + review(0) + R"(],"paging":{}}})";
}

}  // namespace

Sample yandex_market_sample() {
    return {.portal = "yandex_market",
            .settings = settings,
            .document = document,
            .content_type = "application/json; charset=UTF-8",
            .conditional = false,
            .sandbox_place = "yandex_market/77"};
}

}  // namespace reputed::test
