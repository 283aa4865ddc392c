// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "../samples.hpp"

namespace reputed::test {
namespace {

std::map<std::string, std::string> settings(const std::string& base_url) {
    return {{"shop_domain", "soup.myshopify.com"},
            {"token", "hunter2-of-judge-me"},
            {"base_url", base_url},
            {"allow_private", "yes"}};
}

std::string review(int number) {
    const auto n = std::to_string(number);
    return R"({"id":90000)" + n +
           R"(,"title":"Late","body":"Words","rating":2,"product_external_id":1234567890,"product_title":"Soup",)"
           R"("product_handle":"soup","reviewer":{"id":1,"external_id":99,"name":"Jane","email":)"
           R"("jane@example.com","phone":null,"tags":[],"accepts_marketing":true,"unsubscribed_at":null},)"
           R"("source":"web","curated":"ok","published":true,"hidden":false,"verified":"buyer",)"
           R"("featured":false,"pinned":false,"created_at":"2026-07-3)" +
           n + R"(T10:00:00+00:00","updated_at":"2026-07-3)" + n +
           R"(T10:00:00+00:00","has_published_pictures":false,"has_published_videos":false,"pictures":)"
           R"([{"urls":{"small":"https://a.example/s","original":"https://a.example/o"},"hidden":false}],)"
           R"("ip_address":"192.0.2.1","replies":[{"id":5,"content":"Sorry"}]})";
}

std::string document(const std::string& target, bool bad_item) {
    const bool first = !target.contains("page=") || target.contains("page=1&");
    const std::string entries = review(1) + "," + (bad_item ? R"({"rating":1},)" : "") + review(0);
    return R"({"current_page":1,"per_page":100,"reviews":[)" + (first ? entries : "") + "]}";
}

}  // namespace

Sample judge_me_sample() {
    return {.portal = "judge_me",
            .settings = settings,
            .document = document,
            .content_type = "application/json; charset=utf-8",
            .conditional = false,
            .sandbox_place = "judge_me/soup.myshopify.com",
            .proves_removal = true};
}

}  // namespace reputed::test
