// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "../samples.hpp"

namespace reputed::test {
namespace {

std::map<std::string, std::string> settings(const std::string& base_url) {
    return {
        {"page", "1001"}, {"token", "hunter2-page-token"}, {"base_url", base_url}, {"allow_private", "yes"}};
}

std::string rating(int number) {
    const auto n = std::to_string(number);
    return R"({"created_time":"2026-07-3)" + n +
           R"(T14:05:42+0000","has_rating":true,"rating":2,"has_review":true,"recommendation_type":"negative",)" +
           R"("review_text":"Words )" + n + R"(","reviewer":{"id":"77","name":"Jo B."},)" +
           R"("open_graph_story":{"id":"1001_200)" + n +
           R"(","message":"Words","comments":{"data":[{"id":"2002_1","message":"Sorry Jo, call us.",)"
           R"("created_time":"2026-07-31T16:00:00+0000","from":{"id":"1001","name":"Example Page"}}]}}})";
}

std::string document(const std::string&, bool bad_item) {
    return R"({"data":[)" + rating(1) + "," + (bad_item ? R"({"recommendation_type":"negative"},)" : "") +
           rating(0) + R"(],"paging":{"cursors":{"before":"QVF0","after":"QVF2"}}})";
}

}  // namespace

Sample facebook_sample() {
    return {.portal = "facebook",
            .settings = settings,
            .document = document,
            .content_type = "application/json; charset=UTF-8",
            .conditional = false,
            .sandbox_place = "facebook/1001"};
}

}  // namespace reputed::test
