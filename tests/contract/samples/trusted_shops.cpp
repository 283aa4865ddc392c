// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "../samples.hpp"

namespace reputed::test {
namespace {

std::map<std::string, std::string> settings(const std::string& base_url) {
    return {{"channel", "chl-0a1b"},
            {"client_id", "desk"},
            {"client_secret", "hunter2-trusted-secret"},
            {"base_url", base_url},
            {"oauth_token_url", base_url + "/oauth/token"},
            {"allow_private", "yes"}};
}

std::string review(int number) {
    const auto n = std::to_string(number);
    return R"({"id":"rev-)" + n + R"(","accountRef":"acc-1","channelRef":"chl-0a1b","inviteRef":null,)" +
           R"("rating":2,"title":"Wolno","comment":"Words )" + n +
           R"(","createdAt":"2026-07-30T10:00:00.000Z","updatedAt":"2026-07-3)" + n +
           R"(T10:05:00.000Z","submittedAt":"2026-07-30T10:00:00.000Z","editedAt":"2026-07-30T10:05:00.000Z",)" +
           R"("feedbackType":"REVIEW","state":"APPROVED","type":"SERVICE_REVIEW",)"
           R"("verificationType":"VERIFIED","reply":{"createdAt":"2026-07-31T08:00:00.000Z",)"
           R"("updatedAt":"2026-07-31T08:00:00.000Z","comment":"Sorry","sendNotification":true},)"
           R"("customer":{"firstName":"Jan","lastName":"K.","fullName":"Jan K.","email":"jan@example.com",)"
           R"("mobile":null},"transaction":{"reference":"ORD-1","date":"2026-07-20T00:00:00.000Z"},)"
           R"("questionnaire":{"id":"qst-1","locale":"pl_PL"},"metadata":{},"hasAttachments":false,)"
           R"("additionalInformation":{"veto":{"comment":"x","reason":"ABUSIVE"}}})";
}

std::string document(const std::string&, bool bad_item) {
    return R"({"totalElements":2,"paging":{"count":100,"cursor":{"before":"cur-b"},)"
           R"("links":{"previous":"https://api.etrusted.com/reviews?before=cur-b"}},"items":[)" +
           review(1) + "," + (bad_item ? R"({"rating":1},)" : "") + review(0) + "]}";
}

}  // namespace

Sample trusted_shops_sample() {
    return {.portal = "trusted_shops",
            .settings = settings,
            .document = document,
            .content_type = "application/json; charset=utf-8",
            .conditional = false,
            .sandbox_place = "trusted_shops/chl-0a1b",
            .proves_removal = true};
}

}  // namespace reputed::test
