// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "../samples.hpp"

namespace reputed::test {
namespace {

std::map<std::string, std::string> settings(const std::string& base_url) {
    return {
        {"site", base_url}, {"user", "owner"}, {"password", "hunter2 app word"}, {"allow_private", "yes"}};
}

std::string comment(int number) {
    const auto n = std::to_string(number);
    return R"({"id":50)" + n + R"(,"post":31,"parent":0,"author":0,"author_name":"Jan K.","author_url":"",)" +
           R"("date":"2026-07-3)" + n + R"(T17:59:17","date_gmt":"2026-07-3)" + n +
           R"(T16:59:17","content":{"rendered":"<p>Words )" + n +
           R"(</p>\n"},"link":"https://site.example/p/#comment-50)" + n +
           R"(","status":"approved","type":"comment","author_avatar_urls":{"24":"x"},"meta":[],)"
           R"("_links":{"up":[{"embeddable":true,"post_type":"post","href":"https://site.example/4"}]}})";
}

std::string document(const std::string& target, bool bad_item) {
    if (target.contains("parent=")) return "[]";
    return "[" + comment(1) + "," + (bad_item ? R"({"author_name":"Nobody"},)" : "") + comment(0) + "]";
}

std::string review(int number) {
    const auto n = std::to_string(number);
    return R"({"id":2)" + n + R"(,"date_created":"2026-07-3)" + n +
           R"(T17:59:17","date_created_gmt":"2026-07-3)" + n +
           R"(T16:59:17","product_id":31,"product_name":"Mug",)"
           R"("product_permalink":"https://shop.example/product/mug/","status":"approved",)"
           R"("reviewer":"Jan K.","reviewer_email":"jan@example.com","review":"<p>Words )" +
           n +
           R"(</p>\n","rating":2,"verified":true,"reviewer_avatar_urls":{"24":"x"},)"
           R"("_links":{"self":[{"href":"https://shop.example/22"}]}})";
}

std::string reviews(const std::string& target, bool bad_item) {
    if (target.contains("parent=")) return "[]";
    return "[" + review(1) + "," + (bad_item ? R"({"rating":1},)" : "") + review(0) + "]";
}

}  // namespace

Sample wordpress_sample() {
    return {.portal = "wordpress",
            .settings = settings,
            .document = document,
            .content_type = "application/json; charset=UTF-8",
            .conditional = false,
            .sandbox_place = "wordpress/site",
            .proves_removal = true};
}

Sample woocommerce_sample() {
    return {.portal = "woocommerce",
            .settings = settings,
            .document = reviews,
            .content_type = "application/json; charset=UTF-8",
            .conditional = false,
            .sandbox_place = "woocommerce/shop",
            .proves_removal = true};
}

}  // namespace reputed::test
