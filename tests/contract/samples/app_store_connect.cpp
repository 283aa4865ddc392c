// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "../../keys.hpp"
#include "../samples.hpp"

namespace reputed::test {
namespace {

std::map<std::string, std::string> settings(const std::string& base_url) {
    static const std::string key = "hunter2\n" + private_pem(p256_key());
    return {{"app_id", "1234567890"}, {"issuer_id", "57246542-96fe-1a63-e053-0824d011072a"},
            {"key_id", "2X9R4HXF34"}, {"private_key", key},
            {"base_url", base_url},   {"allow_private", "yes"}};
}

std::string review(int number) {
    const auto n = std::to_string(number);
    return R"({"type":"customerReviews","id":"00000028-)" + n +
           R"(","attributes":{"rating":2,"title":"Crashes","body":"Words )" + n +
           R"(","reviewerNickname":"anne_j","createdDate":"2026-07-3)" + n +
           R"(T08:10:34-08:00","territory":"POL"},"relationships":{"response":{"data":{)"
           R"("type":"customerReviewResponses","id":"r-)" +
           n +
           R"("},"links":{"self":"https://api.example/self","related":"https://api.example/response"}}},)" +
           R"("links":{"self":"https://api.example/review"}})";
}

std::string response(int number) {
    const auto n = std::to_string(number);
    return R"({"type":"customerReviewResponses","id":"r-)" + n +
           R"(","attributes":{"responseBody":"Sorry","lastModifiedDate":"2026-07-31T01:00:00-08:00",)"
           R"("state":"PUBLISHED"},"relationships":{"review":{"data":{"type":"customerReviews","id":"00000028-)" +
           n + R"("}}}})";
}

std::string document(const std::string&, bool bad_item) {
    return R"({"data":[)" + review(1) + "," + (bad_item ? R"({"attributes":{"rating":1}},)" : "") +
           review(0) + R"(],"included":[)" + response(1) + "," + response(0) +
           R"(],"links":{"self":"https://api.example/list"},"meta":{"paging":{"total":2,"limit":200}}})";
}

}  // namespace

Sample app_store_connect_sample() {
    return {.portal = "app_store_connect",
            .settings = settings,
            .document = document,
            .content_type = "application/json",
            .conditional = false,
            .sandbox_place = "app_store_connect/1234567890",
            .proves_removal = true};
}

}  // namespace reputed::test
