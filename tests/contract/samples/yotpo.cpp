// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "../samples.hpp"

namespace reputed::test {
namespace {

std::map<std::string, std::string> settings(const std::string& base_url) {
    return {{"app_key", "soup-app-key"},
            {"secret", "hunter2-of-yotpo"},
            {"base_url", base_url},
            {"oauth_token_url", base_url + "/oauth/token"},
            {"allow_private", "yes"}};
}

std::string review(int number) {
    const auto n = std::to_string(number);
    return R"({"id":15)" + n +
           R"(,"title":"Late","content":"Words","score":2,"votes_up":0,"votes_down":0,"created_at":"2026-07-3)" +
           n + R"(T10:00:00.000Z","updated_at":"2026-07-3)" + n +
           R"(T10:00:00.000Z","sentiment":0.1,"sku":"1001","name":"Jane","email":"jane@example.com",)"
           R"("reviewer_type":"verified_buyer","escalated":false,"is_incentivized":false,)"
           R"("incentive_type":null,"comment":{"id":5,"content":"Sorry"}})";
}

std::string document(const std::string& target, bool bad_item) {
    const bool first = !target.contains("page=") || target.contains("page=1&");
    const std::string entries = review(1) + "," + (bad_item ? R"({"score":1},)" : "") + review(0);
    return R"({"reviews":[)" + (first ? entries : "") + "]}";
}

}  // namespace

Sample yotpo_sample() {
    return {.portal = "yotpo",
            .settings = settings,
            .document = document,
            .content_type = "application/json; charset=utf-8",
            .conditional = false,
            .sandbox_place = "yotpo/soup-app-key",
            .proves_removal = true};
}

}  // namespace reputed::test
