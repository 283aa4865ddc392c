// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <catch2/catch.hpp>

#include "scripted_http.hpp"

using namespace reputed;
using namespace reputed::fetchers;
using test::json_of;
using test::reply_of;

namespace {

const Portal& allegro() { return *find_portal("allegro"); }

core::Source source() {
    return test::a_source("allegro", {{"client_id", "desk"}, {"client_secret", "of-allegro-1"}});
}

/// Somebody gave consent.
class Consented final : public GrantStore {
  public:
    base::Task<std::optional<std::string>> load(std::string) override { co_return "refresh-of-allegro"; }
    base::Task<> save(std::string, std::string) override { co_return; }
};

struct Connected : test::Bench {
    Connected() {
        http.answer("/auth/oauth/token", json_of(R"({"access_token":"access-of-allegro","expires_in":300})"));
    }
    FetcherDeps connected() {
        auto all = deps();
        all.keyring = std::make_shared<Keyring>(std::make_shared<Consented>());
        return all;
    }
    core::Batch batch(const std::string& cursor = {}) {
        PollRequest request{source(), cursor, {}, {}, cursor.empty()};
        auto result = run(allegro().make_fetcher(connected())->poll(request));
        REQUIRE(std::holds_alternative<core::Batch>(result.outcome));
        return std::get<core::Batch>(result.outcome);
    }
};

core::Item item_of(const std::string& rating) {
    const auto parsed = allegro().parse(R"({"ratings":[)" + rating + "]}", {"https://a.example/", "json"});
    REQUIRE(parsed.items.size() == 1);
    return parsed.items[0];
}

ReplyRequest reply_request() {
    ReplyRequest request;
    request.source = source();
    request.external_id = "5f/1";
    request.text = "Przepraszamy";
    return request;
}

}  // namespace

TEST_CASE("Allegro's yes and no are a rating, its part ratings are words", "[fetchers][allegro]") {
    const auto no = item_of(
        R"({"id":"1","createdAt":"2026-07-31T19:55:08.555","recommended":false,"comment":"Zimna zupa",)"
        R"("rates":{"delivery":1,"service":2,"description":null}})");
    REQUIRE(no.rating);
    CHECK(no.rating->score() == 0);
    CHECK(no.body == "Zimna zupa\n\nOceny cząstkowe: obsługa 2/5, dostawa 1/5");
    REQUIRE(no.published);
    CHECK(no.published->at == *core::from_iso("2026-07-31T19:55:08.555Z"));
    CHECK_FALSE(no.published->zone_known);
    const auto yes = item_of(R"({"id":"1","createdAt":"2026-07-31T19:55:08.555Z","recommended":true})");
    CHECK(yes.rating->score() == 100);
    CHECK(yes.body.empty());
    CHECK_FALSE(item_of(R"({"id":"1","recommended":null})").rating);
}

TEST_CASE("Allegro's list is walked by offset, in the form it asks for", "[fetchers][allegro]") {
    Connected bench;
    const std::string one =
        R"({"ratings":[{"id":"1","createdAt":"2026-07-31T10:00:00Z","recommended":true}]})";
    bench.http.answer("offset=0", json_of(one));
    bench.http.answer("offset=1", json_of(R"({"ratings":[]})"));
    const auto batch = bench.batch();
    CHECK(batch.items.size() == 1);
    CHECK(batch.swept);
    const auto& asked = bench.http.requests[1];
    CHECK(asked.headers.find("Accept") == "application/vnd.allegro.public.v1+json");
    CHECK(asked.headers.find("Authorization") == "Bearer access-of-allegro");
    CHECK(bench.http.requests[0].headers.find("Authorization")->starts_with("Basic "));
}

TEST_CASE("what lies beyond Allegro's last offset is said, and proves nothing", "[fetchers][allegro]") {
    Connected bench;
    std::string page = R"({"ratings":[)";
    for (int i = 0; i < 100; ++i)
        page += (i == 0 ? "" : ",") + std::string(R"({"id":")") + std::to_string(i) +
                R"(","createdAt":"2026-07-31T10:00:00Z"})";
    bench.http.answer("user-ratings", json_of(page + "]}"));
    auto batch = bench.batch();
    CHECK(batch.completeness == core::Completeness::partial);
    batch = bench.batch(batch.cursor);
    CHECK_FALSE(batch.swept);
    REQUIRE_FALSE(batch.problems.empty());
    CHECK(batch.problems.back().words.contains("20000"));
    CHECK(bench.http.requests.back().url.ends_with("offset=20000"));
}

TEST_CASE("an answer on Allegro goes to its rating, and its refusal is quoted", "[fetchers][allegro]") {
    Connected bench;
    bench.http.answer("/answer", reply_of(422, R"({"errors":[{"code":"X","userMessage":"Za długa."}]})"));
    const auto outcome = bench.run(allegro().make_replier(bench.connected())->post(reply_request()));
    REQUIRE(std::holds_alternative<Refused>(outcome));
    CHECK(std::get<Refused>(outcome).words.contains("Za długa."));
    const auto& put = bench.http.requests.back();
    CHECK(put.method == "PUT");
    CHECK(put.url == "https://api.allegro.pl/sale/user-ratings/5f%2F1/answer");
    CHECK(put.body == R"({"message":"Przepraszamy"})");
}

TEST_CASE("Allegro's ratings show whether they were answered", "[fetchers][allegro]") {
    const auto [body, state] = GENERATE(table<std::string, SeenState>({
        {R"({"id":"1","answer":null})", SeenState::none},
        {R"({"id":"1","answer":{"message":"Hej"}})", SeenState::live},
    }));
    Connected bench;
    bench.http.answer("user-ratings/", json_of(body));
    const auto outcome = bench.run(allegro().make_replier(bench.connected())->look(reply_request()));
    REQUIRE(std::holds_alternative<Seen>(outcome));
    CHECK(std::get<Seen>(outcome).state == state);
}

TEST_CASE("an application that may not read ratings is told so", "[fetchers][allegro]") {
    Connected bench;
    bench.http.answer("user-ratings", reply_of(403, R"({"errors":[{"code":"AccessDenied"}]})"));
    PollRequest request{source(), {}, {}, {}, true};
    const auto result = bench.run(allegro().make_fetcher(bench.connected())->poll(request));
    REQUIRE(std::holds_alternative<core::PollFailure>(result.outcome));
    CHECK(std::get<core::PollFailure>(result.outcome).words.contains("registered"));
}

TEST_CASE("Allegro takes 500 characters", "[fetchers][allegro]") {
    std::string text;
    for (int i = 0; i < 500; ++i) text += "ą";
    CHECK(problem_of_length(*allegro().reply, text).empty());
    CHECK_FALSE(problem_of_length(*allegro().reply, text + "ą").empty());
}
