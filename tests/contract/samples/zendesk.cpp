// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "../samples.hpp"

namespace reputed::test {
namespace {

std::map<std::string, std::string> settings(const std::string& base_url) {
    return {{"subdomain", "acme"},
            {"email", "desk@example.com"},
            {"token", "hunter2-zendesk-token"},
            {"base_url", base_url},
            {"allow_private", "yes"}};
}

std::string rating(int number) {
    const auto n = std::to_string(number);
    return R"({"id":6)" + n + R"(,"url":"https://x.example/api/v2/satisfaction_ratings/6)" + n +
           R"(.json","assignee_id":135,"group_id":44,"requester_id":7881,"ticket_id":208,"score":"bad",)" +
           R"("comment":"Words )" + n +
           R"(","reason":"The issue took too long to resolve","reason_code":100,"reason_id":3,)" +
           R"("created_at":"2026-07-3)" + n + R"(T21:44:00Z","updated_at":"2026-07-31T22:44:00Z"})";
}

std::string document(const std::string&, bool bad_item) {
    return R"({"satisfaction_ratings":[)" + rating(0) + "," + (bad_item ? R"({"score":"bad"},)" : "") +
           rating(1) +
           R"(],"meta":{"has_more":false,"after_cursor":"xxx","before_cursor":"yyy"},)"
           R"("links":{"prev":"https://x.example/before"}})";
}

}  // namespace

Sample zendesk_sample() {
    return {.portal = "zendesk",
            .settings = settings,
            .document = document,
            .content_type = "application/json; charset=utf-8",
            .conditional = false,
            .sandbox_place = "zendesk/desk"};
}

}  // namespace reputed::test
