// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "../samples.hpp"

namespace reputed::test {
namespace {

std::map<std::string, std::string> settings(const std::string& base_url) {
    return {{"property_id", "1234567"},
            {"username", "desk"},
            {"password", "hunter2-of-booking"},
            {"base_url", base_url},
            {"allow_private", "yes"}};
}

std::string review(int number) {
    const auto n = std::to_string(number);
    return R"({"review_id":"Qr-)" + n + R"(","created_timestamp":"2026-07-3)" + n +
           R"( 12:16:33","last_change_timestamp":"2026-07-31 08:00:00","url":"https://reviews.example/)" + n +
           R"(","is_moderated":0,"reservation_id":1,"reviewer":{"name":"Ana","country_code":"pl","is_genius":true},)"
           R"("scoring":{"review_score":3.2,"staff":10,"clean":10,"facilities":7.5,"comfort":10,"value":null},)"
           R"("content":{"language_code":"en","headline":"So so","positive":"Breakfast","negative":"Noise"},)"
           R"("reply":{"text":"Sorry","last_change_timestamp":"2026-07-31 08:00:00","is_moderated":0}})";
}

std::string document(const std::string& target, bool bad_item) {
    if (target.contains("cursor="))
        return R"({"errors":[],"meta":{"next_page":"/reviews/properties/1234567/reviews?cursor=2"},)"
               R"("data":{"reviews":[]}})";
    return R"({"warnings":[],"meta":{"ruid":"r","next_page":"/reviews/properties/1234567/reviews?cursor=2"},)"
           R"("data":{"reviews":[)" +
           review(1) + "," + (bad_item ? R"({"reservation_id":7},)" : "") + review(0) + "]}}";
}

}  // namespace

Sample booking_sample() {
    return {.portal = "booking",
            .settings = settings,
            .document = document,
            .content_type = "application/json; charset=UTF-8",
            .conditional = false,
            .sandbox_place = "booking/1234567"};
}

}  // namespace reputed::test
