// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "../samples.hpp"

namespace reputed::test {
namespace {

std::map<std::string, std::string> settings(const std::string& base_url) {
    return {{"product_id", "desk-1"},
            {"token", "hunter2-of-g2"},
            {"base_url", base_url},
            {"allow_private", "yes"}};
}

std::string response(int number) {
    const auto n = std::to_string(number);
    return R"({"id":")" + n +
           R"(","type":"survey_responses","attributes":{"product_name":"Desk","is_public":true,"slug":"s",)"
           R"("title":"So so","star_rating":2.5,"votes_up":0,"comment_answers":{"love":{"text":"What do you like )"
           R"(best?","value":"Speed"},"hate":{"text":"What do you dislike?","value":"Words"}},)"
           R"("submitted_at":"2026-07-3)" +
           n + R"(T10:00:00Z","updated_at":"2026-07-31T11:00:00Z","country_name":"Poland"}})";
}

std::string document(const std::string&, bool bad_item) {
    return R"({"data":[)" + response(1) + "," + (bad_item ? R"({"type":"survey_responses"},)" : "") +
           response(0) +
           R"(],"links":{"self":"https://data.example/"},"meta":{"record_count":2,"page_count":1}})";
}

}  // namespace

Sample g2_sample() {
    return {.portal = "g2",
            .settings = settings,
            .document = document,
            .content_type = "application/vnd.api+json",
            .conditional = false,
            .sandbox_place = "g2/desk-1"};
}

}  // namespace reputed::test
