// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "../samples.hpp"

namespace reputed::test {
namespace {

std::map<std::string, std::string> settings(const std::string& base_url) {
    return {{"client_id", "77"},
            {"api_key", "hunter2-of-ozon"},
            {"base_url", base_url},
            {"allow_private", "yes"}};
}

std::string review(int number) {
    const auto n = std::to_string(number);
    return R"({"id":"uuid-)" + n + R"(","sku":1,"text":"Words","published_at":"2026-07-3)" + n +
           R"(T12:00:00Z","rating":2,"status":"UNPROCESSED","comments_amount":1,"photos_amount":0,)"
           R"("videos_amount":0,"order_status":"DELIVERED","is_rating_participant":true})";
}

std::string document(const std::string& target, bool bad_item) {
    if (target.contains("/comment/"))
        return R"({"comments":[{"id":"c","text":"Sorry","published_at":"2026-07-31T13:00:00Z","is_owner":true}]})";
    return R"({"reviews":[)" + review(1) + "," + (bad_item ? R"({"rating":1},)" : "") + review(0) +
           R"(],"last_id":"uuid-0","has_next":false})";
}

}  // namespace

Sample ozon_sample() {
    return {.portal = "ozon",
            .settings = settings,
            .document = document,
            .content_type = "application/json; charset=UTF-8",
            .conditional = false,
            .sandbox_place = "ozon/77"};
}

}  // namespace reputed::test
