// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <set>

#include "answering.hpp"

using namespace reputed;
using namespace reputed::fetchers;
using test::a_source;
using test::Answering;
using test::json_of;
using test::reply_of;

namespace {

using Settings = std::map<std::string, std::string>;

core::Source forum(Settings further = {}) {
    further.merge(
        Settings{{"forum", "https://forum.example/"}, {"user", "desk"}, {"api_key", "hunter2-forum-key"}});
    return a_source("discourse", further);
}

core::Source visitor(Settings further = {}) {
    further.merge(Settings{{"user", ""}, {"api_key", ""}});
    return forum(further);
}

core::Source a_topic() { return forum({{"watch", "topic"}, {"what", "300"}}); }

/// Post `id` of topic 300, at the place in it that the last digits of its id say.
std::string post(int id, const std::string& more = {}, const std::string& user = "jan") {
    const auto n = std::to_string(id);
    return R"({"id":)" + n + R"(,"username":")" + user + R"(","name":"","topic_id":300,"post_number":)" +
           std::to_string(id % 1000) + R"(,"topic_title":"Slow &amp; cold","version":1,)" +
           R"("created_at":"2026-08-01T12:00:00.000Z","updated_at":"2026-08-01T13:00:00.000Z",)" +
           R"("cooked":"<p>Words of )" + n + R"( &amp; more</p>")" + more + "}";
}

std::string own(int id, int number) {
    return post(id, R"(,"reply_to_post_number":)" + (number > 0 ? std::to_string(number) : "null"), "Desk");
}

test::Reply newest(const std::string& posts) { return json_of(R"({"latest_posts":[)" + posts + "]}"); }

/// All there is on the forum.
void put_posts(Answering& desk, const std::string& posts) {
    desk.http.answer("/posts.json", newest(posts));
    desk.http.answer("/posts.json?before=", newest(""));
}

test::Reply error(int status, const std::string& type, const std::string& more = {}) {
    return reply_of(status, R"({"errors":["No &quot;way&quot;."],"error_type":")" + type + "\"" + more + "}",
                    {{"Content-Type", "application/json"}});
}

/// A poll between two sweeps.
core::Batch later_batch(Answering& desk) {
    PollRequest request;
    request.source = desk.source;
    request.cursor = R"({"newest":"2026-08-01T14:30:00Z","swept":"2026-08-01T14:30:00Z"})";
    const auto result = desk.poll(desk.portal(), request);
    REQUIRE(std::holds_alternative<core::Batch>(result.outcome));
    return std::get<core::Batch>(result.outcome);
}

int asked(const Answering& desk, const std::string& part) {
    return static_cast<int>(std::ranges::count_if(
        desk.http.requests, [&](const auto& request) { return request.url.contains(part); }));
}

/// Posts 9001 to 9045 of a topic, of which a forum shows 20 at once, the oldest first.
void put_long_topic(Answering& desk) {
    std::string first, stream;
    for (int id = 9001; id <= 9045; ++id) stream += (id > 9001 ? "," : "") + std::to_string(id);
    const auto chunk = [](int from, int to) {
        std::string posts;
        for (int id = from; id <= to; ++id)
            posts += (id > from ? "," : "") + (id == 9040 ? own(id, 2) : post(id));
        return R"("post_stream":{"posts":[)" + posts + "]";
    };
    desk.http.answer("/t/300.json", json_of(R"({"title":"Slow","id":300,)" + chunk(9001, 9020) +
                                            R"(,"stream":[)" + stream + "]}}"));
    desk.http.answer("post_ids%5B%5D=9026", json_of("{" + chunk(9026, 9045) + "}}"));
    desk.http.answer("post_ids%5B%5D=9006", json_of("{" + chunk(9006, 9025) + "}}"));
    desk.http.answer("post_ids%5B%5D=9001", json_of("{" + chunk(9001, 9005) + "}}"));
}

}  // namespace

