// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "../samples.hpp"

namespace reputed::test {
namespace {

std::map<std::string, std::string> settings(const std::string& base_url) {
    return {{"client_id", "desk"},
            {"client_secret", "hunter2"},
            {"base_url", base_url},
            {"oauth_token_url", base_url + "/oauth/token"},
            {"allow_private", "yes"}};
}

std::string rating(int number) {
    const auto n = std::to_string(number);
    return R"({"id":"5f245afca39ce1004cb8fc3)" + n + R"(","createdAt":"2026-07-3)" + n +
           R"(T19:55:08.555","lastChangedAt":"2026-07-3)" + n +
           R"(T20:00:00.000Z","editedAt":"2026-07-31T20:00:00.000Z","recommended":false,)"
           R"("buyer":{"id":"33811291","login":"test_login"},"comment":"Words )" +
           n +
           R"(","rates":{"delivery":5,"deliveryCost":5,"description":5,"service":2},)"
           R"("excludedFromAverageRates":false,"excludedFromAverageRatesReason":null,)"
           R"("order":{"id":"o","offers":[{"id":"1","title":"Soup"}]},)"
           R"("answer":{"message":"Sorry","createdAt":"2026-07-31T21:00:00Z"},)"
           R"("removal":{"possible":false,"possibleTo":null,"request":null}})";
}

std::string document(const std::string& target, bool bad_item) {
    if (!target.contains("offset=0") && target.contains("offset=")) return R"({"ratings":[]})";
    return R"({"ratings":[)" + rating(1) + "," + (bad_item ? R"({"recommended":true},)" : "") + rating(0) +
           "]}";
}

}  // namespace

Sample allegro_sample() {
    return {.portal = "allegro",
            .settings = settings,
            .document = document,
            .content_type = "application/vnd.allegro.public.v1+json",
            .conditional = false,
            .sandbox_place = "allegro/shop",
            .proves_removal = true};
}

}  // namespace reputed::test
