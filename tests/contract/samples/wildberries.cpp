// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "../samples.hpp"

namespace reputed::test {
namespace {

std::map<std::string, std::string> settings(const std::string& base_url) {
    return {{"token", "hunter2-of-wildberries"}, {"base_url", base_url}, {"allow_private", "yes"}};
}

std::string feedback(int number) {
    const auto n = std::to_string(number);
    return R"({"id":"YX)" + n +
           R"(","text":"Words","pros":"Warm","cons":"Late","productValuation":2,"createdDate":"2026-07-3)" +
           n +
           R"(T12:00:00Z","state":"none","answer":{"text":"Sorry","state":"wbRu"},"productDetails":{"nmId":1,)"
           R"("productName":"Soup","supplierArticle":"S-1"},"userName":"Ivan","photoLinks":null})";
}

std::string document(const std::string& target, bool bad_item) {
    const bool first = target.contains("isAnswered=false&take=500&skip=0&") || !target.contains("skip=");
    const std::string entries =
        feedback(1) + "," + (bad_item ? R"({"productValuation":1},)" : "") + feedback(0);
    return R"({"data":{"countUnanswered":1,"countArchive":0,"feedbacks":[)" + (first ? entries : "") +
           R"(]},"error":false,"errorText":"","additionalErrors":null})";
}

}  // namespace

Sample wildberries_sample() {
    return {.portal = "wildberries",
            .settings = settings,
            .document = document,
            .content_type = "application/json; charset=UTF-8",
            .conditional = false,
            .sandbox_place = "wildberries/shop"};
}

}  // namespace reputed::test