TEST_CASE("a post is read as visitors see it", "[fetchers][discourse]") {
    Answering desk(visitor());
    put_posts(desk, post(9002));
    const auto batch = desk.batch();
    REQUIRE(batch.items.size() == 1);
    const auto& item = batch.items[0];
    CHECK(item.id == "9002");
    CHECK(item.item.empty());  // it may be moved to another topic
    CHECK(item.title == "Slow & cold");
    CHECK(item.author == "jan");
    CHECK(item.body == "Words of 9002 & more");
    CHECK(item.url == "https://forum.example/t/300/2");
    CHECK(item.published->at == core::from_iso("2026-08-01T12:00:00Z"));
    CHECK_FALSE(item.updated);  // it moves without an edit too
    CHECK(item.kind == core::ItemKind::mention);
    CHECK_FALSE(desk.http.requests[0].headers.find("Api-Key"));
}

TEST_CASE("an edited post of a forum says when", "[fetchers][discourse]") {
    Answering desk(forum());
    put_posts(desk, post(9002, R"(,"version":2)"));
    CHECK(desk.batch().items[0].updated->at == core::from_iso("2026-08-01T13:00:00Z"));
    CHECK(desk.http.requests[0].headers.find("Api-Key") == "hunter2-forum-key");
    CHECK(desk.http.requests[0].headers.find("Api-Username") == "desk");
}

TEST_CASE("what the user writes is an answer, also on another page than what it answers",
          "[fetchers][discourse]") {
    Answering desk(forum());
    desk.http.answer("/posts.json", newest(own(9009, 2) + "," + own(9008, 0) + "," + own(9007, 2) + "," +
                                           post(9006, R"(,"reply_to_post_number":2)")));
    desk.http.answer("before=9006", newest(post(9002) + "," + post(9001)));
    desk.http.answer("before=9001", newest(""));
    const auto batch = desk.batch();
    REQUIRE(batch.items.size() == 3);
    CHECK_FALSE(batch.items[0].reply);
    CHECK(batch.items[1].reply->text == "Words of 9009 & more");
    CHECK(batch.items[2].reply->text == "Words of 9008 & more");
    CHECK_FALSE(batch.swept);
}

TEST_CASE("an answer given on the forum to an old post is seen at once", "[fetchers][discourse]") {
    Answering desk(forum());
    desk.http.answer("/posts.json", newest(own(9090, 3) + "," + own(9089, 4) + "," + post(9080)));
    desk.http.answer("/posts/by_number/300/3.json", json_of(post(9003)));
    desk.http.answer("/posts/by_number/300/4.json", error(404, "not_found"));
    const auto batch = later_batch(desk);
    REQUIRE(batch.items.size() == 2);
    CHECK(batch.items[1].id == "9003");
    CHECK(batch.items[1].reply->text == "Words of 9090 & more");
    CHECK(batch.problems.empty());
    CHECK(asked(desk, "before=") == 0);
}

TEST_CASE("a forum that counts a post among those before it is read to its end", "[fetchers][discourse]") {
    Answering desk(forum());
    desk.http.answer("/posts.json", newest(post(9003) + "," + post(9002)));
    desk.http.answer("before=9002", newest(post(9002) + "," + post(9001)));
    desk.http.answer("before=9001", newest(post(9001)));
    const auto batch = desk.batch();
    CHECK(batch.items.size() == 5);
    CHECK(batch.problems.empty());
    CHECK(batch.completeness == core::Completeness::complete);
}

TEST_CASE("notes of the forum, whispers and what was deleted are no mentions", "[fetchers][discourse]") {
    Answering desk(forum());
    put_posts(desk, post(9005, R"(,"post_type":3)") + "," + post(9004, R"(,"post_type":4)") + "," +
                        post(9003, R"(,"deleted_at":"2026-08-01T13:00:00.000Z")") + "," +
                        post(9002, R"(,"user_deleted":true)") + "," + post(9001, R"(,"post_type":1)"));
    const auto batch = desk.batch();
    REQUIRE(batch.items.size() == 1);
    CHECK(batch.items[0].id == "9001");
    CHECK(batch.removed == std::vector<std::string>{"9003", "9002"});
}

TEST_CASE("a topic longer than twenty posts is read completely", "[fetchers][discourse]") {
    Answering desk(a_topic());
    put_long_topic(desk);
    const auto batch = desk.batch();
    std::set<std::string> ids;
    for (const auto& item : batch.items) {
        ids.insert(item.id);
        CHECK(item.title == "Slow & cold");
        CHECK(item.reply.has_value() == (item.id == "9002"));
    }
    CHECK(ids.size() == 44);
    CHECK(batch.items.size() == 44);
    CHECK(batch.completeness == core::Completeness::complete);
    REQUIRE(batch.swept);
    CHECK(batch.swept->size() == 44);
    CHECK(desk.http.requests.size() == 4);
    CHECK(desk.http.requests[1].url.starts_with(
        "https://forum.example/t/300/posts.json?post_ids%5B%5D=9026&post_ids%5B%5D=9027&"));
}

