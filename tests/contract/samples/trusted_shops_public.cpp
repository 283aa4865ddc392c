// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "../samples.hpp"

namespace reputed::test {
namespace {

std::map<std::string, std::string> settings(const std::string& base_url) {
    return {
        {"shop_id", "X0123456789ABCDEF0123456789ABCDEF"}, {"base_url", base_url}, {"allow_private", "yes"}};
}

std::string review(int number) {
    const auto n = std::to_string(number);
    return R"({"UID":"uid-)" + n + R"(","comment":"Words )" + n +
           R"(","creationDate":"2026-07-30T10:00:00+01:00","confirmationDate":"2026-07-30T11:00:00+01:00",)" +
           R"("mark":"2.00","markDescription":"POOR",)" +
           R"("criteria":[{"mark":"2.00","markDescription":"POOR","type":"DELIVERY"}]})";
}

std::string document(const std::string&, bool bad_item) {
    return R"({"response":{"code":200,"data":{"shop":{"tsId":"X0","url":"shop.example","name":"Shop",)"
           R"("languageISO2":"pl","targetMarketISO3":"POL","qualityIndicators":{"reviewIndicator":)"
           R"({"activeReviewCount":1400,"totalReviewCount":5600,"overallMark":4.81,)"
           R"("overallMarkDescription":"EXCELLENT"}},"reviews":[)" +
           review(1) + "," + (bad_item ? R"({"mark":"1.00"},)" : "") + review(0) +
           R"(]}},"message":"SUCCESS","responseInfo":{"apiVersion":"2.4.18"},"status":"SUCCESS"}})";
}

}  // namespace

Sample trusted_shops_public_sample() {
    return {.portal = "trusted_shops_public",
            .settings = settings,
            .document = document,
            .content_type = "application/json",
            .conditional = false,
            .sandbox_place = "trusted_shops_public/X0123456789ABCDEF0123456789ABCDEF"};
}

}  // namespace reputed::test
