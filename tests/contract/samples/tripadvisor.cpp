// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "../samples.hpp"

namespace reputed::test {
namespace {

std::map<std::string, std::string> settings(const std::string& base_url) {
    return {{"location_id", "152890"},
            {"api_key", "hunter2-tripadvisor-key"},
            {"base_url", base_url},
            {"allow_private", "yes"}};
}

std::string review(int number) {
    const auto n = std::to_string(number);
    return R"({"id":90000000)" + n +
           R"(,"lang":"en","location_id":152890,"published_date":"2026-07-30T10:11:12Z","rating":2,)" +
           R"("helpful_votes":0,"rating_image_url":"https://x.example/s2.svg",)"
           R"("url":"https://www.tripadvisor.com/ShowUserReviews-g1-d152890-r90000000)" +
           n + R"(-Reviews","trip_type":"Family","travel_date":"2026-06-30","text":"Words )" + n +
           R"(","title":"Cold","user":{"username":"anna_g","user_location":{"name":"Gdansk","id":"274725"},)" +
           R"("review_count":3,"reviewer_badge":"x","avatar":{"thumbnail":"x"}},)"
           R"("subratings":{"0":{"name":"RATE_VALUE","value":4,"localized_name":"Value"}},)"
           R"("owner_response":{"id":1,"lang":"en","text":"Thanks","title":"x","author":"GM",)"
           R"("published_date":"2026-07-31T00:00:00Z"}})";
}

std::string document(const std::string&, bool bad_item) {
    return R"({"data":[)" + review(1) + "," + (bad_item ? R"({"rating":1},)" : "") + review(0) +
           R"(],"paging":{"next":"https://x.example/?key=hunter2","previous":null,"results":1,)" +
           R"("total_results":87,"skipped":0}})";
}

}  // namespace

Sample tripadvisor_sample() {
    return {.portal = "tripadvisor",
            .settings = settings,
            .document = document,
            .content_type = "application/json",
            .conditional = false,
            .sandbox_place = "tripadvisor/152890"};
}

}  // namespace reputed::test
