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

core::Source shop(std::map<std::string, std::string> further = {}) {
    std::map<std::string, std::string> settings{{"client_id", "desk"}, {"client_secret", "hunter2-secret"}};
    settings.merge(further);
    return a_source("trusted_shops", settings);
}

void with_token(Answering& desk) {
    desk.http.answer("/oauth/token", json_of(R"({"access_token":"t-1","expires_in":300})"));
}

std::string list(const std::string& reviews, const std::string& after = {}) {
    return R"({"paging":{"cursor":{)" + (after.empty() ? "" : R"("after":")" + after + '"') +
           R"(}},"items":[)" + reviews + "]}";
}

}  // namespace

TEST_CASE("Trusted Shops is asked for a token of its audience", "[fetchers][trusted_shops]") {
    Answering desk(shop({{"channel", "chl-1,chl-2"}, {"kind", "shop"}}));
    with_token(desk);
    desk.http.answer("/reviews?", json_of(list({})));
    (void)desk.batch();
    REQUIRE(desk.http.requests.size() == 2);
    CHECK(desk.http.requests[0].url == "https://login.etrusted.com/oauth/token");
    CHECK(desk.http.requests[0].body.contains("audience=https%3A%2F%2Fapi.etrusted.com"));
    CHECK(desk.http.requests[1].url.contains("channels=chl-1%2Cchl-2&type=SERVICE_REVIEW"));
}

TEST_CASE("rejected and discarded reviews are gone at Trusted Shops", "[fetchers][trusted_shops]") {
    Answering desk(shop());
    with_token(desk);
    desk.http.answer(
        "/reviews?",
        json_of(
            list(R"({"id":"rev-1","state":"REJECTED"},{"id":"rev-2","state":"DISCARDED"},)"
                 R"({"id":"rev-3","state":"MODERATION","rating":1,"createdAt":"2026-07-30T10:00:00Z",)"
                 R"("questionnaire":{"locale":"pl_PL"},"customer":{"firstName":"Jan","lastName":"K."}})")));
    const auto batch = desk.batch();
    CHECK(batch.removed == std::vector<std::string>{"rev-1", "rev-2"});
    CHECK(batch.problems.empty());
    REQUIRE(batch.items.size() == 1);
    CHECK(batch.items[0].id == "rev-3");
    CHECK(batch.items[0].author == "Jan K.");
    CHECK(batch.items[0].language == "pl-PL");
}

TEST_CASE("Trusted Shops' cursors lead to the next page", "[fetchers][trusted_shops]") {
    Answering desk(shop());
    with_token(desk);
    const std::string review = R"({"id":"rev-1","rating":1,"createdAt":"2026-07-30T10:00:00Z"})";
    desk.http.answer("/reviews?", json_of(list(review, "a b")));
    desk.http.answer("&after=a%20b", json_of(list({})));
    CHECK(desk.batch().completeness == core::Completeness::complete);
    CHECK(desk.http.requests.size() == 3);
}

TEST_CASE("what became of an answer at Trusted Shops is told apart", "[fetchers][trusted_shops]") {
    Answering desk(shop({{"notify", "no"}}));
    with_token(desk);
    desk.http.answer("/reviews/rev-1/reply", reply_of(201, "{}"));
    desk.http.answer("/reviews/rev-1/reply", reply_of(400, R"({"Message":"comment is too long"})"));
    desk.http.answer("/reviews/rev-1/reply", reply_of(503));
    CHECK(std::holds_alternative<Accepted>(desk.post(desk.answer_to("rev-1"))));
    CHECK(desk.http.requests.back().body == R"({"comment":"Sorry!","sendNotification":false})");
    const auto refused = desk.post(desk.answer_to("rev-1"));
    REQUIRE(std::holds_alternative<Refused>(refused));
    CHECK(std::get<Refused>(refused).words.ends_with("comment is too long"));
    CHECK(std::holds_alternative<Uncertain>(desk.post(desk.answer_to("rev-1"))));
}

TEST_CASE("a review without answer is seen as such at Trusted Shops", "[fetchers][trusted_shops]") {
    Answering desk(shop());
    with_token(desk);
    desk.http.answer("/reviews/rev-1", json_of(R"({"id":"rev-1"})"));
    desk.http.answer("/reviews/rev-1", json_of(R"({"id":"rev-1","reply":{"comment":"Sorry!"}})"));
    CHECK(std::get<Seen>(desk.look(desk.answer_to("rev-1"))).state == SeenState::none);
    CHECK(std::get<Seen>(desk.look(desk.answer_to("rev-1"))).state == SeenState::live);
}

TEST_CASE("Trusted Shops' channels can be chosen from", "[fetchers][trusted_shops]") {
    Answering desk(shop());
    with_token(desk);
    desk.http.answer("/channels", json_of(R"([{"id":"chl-1","name":"Shop","url":"https://a.example"},)"
                                          R"({"id":"../x","name":"odd"},7])"));
    const auto outcome = desk.run(desk.portal().list_places(desk.deps(), desk.source));
    REQUIRE(std::holds_alternative<std::vector<PlaceChoice>>(outcome));
    const auto& places = std::get<std::vector<PlaceChoice>>(outcome);
    REQUIRE(places.size() == 1);
    CHECK(places[0].value == "chl-1");
}

TEST_CASE("a channel of Trusted Shops is told by its form", "[fetchers][trusted_shops]") {
    CHECK(check_settings(shop({{"channel", "chl-1,chl-2"}})).empty());
    CHECK(check_settings(shop({{"channel", "my shop"}})).size() == 1);
}
