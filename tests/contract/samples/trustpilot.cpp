// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "../samples.hpp"

namespace reputed::test {
namespace {

std::map<std::string, std::string> settings(const std::string& base_url) {
    return {{"business_unit", "507f191e810c19729de860ea"},
            {"access", "private"},
            {"api_key", "hunter2-trustpilot-key"},
            {"api_secret", "hunter2-trustpilot-secret"},
            {"username", "desk@example.com"},
            {"password", "hunter2-trustpilot-password"},
            {"base_url", base_url + "/v1"},
            {"oauth_token_url", base_url + "/oauth/token"},
            {"allow_private", "yes"}};
}

std::string review(int number) {
    const auto n = std::to_string(number);
    return R"({"links":[],"id":"69000000000000000000000)" + n +
           R"(","consumer":{"links":[],"id":"68000000000000000000000)" + n +
           R"(","displayName":"Guest","displayLocation":"Gdansk, PL","numberOfReviews":3},)" +
           R"("businessUnit":{"id":"507f191e810c19729de860ea"},"location":null,"stars":2,)"
           R"("title":"Late","text":"Words )" +
           n + R"(","language":"en","createdAt":"2026-07-3)" + n +
           R"(T09:34:44.000Z","experiencedAt":"2026-07-20T00:00:00.000Z","updatedAt":null,)"
           R"("companyReply":{"text":"Sorry!","authorBusinessUserId":"1","authorBusinessUserName":"Support",)"
           R"("createdAt":"2026-07-31T08:00:00Z","updatedAt":null},"isVerified":true,)"
           R"("source":"InvitationApi","numberOfLikes":0,"status":"active","reportData":null,)"
           R"("complianceLabels":[],"countsTowardsTrustScore":true,"reviewVerificationLevel":"invited",)"
           R"("referralEmail":"jan@example.com","referenceId":"ORD-1","tags":[{"group":"a","value":"b"}]})";
}

std::string document(const std::string&, bool bad_item) {
    return R"({"links":[{"href":"https://api.trustpilot.com/v1/x","method":"GET","rel":"self"}],"reviews":[)" +
           review(1) + "," + (bad_item ? R"({"stars":1},)" : "") + review(0) + "]}";
}

}  // namespace

Sample trustpilot_sample() {
    return {.portal = "trustpilot",
            .settings = settings,
            .document = document,
            .content_type = "application/json; charset=utf-8",
            .conditional = false,
            .sandbox_place = "trustpilot/507f191e810c19729de860ea",
            .proves_removal = true};
}

}  // namespace reputed::test
