// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "../samples.hpp"

namespace reputed::test {
namespace {

std::map<std::string, std::string> settings(const std::string& base_url) {
    return {{"business", "W8UK02-cafe"}, {"feed_path", "/feed/{business}/reviews"},
            {"client_id", "desk"},       {"client_secret", "hunter2-yelp-secret"},
            {"base_url", base_url},      {"oauth_token_url", base_url + "/oauth/token"},
            {"allow_private", "yes"}};
}

std::string review(int number) {
    const auto n = std::to_string(number);
    return R"({"id":"yr-)" + n + R"(","url":"https://www.yelp.com/biz/x?hrid=yr-)" + n +
           R"(","text":"Words )" + n +
           R"(","rating":2,"time_created":"2026-07-30T21:41:13Z","time_updated":null,)" +
           R"("user":{"name":"Ella A."},"public_comment":{"response_text":"Sorry"}})";
}

std::string document(const std::string&, bool bad_item) {
    return R"({"reviews":[)" + review(1) + "," + (bad_item ? R"({"rating":1},)" : "") + review(0) + "]}";
}

}  // namespace

Sample yelp_partner_sample() {
    return {.portal = "yelp_partner",
            .settings = settings,
            .document = document,
            .content_type = "application/json",
            .conditional = false,
            .sandbox_place = "yelp_partner/W8UK02-cafe"};
}

}  // namespace reputed::test
