// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "../samples.hpp"

namespace reputed::test {
namespace {

std::map<std::string, std::string> settings(const std::string& base_url) {
    return {{"token", "hunter2-intercom-token"}, {"base_url", base_url}, {"allow_private", "yes"}};
}

std::string conversation(int number) {
    const auto n = std::to_string(number);
    return R"({"type":"conversation","id":"12)" + n +
           R"(","created_at":1785480000,"updated_at":1785590500,"conversation_rating":{"rating":2,)" +
           R"("remark":"Words )" + n + R"(","created_at":178558000)" + n + R"(,"updated_at":178558100)" + n +
           R"(,"contact":{"type":"contact","id":"c-1","external_id":"e-1"},)"
           R"("teammate":{"type":"teammate","id":"t-1"}}})";
}

std::string document(const std::string&, bool bad_item) {
    return R"({"type":"conversation.list","conversations":[)" + conversation(1) + "," +
           (bad_item ? R"({"conversation_rating":{"rating":1}},)" : "") + conversation(0) +
           R"(],"total_count":2,"pages":{"type":"pages","page":1,"per_page":150,"total_pages":1}})";
}

}  // namespace

Sample intercom_sample() {
    return {.portal = "intercom",
            .settings = settings,
            .document = document,
            .content_type = "application/json; charset=utf-8",
            .conditional = false,
            .sandbox_place = "intercom/workspace"};
}

}  // namespace reputed::test