TEST_CASE("between sweeps only the end of a long topic is read", "[fetchers][discourse]") {
    Answering desk(a_topic());
    put_long_topic(desk);
    desk.http.answer("/posts/by_number/300/2.json", json_of(post(9002)));
    const auto batch = later_batch(desk);
    CHECK(batch.items.size() == 20);
    CHECK(batch.items.back().reply);
    CHECK_FALSE(batch.swept);
    CHECK(desk.http.requests.size() == 3);
}

TEST_CASE("a short topic is one request, and shows each time what is gone", "[fetchers][discourse]") {
    Answering desk(a_topic());
    desk.http.answer("/t/300.json", json_of(R"({"title":"Slow","post_stream":{"posts":[)" + post(9001) + "," +
                                            own(9002, 1) + R"(],"stream":[9001,9002]}})"));
    const auto batch = later_batch(desk);
    REQUIRE(batch.items.size() == 1);
    CHECK(batch.items[0].reply);
    REQUIRE(batch.swept);
    CHECK(batch.swept->size() == 1);
    CHECK(desk.http.requests.size() == 1);
}

TEST_CASE("what a search finds is read whole, with its answer", "[fetchers][discourse]") {
    Answering desk(forum({{"watch", "search"}, {"what", "acme soup"}}));
    const auto hit = [](int id, const std::string& user) {
        return R"({"id":)" + std::to_string(id) + R"(,"username":")" + user +
               R"(","topic_id":300,"blurb":"Wor...","created_at":"2026-08-01T12:00:00.000Z"})";
    };
    desk.http.answer("/search.json?q=acme%20soup%20order%3Alatest&page=1",
                     json_of(R"({"posts":[)" + hit(9003, "jan") + "," + hit(9002, "desk") + "," +
                             hit(9001, "ewa") + R"(],"topics":[{"id":300,"title":"Slow"}]})"));
    desk.http.answer("&page=2", json_of(R"({"posts":[],"topics":[]})"));
    desk.http.answer("/posts/9003.json", json_of(post(9003, R"(,"topic_title":null)")));
    desk.http.answer("/posts/9003/replies.json", json_of("[" + post(9004) + "," + own(9005, 3) + "]"));
    desk.http.answer("/posts/9001.json", error(404, "not_found"));
    const auto batch = desk.batch();
    REQUIRE(batch.items.size() == 1);
    CHECK(batch.items[0].body == "Words of 9003 & more");
    CHECK(batch.items[0].title == "Slow");
    CHECK(batch.items[0].reply->text == "Words of 9005 & more");
    CHECK(batch.completeness == core::Completeness::complete);
    CHECK_FALSE(batch.swept);
}

TEST_CASE("between sweeps a search asks for new posts only", "[fetchers][discourse]") {
    Answering desk(forum({{"watch", "search"}, {"what", "acme"}}));
    desk.http.answer("/search.json", json_of(R"({"posts":[{"id":9,"created_at":"2026-08-01T12:00:00Z"}]})"));
    CHECK(later_batch(desk).items.empty());
    REQUIRE(desk.http.requests.size() == 1);
    CHECK(desk.http.requests[0].url.contains("after%3A2026-07-31"));
}

TEST_CASE("a search that the forum will not do is told in words", "[fetchers][discourse]") {
    Answering desk(forum({{"watch", "search"}, {"what", "acme"}}));
    desk.http.answer("/search.json",
                     json_of(R"({"posts":[],"grouped_search_result":{"error":"The term is too short."}})"));
    const auto failure = desk.failure();
    CHECK(failure.kind == core::FailureKind::settings);
    CHECK(failure.words.contains("too short"));
}

