// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "answering.hpp"

using namespace reputed;
using namespace reputed::fetchers;
using test::a_source;
using test::Answering;
using test::json_of;
using test::reply_of;

namespace {

core::Source place(std::map<std::string, std::string> further = {}) {
    std::map<std::string, std::string> settings{{"location_id", "152890"}, {"api_key", "hunter2-key"}};
    settings.merge(further);
    return a_source("tripadvisor", settings);
}

constexpr auto two_reviews =
    R"({"data":[{"id":900000001,"lang":"en","published_date":"2026-07-30T10:11:12Z","rating":2,"title":"Cold",)"
    R"("url":"https://www.tripadvisor.com/Show-r900000001?key=hunter2-key","text":"Soup",)"
    R"("user":{"username":"anna_g"},"subratings":[{"value":"3.5"}],)"
    R"("owner_response":{"text":"Thanks","published_date":"2026-07-31T00:00:00Z"}},)"
    R"({"id":"900000002","published_date":"2026-07-29T10:11:12Z","rating":0,"subratings":{"0":{"value":4}}}],)"
    R"("paging":{"next":"https://api.example/?key=hunter2-key","total_results":87}})";

}  // namespace

TEST_CASE("Tripadvisor's reviews come with the owner's response", "[fetchers][tripadvisor]") {
    Answering desk(place({{"language", "pl"}}));
    desk.http.answer("/location/152890/reviews", json_of(two_reviews));
    const auto batch = desk.batch();
    REQUIRE(batch.items.size() == 2);
    CHECK(batch.items[0].id == "900000001");
    CHECK(batch.items[0].author == "anna_g");
    CHECK(batch.items[0].reply->text == "Thanks");
    CHECK(batch.items[1].id == "900000002");
    CHECK_FALSE(batch.items[1].rating);
    REQUIRE(batch.aggregates.size() == 1);
    CHECK(batch.aggregates[0].count == 87);
    CHECK(desk.http.requests.size() == 1);
    CHECK(desk.http.requests[0].url.contains("language=pl"));
}

TEST_CASE("Tripadvisor's key is in the question and nowhere else", "[fetchers][tripadvisor]") {
    Answering desk(place());
    desk.http.answer("/reviews", json_of(two_reviews));
    desk.http.answer("/reviews", reply_of(403, R"({"Message":"deny for key=hunter2-key"})"));
    desk.http.answer("/reviews", reply_of(500, "key=hunter2-key"));
    desk.http.answer("/reviews", reply_of(200, "<a href='?key=hunter2-key'>"));
    const auto result = desk.read();
    CHECK(desk.http.requests[0].url.ends_with("&key=hunter2-key"));
    const auto& batch = std::get<core::Batch>(result.outcome);
    CHECK(batch.items[0].url == "https://www.tripadvisor.com/Show-r900000001");
    CHECK_FALSE(batch.cursor.contains("hunter2"));
    CHECK_FALSE((result.visit.moved_to + result.visit.host).contains("hunter2"));
    for (int i = 0; i < 3; ++i) {
        const auto failure = desk.failure();
        CHECK_FALSE((failure.words + failure.technical + failure.evidence).contains("hunter2"));
    }
}

TEST_CASE("a key of Tripadvisor that is bound to an address is told apart", "[fetchers][tripadvisor]") {
    Answering desk(place({{"referer", "https://hotel.example/"}}));
    desk.http.answer("/reviews", reply_of(403, R"({"Message":"explicit deny"})"));
    CHECK(desk.failure().words.contains("public address of this server"));
    CHECK(desk.http.requests[0].headers.find("Referer") == "https://hotel.example/");
}

TEST_CASE("Tripadvisor's texts are never kept, and nothing is ever gone there", "[fetchers][tripadvisor]") {
    CHECK(find_portal("tripadvisor")->retention.most == std::chrono::hours{0});
    Answering desk(place());
    desk.http.answer("/reviews", json_of(R"({"data":[]})"));
    CHECK_FALSE(desk.batch().swept);
}

TEST_CASE("a place of Tripadvisor is a number", "[fetchers][tripadvisor]") {
    auto source = place();
    source.settings["location_id"] = "d152890";
    CHECK(check_settings(source).size() == 1);
    CHECK(check_settings(place({{"language", "en&key=1"}})).size() == 1);
}
