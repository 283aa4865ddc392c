// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "answering.hpp"

using namespace reputed;
using namespace reputed::fetchers;
using test::a_source;
using test::json_of;
using test::reply_of;

namespace {

class Connected final : public GrantStore {
  public:
    base::Task<std::optional<std::string>> load(std::string) override { co_return "refresh-1"; }
    base::Task<> save(std::string, std::string) override { co_return; }
};

core::Source cafe(std::string path = "/feed/{business}/reviews") {
    return a_source("yelp_partner", {{"business", "cafe-1"},
                                     {"feed_path", std::move(path)},
                                     {"client_id", "desk"},
                                     {"client_secret", "hunter2-secret"}});
}

/// A cafe whose owner agreed.
struct Cafe : test::Answering {
    Cafe() : Answering(cafe()) {
        http.answer("/token/v1", json_of(R"({"access_token":"t-1","expires_in":604800})"));
    }
    FetcherDeps connected() {
        return {http, clock, loop.get_executor(), std::make_shared<Keyring>(std::make_shared<Connected>())};
    }
    PostOutcome post(std::string text) {
        const auto replier = portal().make_replier(connected());
        return run(replier->post(answer_to("yr-1", std::move(text))));
    }
    LookOutcome look(std::string id) {
        const auto replier = portal().make_replier(connected());
        return run(replier->look(answer_to(std::move(id))));
    }
};

std::string error(const std::string& id) {
    return R"x({"error":{"id":")x" + id + R"x(","description":"no","http_code":"HTTPBadRequest (400)"}})x";
}

}  // namespace

TEST_CASE("Yelp's partner feed is read at the path that was agreed", "[fetchers][yelp_partner]") {
    Cafe desk;
    desk.http.answer("/feed/", json_of(R"([{"review_id":"yr-1","rating":1,"review_text":"Cold soup",)"
                                       R"("created_at":"2026-07-30T10:00:00Z","user_name":"Ella",)"
                                       R"("public_response":"Sorry"}])"));
    PollRequest request;
    request.source = desk.source;
    const auto fetcher = desk.portal().make_fetcher(desk.connected());
    const auto result = desk.run(fetcher->poll(request));
    REQUIRE(std::holds_alternative<core::Batch>(result.outcome));
    const auto& items = std::get<core::Batch>(result.outcome).items;
    REQUIRE(items.size() == 1);
    CHECK(items[0].id == "yr-1");
    CHECK(items[0].author == "Ella");
    CHECK(items[0].body == "Cold soup");
    CHECK(items[0].reply->text == "Sorry");
    CHECK(desk.http.requests.back().url == "https://partner-api.yelp.com/feed/cafe-1/reviews");
}

TEST_CASE("a spent quota of answers at Yelp is waited for, a refused text is final",
          "[fetchers][yelp_partner]") {
    Cafe desk;
    desk.http.answer("/reviews/v1/yr-1", reply_of(400, error("R2R_COMMENT_QUOTA_EXCEEDED")));
    desk.http.answer("/reviews/v1/yr-1", reply_of(400, error("INSUFFICIENT_SCOPE")));
    desk.http.answer("/reviews/v1/yr-1", reply_of(400, error("R2R_INVALID_RESPONSE_TEXT")));
    desk.http.answer("/reviews/v1/yr-1", reply_of(200, "{}"));
    const auto quota = desk.post("Sorry");
    REQUIRE(std::holds_alternative<NotSent>(quota));
    CHECK(std::get<NotSent>(quota).failure.kind == core::FailureKind::rate_limited);
    const auto scope = desk.post("Sorry");
    REQUIRE(std::holds_alternative<NotSent>(scope));
    CHECK(std::get<NotSent>(scope).failure.words.contains("scope"));
    const auto text = desk.post("Sorry");
    REQUIRE(std::holds_alternative<Refused>(text));
    CHECK(std::get<Refused>(text).words.contains("emoji"));
    CHECK(std::holds_alternative<Accepted>(desk.post("Sorry")));
    CHECK(desk.http.requests.back().body == R"({"response_text":"Sorry","response_type":"public_comment"})");
}

TEST_CASE("a review that Yelp's feed does not show is not taken for unanswered", "[fetchers][yelp_partner]") {
    Cafe desk;
    desk.http.answer("/feed/", json_of(R"({"reviews":[{"id":"yr-1"}]})"));
    CHECK(std::get<Seen>(desk.look("yr-1")).state == SeenState::none);
    CHECK(std::holds_alternative<core::PollFailure>(desk.look("yr-2")));
}

TEST_CASE("an answer at Yelp has at most 5,000 characters", "[fetchers][yelp_partner]") {
    const auto& rules = *find_portal("yelp_partner")->reply;
    std::string text;
    for (int i = 0; i < 5000; ++i) text += "\u0105";
    CHECK(problem_of_length(rules, text).empty());
    CHECK_FALSE(problem_of_length(rules, text + "a").empty());
}

TEST_CASE("the path of Yelp's feed stays on Yelp's server", "[fetchers][yelp_partner]") {
    CHECK(check_settings(cafe("https://elsewhere.example/")).size() == 1);
    CHECK(check_settings(cafe("//elsewhere.example/x")).size() == 1);
    CHECK(check_settings(cafe("@elsewhere.example/x")).size() == 1);
    CHECK(check_settings(cafe("/v1/{business}?limit=50")).empty());
}
