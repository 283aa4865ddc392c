// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "../samples.hpp"

namespace reputed::test {
namespace {

std::map<std::string, std::string> settings(const std::string& base_url) {
    return {
        {"forum", base_url}, {"user", "desk"}, {"api_key", "hunter2-forum-key"}, {"allow_private", "yes"}};
}

std::string post(int number) {
    const auto n = std::to_string(number);
    return R"({"id":900)" + n + R"(,"username":"jan","name":"Jan","created_at":"2026-07-3)" + n +
           R"(T10:00:00.000Z","updated_at":"2026-07-3)" + n + R"(T10:05:00.000Z","cooked":"<p>Words )" + n +
           R"(</p>","raw":"Words )" + n + R"(","post_number":)" + n +
           R"(,"topic_id":300,"topic_slug":"slow","topic_title":"Slow","category_id":5,"like_count":0,)"
           R"("version":2,"reply_to_post_number":null})";
}

std::string document(const std::string& target, bool bad_item) {
    if (target.contains("before=")) return R"({"latest_posts":[]})";
    return R"({"latest_posts":[)" + post(1) + "," + (bad_item ? R"({"username":"nobody"},)" : "") + post(0) +
           "]}";
}

}  // namespace

Sample discourse_sample() {
    return {.portal = "discourse",
            .settings = settings,
            .document = document,
            .content_type = "application/json; charset=utf-8",
            .conditional = false,
            .sandbox_place = "discourse/forum"};
}

}  // namespace reputed::test
