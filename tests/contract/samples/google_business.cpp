// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "../samples.hpp"

namespace reputed::test {
namespace {

std::map<std::string, std::string> settings(const std::string& base_url) {
    return {{"location", "accounts/101/locations/202"},
            {"client_id", "desk"},
            {"client_secret", "hunter2"},
            {"base_url", base_url},
            {"oauth_token_url", base_url + "/oauth/token"},
            {"allow_private", "yes"}};
}

std::string review(int number) {
    const auto n = std::to_string(number);
    return R"({"name":"accounts/101/locations/202/reviews/)" + n + R"(","reviewId":")" + n +
           R"(","reviewer":{"displayName":"Guest )" + n + R"("},"starRating":"TWO","comment":"Words )" + n +
           R"(","createTime":"2026-07-30T09:14:05.123456Z","updateTime":"2026-07-3)" + n +
           R"(T17:40:00Z","reviewReply":{"comment":"Sorry","updateTime":"2026-07-31T08:00:00Z",)"
           R"("reviewReplyState":"APPROVED"}})";
}

std::string document(const std::string&, bool bad_item) {
    return R"({"reviews":[)" + review(1) + "," + (bad_item ? R"({"starRating":"ONE"},)" : "") + review(0) +
           R"(],"averageRating":4.3,"totalReviewCount":2})";
}

}  // namespace

Sample google_business_sample() {
    return {.portal = "google_business",
            .settings = settings,
            .document = document,
            .content_type = "application/json; charset=UTF-8",
            .conditional = false,
            .sandbox_place = "google_business/202",
            .proves_removal = true};
}

}  // namespace reputed::test
