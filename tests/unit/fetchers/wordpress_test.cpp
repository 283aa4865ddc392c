// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "answering.hpp"

using namespace reputed;
using namespace reputed::fetchers;
using test::a_source;
using test::Answering;
using test::reply_of;

namespace {

using Settings = std::map<std::string, std::string>;

core::Source site(Settings further = {}) {
    further.merge(
        Settings{{"site", "https://site.example/"}, {"user", "Anna K."}, {"password", "hunter2 ab"}});
    return a_source("wordpress", further);
}

core::Source shop(Settings further = {}) {
    further.merge(Settings{{"site", "https://shop.example"}, {"user", "ck_1"}, {"password", "cs_hunter2"}});
    return a_source("woocommerce", further);
}

test::Reply sheet(const std::string& entries, int pages = 1) {
    return reply_of(200, "[" + entries + "]",
                    {{"Content-Type", "application/json"}, {"X-WP-TotalPages", std::to_string(pages)}});
}

test::Reply error(int status, const std::string& code) {
    return reply_of(status, R"({"code":")" + code + R"(","message":"no &#8220;way&#8221;","data":{}})",
                    {{"Content-Type", "application/json"}});
}

std::string comment(int id, const std::string& more = {}) {
    const auto n = std::to_string(id);
    return R"({"id":)" + n +
           R"(,"post":4,"parent":0,"author":0,"author_name":"Guest","date":"2026-08-01T14:00:00",)" +
           R"("date_gmt":"2026-08-01T12:00:00","content":{"rendered":"<p>Words of )" + n +
           R"( &#038; more</p>\n"},"link":"https://site.example/menu/#comment-)" + n + "\"" + more + "}";
}

/// By a user of the site, below another comment.
std::string below(int id, int parent, const std::string& slug, const std::string& name = "Anna at the desk") {
    return R"({"id":)" + std::to_string(id) + R"(,"post":4,"parent":)" + std::to_string(parent) +
           R"(,"author":1,"author_name":")" + name +
           R"(","date_gmt":"2026-08-01T13:00:00","content":{"rendered":"<p>Sorry )" + std::to_string(id) +
           R"(</p>"},"status":"approved","_embedded":{"author":[{"slug":")" + slug + R"("}]}})";
}

std::vector<std::string> asked(const Answering& desk) {
    std::vector<std::string> urls;
    for (const auto& request : desk.http.requests) urls.push_back(request.url);
    return urls;
}

}  // namespace

TEST_CASE("a comment is read as visitors see it", "[fetchers][wordpress]") {
    Answering desk(site());
    desk.http.answer("/wp-json/wp/v2/comments?", sheet(comment(7)));
    desk.http.answer("/comments?parent=7", sheet(""));
    const auto batch = desk.batch();
    REQUIRE(batch.items.size() == 1);
    const auto& item = batch.items[0];
    CHECK(item.id == "7");
    CHECK(item.item == "4");
    CHECK(item.body == "Words of 7 & more");
    CHECK(item.url == "https://site.example/menu/#comment-7");
    CHECK(item.published->at == core::from_iso("2026-08-01T12:00:00Z"));
    CHECK(item.kind == core::ItemKind::mention);
    CHECK_FALSE(item.reply);
}

TEST_CASE("what the signed-in user and the named people write are answers, not comments",
          "[fetchers][wordpress]") {
    Answering desk(site({{"answers_by", "Front desk, Łukasz"}}));
    desk.http.answer("/comments?", sheet(below(12, 7, "anna-k") + "," + below(11, 8, "someone", "ŁUKASZ") +
                                         "," + below(10, 0, "anna-k") + "," + below(9, 7, "customer") + "," +
                                         comment(8) + "," + comment(7)));
    desk.http.answer("/comments?parent=",
                     sheet(below(12, 7, "anna-k") + "," + below(11, 8, "someone", "ŁUKASZ") + "," +
                           below(9, 7, "customer")));
    const auto batch = desk.batch();
    REQUIRE(batch.items.size() == 3);
    CHECK(batch.items[0].id == "9");
    CHECK(batch.items[1].reply->text == "Sorry 11");
    CHECK(batch.items[2].reply->text == "Sorry 12");
    CHECK(batch.items[2].reply->at == core::from_iso("2026-08-01T13:00:00Z"));
}