TEST_CASE("refusals of the forum are told apart", "[fetchers][discourse]") {
    const auto [status, type, kind, words] =
        GENERATE(table<int, std::string, core::FailureKind, std::string>({
            {403, "invalid_access", core::FailureKind::denied, "API key together"},
            {403, "not_logged_in", core::FailureKind::denied, "API key together"},
            {404, "not_found", core::FailureKind::missing, "topic 300"},
            {429, "rate_limit", core::FailureKind::rate_limited, "a little later"},
        }));
    Answering desk(a_topic());
    desk.http.answer("/t/300.json", error(status, type));
    const auto failure = desk.failure();
    CHECK(failure.kind == kind);
    CHECK(failure.words.contains(words));
}

TEST_CASE("a visitor is told that members see more", "[fetchers][discourse]") {
    Answering desk(visitor());
    desk.http.answer("/posts.json", error(403, "not_logged_in"));
    CHECK(desk.failure().words.contains("members only"));
}

TEST_CASE("a forum is waited for as long as its words say, or its header", "[fetchers][discourse]") {
    const bool in_header = GENERATE(false, true);
    Answering desk(forum());
    auto refused = error(429, "rate_limit", R"(,"extras":{"wait_seconds":12})");
    if (in_header) refused->headers.add("Retry-After", "30");
    desk.http.answer("/posts.json", refused);
    CHECK(desk.read().visit.retry_after == std::chrono::seconds{in_header ? 30 : 12});
}

TEST_CASE("without a key nothing is sent, and the way to it is named", "[fetchers][discourse]") {
    Answering desk(visitor());
    const auto outcome = desk.post(desk.answer_to("9002"));
    REQUIRE(std::holds_alternative<Refused>(outcome));
    CHECK(std::get<Refused>(outcome).words.contains("may only read"));
    CHECK(desk.http.requests.empty());
}

TEST_CASE("an answer goes to where the post stands by now", "[fetchers][discourse]") {
    Answering desk(forum());
    desk.http.answer("/posts/9002/replies.json", json_of("[]"));
    desk.http.answer("/posts/9002.json", json_of(R"({"id":9002,"topic_id":41,"post_number":7})"));
    desk.http.answer("forum.example/posts.json", json_of(R"({"id":9010,"topic_id":41,"post_number":9})"));
    const auto outcome = desk.post(desk.answer_to("9002", "We are sorry, Jan!"));
    REQUIRE(std::holds_alternative<Accepted>(outcome));
    CHECK(std::get<Accepted>(outcome).reply_id == "9010");
    CHECK(desk.http.requests.back().method == "POST");
    CHECK(desk.http.requests.back().body ==
          R"({"topic_id":41,"raw":"We are sorry, Jan!","reply_to_post_number":7})");
}

TEST_CASE("an answer that stands is changed in its place", "[fetchers][discourse]") {
    Answering desk(forum());
    desk.http.answer("/posts/9002/replies.json", json_of("[" + own(9010, 2) + "]"));
    desk.http.answer("/posts/9002.json", json_of(post(9002)));
    desk.http.answer("/posts/9010.json", json_of(R"({"post":{"id":9010}})"));
    const auto outcome = desk.post(desk.answer_to("9002"));
    CHECK(std::get<Accepted>(outcome).reply_id == "9010");
    CHECK(desk.http.requests.back().method == "PUT");
    CHECK(desk.http.requests.back().body == R"({"post":{"raw":"Sorry!"}})");
}

TEST_CASE("what the forum does with an answer is told", "[fetchers][discourse]") {
    const auto [reply, words] = GENERATE(table<test::Reply, std::string>({
        {json_of(R"({"action":"enqueued","success":true})"), "moderators"},
        {reply_of(422, R"({"action":"create_post","errors":["Body is &quot;short&quot;"]})"),
         "refused the answer: Body is \"short\""},
    }));
    Answering desk(forum());
    desk.http.answer("/posts/9002/replies.json", json_of("[]"));
    desk.http.answer("/posts/9002.json", json_of(post(9002)));
    desk.http.answer("forum.example/posts.json", reply);
    const auto outcome = desk.post(desk.answer_to("9002"));
    REQUIRE(std::holds_alternative<Refused>(outcome));
    CHECK(std::get<Refused>(outcome).words.contains(words));
}

TEST_CASE("an answer that may not be sent yet is kept", "[fetchers][discourse]") {
    Answering desk(forum());
    desk.http.answer("/posts/9002/replies.json", json_of("[]"));
    desk.http.answer("/posts/9002.json", json_of(post(9002)));
    desk.http.answer("forum.example/posts.json",
                     error(429, "rate_limit", R"(,"extras":{"wait_seconds":12})"));
    const auto outcome = desk.post(desk.answer_to("9002"));
    REQUIRE(std::holds_alternative<NotSent>(outcome));
    CHECK(std::get<NotSent>(outcome).retry_after == std::chrono::seconds{12});
}

