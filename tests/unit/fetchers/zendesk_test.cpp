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

core::Source help_desk(std::map<std::string, std::string> further = {}) {
    further.merge(std::map<std::string, std::string>{
        {"subdomain", "acme"}, {"email", "desk@example.com"}, {"token", "hunter2-token"}});
    return a_source("zendesk", further);
}

std::string rating(int id, const std::string& score, const std::string& further = {}) {
    return R"({"id":)" + std::to_string(id) + R"(,"ticket_id":208,"score":")" + score +
           R"(","created_at":"2026-07-30T21:44:00Z","updated_at":"2026-07-31T21:44:00Z")" + further + "}";
}

std::string list(const std::string& ratings, const std::string& paging = R"("meta":{"has_more":false})") {
    return R"({"satisfaction_ratings":[)" + ratings + "]," + paging + "}";
}

}  // namespace

TEST_CASE("Zendesk knows an administrator by mail address and token", "[fetchers][zendesk]") {
    const auto [mail, header] = GENERATE(table<std::string, std::string>(
        {{"desk@example.com", "Basic ZGVza0BleGFtcGxlLmNvbS90b2tlbjpodW50ZXIyLXRva2Vu"},
         {"", "Bearer hunter2-token"}}));
    Answering desk(help_desk({{"email", mail}}));
    desk.http.answer("/satisfaction_ratings?", json_of(list({})));
    CHECK(desk.batch().items.empty());
    REQUIRE(desk.http.requests.size() == 1);
    CHECK(desk.http.requests[0].headers.find("Authorization") == header);
    CHECK(desk.http.requests[0].url ==
          "https://acme.zendesk.com/api/v2/satisfaction_ratings?score=received&page%5Bsize%5D=100");
}

TEST_CASE("good and bad are the ends of a scale that was guessed", "[fetchers][zendesk]") {
    const auto parsed = find_portal("zendesk")->parse(
        list(rating(1, "good") + "," + rating(2, "bad", R"(,"comment":"Too slow","reason":"It took long")") +
             "," + rating(3, "SPLENDID") + "," + rating(4, "offered") + "," +
             rating(5, "bad", R"(,"comment":null)")),
        {"https://acme.zendesk.com", "application/json"});
    REQUIRE(parsed.items.size() == 4);
    CHECK(parsed.items[0].rating == core::Rating{5, 5, 1, true});
    CHECK(parsed.items[1].rating == core::Rating{1, 5, 1, true});
    CHECK(parsed.items[1].body == "Too slow\n\nReason: It took long");
    CHECK(parsed.items[1].url == "https://acme.zendesk.com/agent/tickets/208");
    CHECK(parsed.items[1].updated->at == core::from_iso("2026-07-31T21:44:00Z"));
    CHECK_FALSE(parsed.items[2].rating);
    CHECK(parsed.items[3].id == "5");
    CHECK(parsed.items[3].body.empty());
}

TEST_CASE("both forms of Zendesk's paging lead on", "[fetchers][zendesk]") {
    const auto [paging, second] = GENERATE(table<std::string, std::string>({
        {R"("meta":{"has_more":true,"after_cursor":"a+b"},"links":{"next":"https://elsewhere.example/"})",
         "&page%5Bsize%5D=100&page%5Bafter%5D=a%2Bb"},
        {R"("count":2,"next_page":"https://acme.zendesk.com/api/v2/satisfaction_ratings.json?page=2&per_page=1")",
         "&page=2&per_page=100"},
        {R"("count":2,"next_page":"https://elsewhere.example/?per_page=1&page=2")", "&page=2&per_page=100"},
    }));
    Answering desk(help_desk());
    desk.http.answer("score=received", json_of(list(rating(1, "bad"), paging)));
    desk.http.answer(second, json_of(list(rating(2, "bad"), R"("count":2,"next_page":null)")));
    const auto batch = desk.batch();
    CHECK(batch.items.size() == 2);
    CHECK(batch.completeness == core::Completeness::complete);
    CHECK_FALSE(batch.swept);
    for (const auto& request : desk.http.requests)
        CHECK(request.url.starts_with("https://acme.zendesk.com/"));
}

TEST_CASE("later polls ask Zendesk from a day before the newest rating", "[fetchers][zendesk]") {
    Answering desk(help_desk());
    desk.http.answer("/satisfaction_ratings?", json_of(list(rating(1, "bad"))));
    PollRequest request;
    request.source = desk.source;
    request.cursor = desk.batch().cursor;
    (void)desk.poll(desk.portal(), request);
    const auto day_before = core::from_iso("2026-07-30T21:44:00Z")->time_since_epoch();
    CHECK(desk.http.requests.back().url.ends_with(
        "&start_time=" +
        std::to_string(std::chrono::duration_cast<std::chrono::seconds>(day_before).count())));
}

TEST_CASE("each of Zendesk's refusals has its way out", "[fetchers][zendesk]") {
    const auto [status, body, words] = GENERATE(table<int, std::string, std::string>({
        {401, R"({"error":"Couldn't authenticate you"})", "token"},
        {403, R"({"error":{"title":"Forbidden","message":"You do not have access"}})", "administrators"},
        {404, R"({"error":"InvalidEndpoint","description":"Not found"})", "subdomain"},
    }));
    Answering desk(help_desk());
    desk.http.answer("/satisfaction_ratings?", reply_of(status, body));
    CHECK(desk.failure().words.contains(words));
}

TEST_CASE("nothing is answered to Zendesk's customers", "[fetchers][zendesk]") {
    CHECK_FALSE(find_portal("zendesk")->reply);
    CHECK(find_portal("zendesk")->make_replier == nullptr);
}

TEST_CASE("settings of Zendesk are told by their form", "[fetchers][zendesk]") {
    const auto [field, value] = GENERATE(table<std::string, std::string>({
        {"subdomain", "https://acme.zendesk.com"},
        {"email", "desk@example.com/token"},
        {"email", "desk"},
    }));
    const auto problems = check_settings(help_desk({{field, value}}));
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].field == field);
}