TEST_CASE("an answer given on the site to an old comment is seen at once", "[fetchers][wordpress]") {
    Answering desk(site());
    desk.http.answer("&page=1", sheet(below(90, 3, "anna-k") + "," + comment(80), 5));
    desk.http.answer("&include=3", sheet(comment(3)));
    desk.http.answer("/comments?parent=", sheet(below(90, 3, "anna-k")));
    fetchers::PollRequest request;
    request.source = desk.source;
    // All newer than the newest known: only the first page is wanted.
    request.cursor = R"({"newest":"2026-08-01T14:30:00Z","swept":"2026-08-01T14:30:00Z"})";
    const auto result = desk.poll(desk.portal(), request);
    const auto& batch = std::get<core::Batch>(result.outcome);
    REQUIRE(batch.items.size() == 2);
    CHECK(batch.items[1].id == "3");
    CHECK(batch.items[1].reply->text == "Sorry 90");
    CHECK_FALSE(batch.swept);
}

TEST_CASE("a list that was read to its end proves what is gone, also between sweeps",
          "[fetchers][wordpress]") {
    Answering desk(site());
    desk.http.answer("/comments?", sheet(comment(8) + "," + comment(7)));
    desk.http.answer("/comments?parent=", sheet(""));
    fetchers::PollRequest request;
    request.source = desk.source;
    request.cursor = R"({"newest":"2026-08-01T14:30:00Z","swept":"2026-08-01T14:30:00Z"})";
    const auto result = desk.poll(desk.portal(), request);
    REQUIRE(std::get<core::Batch>(result.outcome).swept);
    CHECK(std::get<core::Batch>(result.outcome).swept->size() == 2);
}

TEST_CASE("a list that became shorter while it was read ends there", "[fetchers][wordpress]") {
    Answering desk(site());
    desk.http.answer("&page=1", sheet(comment(8), 2));
    desk.http.answer("&page=2", error(400, "rest_comment_invalid_page_number"));
    desk.http.answer("/comments?parent=", sheet(""));
    const auto batch = desk.batch();
    CHECK(batch.items.size() == 1);
    CHECK(batch.problems.empty());
}

TEST_CASE("a site is asked by the way its links allow, and a visitor asks as a visitor",
          "[fetchers][wordpress]") {
    Answering desk(site({{"way", "rest_route"}, {"user", ""}, {"password", ""}}));
    desk.http.answer("/?rest_route=/wp/v2/comments&", sheet(comment(7)));
    CHECK(desk.batch().items.size() == 1);
    REQUIRE(asked(desk).size() == 1);  // nobody answers, so that answers are not looked for
    CHECK_FALSE(asked(desk)[0].contains("context=edit"));
    CHECK_FALSE(desk.http.requests[0].headers.find("Authorization"));
    const auto outcome = desk.post(desk.answer_to("7"));
    REQUIRE(std::holds_alternative<Refused>(outcome));
    CHECK(std::get<Refused>(outcome).words.contains("may only read"));
}

TEST_CASE("a wrong password is not read over", "[fetchers][wordpress]") {
    Answering desk(site());
    desk.http.answer("context=edit", error(401, "rest_forbidden_context"));
    const auto failure = desk.failure();
    CHECK(failure.kind == core::FailureKind::denied);
    CHECK(failure.words.contains("application password"));
}

TEST_CASE("refusals of the site are told apart", "[fetchers][wordpress]") {
    const auto [code, kind] = GENERATE(table<std::string, core::FailureKind>({
        {"rest_no_route", core::FailureKind::missing},
        {"application_passwords_disabled_for_user", core::FailureKind::denied},
        {"woocommerce_rest_cannot_view", core::FailureKind::denied},
        {"comment_flood", core::FailureKind::rate_limited},
    }));
    Answering desk(site());
    desk.http.answer("/comments?", error(code == "comment_flood" ? 400 : 404, code));
    CHECK(desk.failure().kind == kind);
}