TEST_CASE("an answer is read back in the words it was written in", "[fetchers][discourse]") {
    Answering desk(forum());
    auto request = desk.answer_to("9002", "Sorry -- \"really\", Łukasz...");
    const std::string cooked = R"("cooked":"<p>Sorry – “really”, Łukasz…</p>","username":"desk","id":9010})";
    desk.http.answer("/posts/9002/replies.json", json_of("[{" + cooked + "]"));
    desk.http.answer("/posts/9010.json", json_of(R"({"raw":"Sorry!",)" + cooked));
    CHECK(std::get<Seen>(desk.look(request)).text == request.text);
    request.reply_id = "9010";
    CHECK(std::get<Seen>(desk.look(request)).text == "Sorry!");
    request.reply_id.clear();
    request.text = "Sorry, Jan";
    CHECK(std::get<Seen>(desk.look(request)).text == "Sorry – “really”, Łukasz…");
}

TEST_CASE("an answer that was taken away or hidden is called so", "[fetchers][discourse]") {
    const auto [reply, state] = GENERATE(table<test::Reply, SeenState>({
        {error(404, "not_found"), SeenState::none},
        {json_of(R"({"id":9010,"user_deleted":true})"), SeenState::none},
        {json_of(R"({"id":9010,"hidden":true,"raw":"Sorry!"})"), SeenState::rejected},
        {json_of(R"({"id":9010,"raw":"Sorry!"})"), SeenState::live},
    }));
    Answering desk(forum());
    desk.http.answer("/posts/9010.json", reply);
    auto request = desk.answer_to("9002");
    request.reply_id = "9010";
    CHECK(std::get<Seen>(desk.look(request)).state == state);
}

TEST_CASE("an address without the forum does not mean that no answer stands", "[fetchers][discourse]") {
    Answering desk(forum());
    desk.http.answer("/posts/9010.json", reply_of(404, "<html>Nothing here</html>"));
    auto request = desk.answer_to("9002");
    request.reply_id = "9010";
    CHECK(std::holds_alternative<core::PollFailure>(desk.look(request)));
}

TEST_CASE("an answer that may be hidden among many is not posted once more", "[fetchers][discourse]") {
    std::string many = post(9100);
    for (int id = 9101; id < 9120; ++id) many += "," + post(id);
    Answering desk(forum());
    desk.http.answer("/posts/9002/replies.json", json_of("[" + many + "]"));
    const auto outcome = desk.post(desk.answer_to("9002"));
    REQUIRE(std::holds_alternative<Refused>(outcome));
    CHECK(std::get<Refused>(outcome).words.contains("Answer it on the forum"));
    CHECK(desk.http.requests.size() == 1);
}

TEST_CASE("a forum's limits of length are told before sending", "[fetchers][discourse]") {
    const auto& rules = *find_portal("discourse")->reply;
    const auto letters = [](std::size_t count) {
        std::string text;
        for (std::size_t i = 0; i < count; ++i) text += "ł";
        return text;
    };
    CHECK_FALSE(problem_of_length(rules, letters(19)).empty());
    CHECK(problem_of_length(rules, letters(20)).empty());
    CHECK(problem_of_length(rules, letters(32'000)).empty());
    CHECK_FALSE(problem_of_length(rules, letters(32'001)).empty());
}

TEST_CASE("settings of a forum are checked in words", "[fetchers][discourse]") {
    const auto [settings, field] = GENERATE(table<Settings, std::string>({
        {{{"forum", "https://forum.example/t/slow/300"}}, "forum"},
        {{{"forum", "http://forum.example"}}, "forum"},
        {{{"api_key", ""}}, "api_key"},
        {{{"user", ""}}, "user"},
        {{{"what", "acme"}}, "what"},
        {{{"watch", "search"}}, "what"},
        {{{"watch", "search"}, {"what", "ab"}}, "what"},
        {{{"watch", "topic"}, {"what", "slow/300"}}, "what"},
    }));
    const auto problems = check_settings(forum(settings));
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].field == field);
}
