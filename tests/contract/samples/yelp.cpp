// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "../samples.hpp"

namespace reputed::test {
namespace {

std::map<std::string, std::string> settings(const std::string& base_url) {
    return {{"business", "example-cafe"},
            {"api_key", "hunter2-yelp-key"},
            {"base_url", base_url},
            {"allow_private", "yes"}};
}

std::string review(int number) {
    const auto n = std::to_string(number);
    return R"({"id":"xAG4O7l-)" + n + R"(","url":"https://www.yelp.com/biz/example?hrid=xAG4O7l-)" + n +
           R"(&adjust_creative=c","text":"Words )" + n +
           R"( ...","rating":3,"time_created":"2026-07-30 21:41:13","user":{"id":"W8UK02",)" +
           R"("profile_url":"https://www.yelp.com/user_details?userid=W8UK02","image_url":null,)"
           R"("name":"Ella A."}})";
}

std::string document(const std::string&, bool bad_item) {
    return R"({"reviews":[)" + review(1) + "," + (bad_item ? R"({"rating":1},)" : "") + review(0) +
           R"(],"total":128,"possible_languages":["en"]})";
}

}  // namespace

Sample yelp_sample() {
    return {.portal = "yelp",
            .settings = settings,
            .document = document,
            .content_type = "application/json",
            .conditional = false,
            .sandbox_place = "yelp/example-cafe"};
}

}  // namespace reputed::test
