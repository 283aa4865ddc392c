// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "../../keys.hpp"
#include "../samples.hpp"
#include "base/json.hpp"

namespace reputed::test {
namespace {

std::string key_file() {
    base::JsonWriter json;
    json.begin_object().member("type", "service_account").member("private_key_id", "hunter2-key-id");
    json.member("private_key", private_pem(rsa_key()));
    json.member("client_email", "desk@project.example").end_object();
    return json.take();
}

std::map<std::string, std::string> settings(const std::string& base_url) {
    static const std::string key = key_file();
    return {{"package", "com.example.shop"},
            {"service_account", key},
            {"base_url", base_url},
            {"oauth_token_url", base_url + "/oauth/token"},
            {"allow_private", "yes"}};
}

std::string review(int number) {
    const auto n = std::to_string(number);
    return R"({"reviewId":"f3a1c0de-)" + n + R"(","authorName":"Piotr K.","comments":[{"userComment":{)" +
           R"("text":"Title\tWords )" + n + R"(","lastModified":{"seconds":"178559000)" + n +
           R"(","nanos":713000000},"starRating":2,"reviewerLanguage":"pl","device":"klte",)"
           R"("androidOsVersion":34,"appVersionCode":4012,"appVersionName":"4.1.2","thumbsUpCount":2,)"
           R"("thumbsDownCount":0,"deviceMetadata":{"productName":"Galaxy","manufacturer":"Samsung",)"
           R"("deviceClass":"phone","screenWidthPx":1080,"ramMb":8192},"originalText":"Tytuł\tSłowa"}},)"
           R"({"developerComment":{"text":"Sorry","lastModified":{"seconds":"1785590010","nanos":1000000}}}]})";
}

std::string document(const std::string&, bool bad_item) {
    return R"({"reviews":[)" + review(1) + "," + (bad_item ? R"({"authorName":"Nobody"},)" : "") + review(0) +
           R"(],"tokenPagination":{"previousPageToken":"before"},)"
           R"("pageInfo":{"totalResults":2,"resultPerPage":10,"startIndex":0}})";
}

}  // namespace

Sample google_play_sample() {
    return {.portal = "google_play",
            .settings = settings,
            .document = document,
            .content_type = "application/json; charset=UTF-8",
            .conditional = false,
            .sandbox_place = "google_play/com.example.shop"};
}

}  // namespace reputed::test