TEST_CASE("an answer stands below its comment, and is found again by who wrote it", "[fetchers][wordpress]") {
    Answering desk(site());
    desk.http.answer("/comments?parent=7", sheet(""));
    desk.http.answer("/comments?include=7", sheet(comment(7)));
    desk.http.answer("/comments", reply_of(201, R"({"id":12,"status":"approved"})"));
    auto request = desk.answer_to("7");
    request.item = "4";
    const auto outcome = desk.post(request);
    REQUIRE(std::holds_alternative<Accepted>(outcome));
    CHECK(std::get<Accepted>(outcome).reply_id == "12");
    CHECK(desk.http.requests.back().body == R"({"post":"4","parent":"7","content":"Sorry!"})");
}

TEST_CASE("a comment in the trash gets no answer, although WordPress would take it",
          "[fetchers][wordpress]") {
    Answering desk(site());
    desk.http.answer("/comments?parent=7", sheet(""));
    desk.http.answer("/comments?include=7", sheet(""));
    CHECK(std::holds_alternative<Refused>(desk.post(desk.answer_to("7"))));
    for (const auto& request : desk.http.requests) CHECK(request.method == "GET");
}

TEST_CASE("answers that wait or were thrown away are called so", "[fetchers][wordpress]") {
    const auto [status, state] = GENERATE(table<std::string, SeenState>({
        {"approved", SeenState::live},
        {"hold", SeenState::pending},
        {"spam", SeenState::rejected},
    }));
    Answering desk(site());
    desk.http.answer(
        "parent=7",
        sheet(R"({"id":12,"parent":7,"author":1,"content":{"raw":"Sorry!"},"status":")" + status + R"("})"));
    auto request = desk.answer_to("7");
    request.reply_id = "12";
    const auto seen = std::get<Seen>(desk.look(request));
    CHECK(seen.state == state);
    CHECK(seen.text == "Sorry!");
}

TEST_CASE("the site's own words say why an answer was refused", "[fetchers][wordpress]") {
    Answering desk(site());
    desk.http.answer("/comments?parent=7", sheet(""));
    desk.http.answer("/comments?include=7", sheet(comment(7)));
    desk.http.answer("/comments", error(409, "comment_duplicate"));
    const auto outcome = desk.post(desk.answer_to("7"));
    REQUIRE(std::holds_alternative<Refused>(outcome));
    CHECK(std::get<Refused>(outcome).words.ends_with("no \xE2\x80\x9Cway\xE2\x80\x9D"));
}

TEST_CASE("a review without stars has no rating", "[fetchers][woocommerce]") {
    const auto review = [](int id, const std::string& rating) {
        return R"({"id":)" + std::to_string(id) +
               R"(,"product_id":31,"reviewer":"Jan","date_created_gmt":"2026-08-01T12:00:00","rating":)" +
               rating + R"(,"review":"<p>Fine</p>","product_permalink":"https://shop.example/mug/"})";
    };
    Answering desk(shop());
    desk.http.answer("/wp-json/wc/v3/products/reviews?", sheet(review(2, "0") + "," + review(1, "5")));
    const auto batch = desk.batch();
    REQUIRE(batch.items.size() == 2);
    CHECK_FALSE(batch.items[0].rating);
    CHECK(batch.items[1].rating == core::Rating{5, 5, 1, false});
    CHECK(batch.items[1].url == "https://shop.example/mug/#comment-1");
}

TEST_CASE("a pair of keys reads, and is sent where the shop wants it", "[fetchers][woocommerce]") {
    const bool in_address = GENERATE(false, true);
    Answering desk(shop({{"key_in", in_address ? "address" : "header"}}));
    desk.http.answer("/reviews?", sheet(""));
    (void)desk.batch();
    const auto& request = desk.http.requests[0];
    CHECK(request.url.contains("consumer_secret=cs_hunter2") == in_address);
    CHECK(request.headers.find("Authorization").has_value() != in_address);
    CHECK(std::holds_alternative<Refused>(desk.post(desk.answer_to("2"))));
}

TEST_CASE("settings of a site are checked in words", "[fetchers][wordpress]") {
    const auto [settings, field] = GENERATE(table<Settings, std::string>({
        {{{"site", "https://site.example/wp-json"}}, "site"},
        {{{"site", "http://site.example"}}, "site"},
        {{{"password", ""}}, "password"},
        {{{"user", ""}}, "user"},
    }));
    const auto problems = check_settings(site(settings));
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].field == field);
}
