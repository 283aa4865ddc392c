// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/mastodon/mastodon.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "fetchers/mastodon/parse.hpp"
#include "fetchers/mastodon/place.hpp"
#include "scripted_http.hpp"

using namespace reputed;
using namespace reputed::fetchers;
using namespace reputed::fetchers::mastodon;
using core::FailureKind;
using test::Bench;
using test::json_of;
using test::reply_of;

namespace {

const std::string tag_list = "https://social.example/api/v1/timelines/tag/acme?limit=40";
const std::string by_ids = "https://social.example/api/v1/statuses?id%5B%5D=";

std::string uri_of(int id) { return fmt::format("https://home.example/users/kim/statuses/{}", id); }

std::string status(int id, std::string_view more = "") {
    return fmt::format(
        R"({{"id":"{}","created_at":"2026-08-01T14:58:11.204Z","edited_at":null,"spoiler_text":"",
        "visibility":"public","language":"de","uri":"{}","url":"https://home.example/@kim/{}",
        "content":"<p>post {}</p>","reblog":null,"media_attachments":[],
        "account":{{"acct":"kim@home.example","display_name":"Kim  T","url":"https://home.example/@kim"}}{}}})",
        id, uri_of(id), id, id, more);
}

std::string list_of(const std::vector<std::string>& statuses) {
    std::string text;
    for (const auto& one : statuses) text += (text.empty() ? "" : ",") + one;
    return "[" + text + "]";
}

std::string list_from(int newest, int oldest) {
    std::vector<std::string> all;
    for (int id = newest; id >= oldest; --id) all.push_back(status(id));
    return list_of(all);
}

PollRequest request(std::string cursor = {}) {
    PollRequest poll;
    poll.source = test::a_source("mastodon",
                                 {{"instance", "https://social.example/"}, {"tag", "#acme"}, {"pages", "2"}});
    poll.cursor = std::move(cursor);
    poll.first = poll.cursor.empty();
    return poll;
}

PollRequest mentions(std::string cursor = {}) {
    auto poll = request(std::move(cursor));
    poll.source.settings["mode"] = "account";
    poll.source.settings["token"] = "hunter2";
    return poll;
}

const core::Batch& batch_of(const core::PollResult& result) { return std::get<core::Batch>(result.outcome); }
const core::PollFailure& failure_of(const core::PollResult& result) {
    return std::get<core::PollFailure>(result.outcome);
}

/// A cursor after a first poll that saw posts 3 to 1, so that 4 more polls make a reading-again due.
std::string cursor_after(int polls) {
    Bench bench;
    bench.http.answer(tag_list, json_of(list_from(3, 1)));
    bench.http.answer(tag_list + "&max_id", json_of("[]"));
    bench.http.answer(tag_list + "&min_id", json_of("[]"));
    std::string cursor = batch_of(bench.poll(portal(), request())).cursor;
    while (--polls > 0) cursor = batch_of(bench.poll(portal(), request(cursor))).cursor;
    return cursor;
}

core::Item only_item(const std::string& post) {
    const auto page = parse_page(list_of({post}));
    REQUIRE(page.items.size() == 1);
    return page.items[0];
}

}  // namespace

TEST_CASE("a post comes with everything it has, under its identity everywhere", "[fetchers]") {
    const auto item = only_item(status(42));
    CHECK(item.id == uri_of(42));
    CHECK(item.url == "https://home.example/@kim/42");
    CHECK(item.author == "Kim T");
    CHECK(item.author_url == "https://home.example/@kim");
    CHECK(item.body == "post 42");
    CHECK(item.language == "de");
    CHECK(item.kind == core::ItemKind::mention);
    CHECK_FALSE(item.rating);
    CHECK(core::to_iso(*item.published) == "2026-08-01T14:58:11.204Z");
    CHECK_FALSE(item.updated);
}

TEST_CASE("a post without an address of its own is found by its identity", "[fetchers]") {
    CHECK(only_item(status(1, R"(,"url":null)")).url == uri_of(1));
}

TEST_CASE("markup becomes plain words and split links are put together", "[fetchers]") {
    const auto item = only_item(status(
        1,
        R"(,"content":"<p>Paket kaputt &amp; keine Antwort.<br />Bild: <a href=\"https://foto.example/p/1?x=1\"><span class=\"invisible\">https://</span><span class=\"ellipsis\">foto.example/p/1</span><span class=\"invisible\">?x=1</span></a></p><p>Ende</p>")"));
    CHECK(item.body == "Paket kaputt & keine Antwort.\nBild: https://foto.example/p/1?x=1\n\nEnde");
}

TEST_CASE("the content warning stands in front, and pictures speak when nothing else does", "[fetchers]") {
    CHECK(only_item(status(1, R"(,"spoiler_text":"Rant")")).body == "Rant\n\npost 1");
    CHECK(
        only_item(status(1, R"(,"content":"","media_attachments":[{"description":"a crushed box"}])")).body ==
        "a crushed box");
}

TEST_CASE("an edited post says when", "[fetchers]") {
    CHECK(core::to_iso(*only_item(status(1, R"(,"edited_at":"2026-08-01T15:00:00.000Z")")).updated) ==
          "2026-08-01T15:00:00Z");
}

TEST_CASE("boosts and what was said to few are left out without a word", "[fetchers]") {
    const auto page =
        parse_page(list_of({status(4, R"(,"reblog":{"id":"1"})"), status(3, R"(,"visibility":"direct")"),
                            status(2, R"(,"visibility":"private")"), status(1)}));
    CHECK(page.items.size() == 1);
    CHECK(page.problems.empty());
    CHECK(page.newest == "4");
    CHECK(page.oldest == "1");
    CHECK(page.status_ids.size() == 4);
}

TEST_CASE("a post that is not understood is counted and its neighbours live", "[fetchers]") {
    const auto page = parse_page(list_of({"7", R"({"id":"9","content":"x"})", status(2)}));
    CHECK(page.items.size() == 1);
    REQUIRE(page.problems.size() == 2);
    CHECK(page.problems[0].where == "item 1");
    CHECK(page.problems[1].where == "item 2");
}

TEST_CASE("a notification carries its post and pages by its own id", "[fetchers]") {
    const auto page =
        parse_page(list_of({R"({"id":"90021","type":"mention","account":{},"status":)" + status(5) + "}",
                            R"({"id":"90020","type":"follow","account":{}})"}));
    REQUIRE(page.items.size() == 1);
    CHECK(page.items[0].id == uri_of(5));
    CHECK(page.newest == "90021");
    CHECK(page.oldest == "90020");
    CHECK(page.statuses[0].id == "5");
}

TEST_CASE("the answer to a search and a post alone are read like a list", "[fetchers]") {
    const auto found =
        parse_page(R"({"accounts":[],"statuses":)" + list_of({status(5), status(4)}) + R"(,"hashtags":[]})");
    CHECK(found.understood);
    CHECK(found.items.size() == 2);
    CHECK(found.newest == "5");
    CHECK_FALSE(found.is_bare_list);
    CHECK(parse_page(R"({"accounts":[],"statuses":[],"hashtags":[]})").understood);
    const auto alone = parse_page(status(7));
    REQUIRE(alone.items.size() == 1);
    CHECK(alone.items[0].id == uri_of(7));
    CHECK(alone.problems.empty());
}

TEST_CASE("anything but a list is not a list of posts", "[fetchers]") {
    const auto bytes = GENERATE(as<std::string>{}, "<html></html>", "{\"error\":\"gone\"}", "{}",
                                "{\"id\":\"1\"}", "{\"statuses\":{}}", "", "[1,", "null");
    CHECK_FALSE(parse_page(bytes).understood);
}

TEST_CASE("ids are compared as numbers of any length", "[fetchers]") {
    CHECK(is_older("9", "10"));
    CHECK(is_older("116500000000000042", "116500000000000043"));
    CHECK_FALSE(is_older("116500000000000043", "116500000000000043"));
}

TEST_CASE("link headers are followed on the server asked and nowhere else", "[fetchers]") {
    const std::string asked = "https://social.example/list";
    const std::vector<std::string> header{
        R"(<https://social.example/list?max_id=1>; rel="next", </list?min_id=9>; title="a, b"; rel=prev)"};
    CHECK(own_link(header, "next", asked) == "https://social.example/list?max_id=1");
    CHECK(own_link(header, "prev", asked) == "https://social.example/list?min_id=9");
    CHECK(own_link(header, "first", asked).empty());
    for (const std::string foreign : {"https://evil.example/list", "http://social.example/list",
                                      "https://social.example:8443/list", "file:///etc/passwd", ""})
        CHECK(own_link({"<" + foreign + ">; rel=\"next\""}, "next", asked).empty());
    CHECK(own_link({"<https://social.example/x"}, "next", asked).empty());
}

TEST_CASE("the first poll goes back as many pages as it was told", "[fetchers]") {
    Bench bench;
    bench.http.answer(
        tag_list,
        reply_of(200, list_from(9, 8), {{"Link", "<https://social.example/older?max_id=8>; rel=\"next\""}}));
    bench.http.answer("https://social.example/older", json_of(list_from(7, 6)));
    const auto result = bench.poll(portal(), request());
    CHECK(batch_of(result).items.size() == 4);
    CHECK(batch_of(result).completeness == core::Completeness::complete);
    REQUIRE(bench.http.requests.size() == 2);
    CHECK(bench.http.requests[0].url == tag_list);
    CHECK_FALSE(bench.http.requests[0].headers.find("Authorization"));
    CHECK(bench.http.requests[1].url == "https://social.example/older?max_id=8");
    CHECK(result.visit.validators == core::Validators{});
    CHECK(result.visit.body_hash.empty());

    bench.http.answer(tag_list + "&min_id=9", json_of("[]"));
    CHECK(batch_of(bench.poll(portal(), request(batch_of(result).cursor))).items.empty());
}

TEST_CASE("catching up leaves no gap between pages", "[fetchers]") {
    Bench bench;
    const std::string cursor = cursor_after(1);
    bench.http.answer(tag_list + "&min_id=3", json_of(list_from(5, 4)));
    bench.http.answer(tag_list + "&min_id=5",
                      reply_of(200, list_from(7, 6), {{"Link", "<https://evil.example/x>; rel=\"prev\""}}));
    bench.http.answer(tag_list + "&min_id=7", json_of("[]"));
    const auto result = bench.poll(portal(), request(cursor));
    CHECK(batch_of(result).items.size() == 4);
    CHECK(batch_of(result).completeness == core::Completeness::complete);
    CHECK(bench.http.requests.size() == 3);
}

TEST_CASE("a server that ignores where we left off is not asked for ever", "[fetchers]") {
    Bench bench;
    bench.http.answer(tag_list + "&min_id", json_of(list_from(3, 1)));
    const auto result = bench.poll(portal(), request(cursor_after(1)));
    CHECK(bench.http.requests.size() == 1);
    CHECK(std::holds_alternative<core::Batch>(result.outcome));
}

TEST_CASE("a break while catching up keeps what came and goes on from there", "[fetchers]") {
    Bench bench;
    bench.http.answer(tag_list + "&min_id=3", json_of(list_from(5, 4)));
    bench.http.answer(tag_list + "&min_id=5",
                      reply_of(429, "", {{"X-RateLimit-Reset", "2026-08-01T15:04:00.5Z"}}));
    const auto result = bench.poll(portal(), request(cursor_after(1)));
    CHECK(batch_of(result).items.size() == 2);
    CHECK(batch_of(result).completeness == core::Completeness::partial);
    CHECK(batch_of(result).problems.size() == 1);
    CHECK(result.visit.interval_hint == std::chrono::seconds{241});

    Bench later;
    later.http.answer(tag_list + "&min_id=5", json_of(list_from(6, 6)));
    later.http.answer(tag_list + "&min_id=6", json_of("[]"));
    CHECK(batch_of(later.poll(portal(), request(batch_of(result).cursor))).items.size() == 1);
}

TEST_CASE("a break while going back begins again, so that nothing older is lost", "[fetchers]") {
    Bench bench;
    bench.http.answer(tag_list, json_of(list_from(9, 8)));
    bench.http.answer(tag_list + "&max_id=8", reply_of(500));
    const auto result = bench.poll(portal(), request());
    CHECK(batch_of(result).items.size() == 2);
    CHECK(batch_of(result).completeness == core::Completeness::partial);

    Bench later;
    later.http.answer(tag_list, json_of(list_from(9, 8)));
    later.http.answer(tag_list + "&max_id=8", json_of(list_from(7, 6)));
    auto again = request(batch_of(result).cursor);
    CHECK(batch_of(later.poll(portal(), again)).items.size() == 4);
}

TEST_CASE("an empty list is a good answer", "[fetchers]") {
    Bench bench;
    bench.http.answer(tag_list, json_of("[]"));
    const auto result = bench.poll(portal(), request());
    CHECK(batch_of(result).items.empty());
    CHECK(batch_of(result).problems.empty());
    CHECK_FALSE(batch_of(result).cursor.empty());
    CHECK(bench.http.requests.size() == 1);
}

TEST_CASE("every few polls known posts are read again: edits come back, deletions are told", "[fetchers]") {
    Bench bench;
    bench.http.answer(tag_list + "&min_id", json_of("[]"));
    bench.http.answer(
        by_ids,
        json_of(list_of({status(3, R"(,"edited_at":"2026-08-01T15:00:00Z","content":"new")"), status(1)})));
    const auto result = bench.poll(portal(), request(cursor_after(4)));
    REQUIRE(bench.http.requests.size() == 2);
    CHECK(bench.http.requests[1].url == by_ids + "3&id%5B%5D=2&id%5B%5D=1");
    REQUIRE(batch_of(result).items.size() == 1);
    CHECK(batch_of(result).items[0].id == uri_of(3));
    CHECK(batch_of(result).removed == std::vector<std::string>{uri_of(2)});
    CHECK_FALSE(batch_of(result).cursor.contains(uri_of(2)));
}

TEST_CASE("between those polls only the list is read", "[fetchers]") {
    const int polls = GENERATE(1, 2, 3);
    Bench bench;
    bench.http.answer(tag_list + "&min_id", json_of("[]"));
    CHECK(batch_of(bench.poll(portal(), request(cursor_after(polls)))).removed.empty());
    CHECK(bench.http.requests.size() == 1);
}

TEST_CASE("a server that cannot be asked by id deletes nothing and is not asked again soon", "[fetchers]") {
    const auto reply = GENERATE(json_of("[]"), reply_of(404, "{}"), json_of("{\"error\":\"x\"}"),
                                json_of(status(3)), json_of("{\"statuses\":[]}"));
    Bench bench;
    bench.http.answer(tag_list + "&min_id", json_of("[]"));
    bench.http.answer(by_ids, reply);
    std::string cursor = cursor_after(4);
    for (int i = 0; i < 9; ++i) {
        const auto result = bench.poll(portal(), request(cursor));
        CHECK(batch_of(result).removed.empty());
        CHECK(batch_of(result).problems.empty());
        CHECK(batch_of(result).completeness == core::Completeness::complete);
        cursor = batch_of(result).cursor;
    }
    CHECK(bench.http.requests.size() == 10);
}

TEST_CASE("forty posts are remembered, the newest, and asked for in two portions", "[fetchers]") {
    Bench bench;
    bench.http.answer(tag_list, json_of(list_from(160, 121)));
    bench.http.answer(tag_list + "&max_id=121", json_of(list_from(120, 111)));
    bench.http.answer(tag_list + "&min_id", json_of("[]"));
    bench.http.answer(by_ids, json_of(list_from(160, 121)));
    std::string cursor = batch_of(bench.poll(portal(), request())).cursor;
    for (int i = 0; i < 3; ++i) cursor = batch_of(bench.poll(portal(), request(cursor))).cursor;
    bench.http.requests.clear();
    const auto result = bench.poll(portal(), request(cursor));
    REQUIRE(bench.http.requests.size() == 3);
    CHECK(bench.http.requests[1].url.starts_with(by_ids + "160&"));
    CHECK(bench.http.requests[2].url.ends_with("=121"));
    CHECK(batch_of(result).removed.empty());
}

TEST_CASE("mentions are read with the token and paged by notification", "[fetchers]") {
    Bench bench;
    const std::string list = "https://social.example/api/v1/notifications?types%5B%5D=mention&limit=40";
    bench.http.answer(list, json_of(R"([{"id":"21","type":"mention","status":)" + status(5) + "}]"));
    bench.http.answer(list + "&max_id=21", json_of("[]"));
    const auto result = bench.poll(portal(), mentions());
    REQUIRE(batch_of(result).items.size() == 1);
    CHECK(batch_of(result).items[0].id == uri_of(5));
    CHECK(bench.http.requests[0].headers.find("authorization") == "Bearer hunter2");
    bench.http.answer(list + "&min_id=21", json_of("[]"));
    CHECK(batch_of(bench.poll(portal(), mentions(batch_of(result).cursor))).items.empty());
    CHECK(bench.http.requests.back().url == list + "&min_id=21");
}

TEST_CASE("the cursor of one list is not used for another", "[fetchers]") {
    Bench bench;
    bench.http.answer("https://social.example/api/v1/timelines/tag/other", json_of("[]"));
    auto other = request(cursor_after(1));
    other.source.settings["tag"] = "other";
    CHECK(std::holds_alternative<core::Batch>(bench.poll(portal(), other).outcome));
    CHECK_FALSE(bench.http.requests[0].url.contains("min_id"));
}

TEST_CASE("a server that wants a sign-in is told apart from one that refuses the token", "[fetchers]") {
    const auto status_code = GENERATE(401, 422, 403);
    Bench bench;
    bench.http.answer("https://social.example", reply_of(status_code, "{\"error\":\"no\"}"));
    const auto anonymous = failure_of(bench.poll(portal(), request()));
    CHECK(anonymous.kind == FailureKind::denied);
    CHECK(anonymous.words.contains("Make an access token"));
    if (status_code == 422) return;
    const auto refused = failure_of(bench.poll(portal(), mentions()));
    CHECK(refused.kind == FailureKind::denied);
    CHECK(refused.words.contains("token"));
    CHECK_FALSE(refused.words.contains("hunter2"));
}

TEST_CASE("hashtags of any script are put into the address safely", "[fetchers]") {
    Bench bench;
    auto poll = request();
    poll.source.settings["tag"] = "zażółć%";
    (void)bench.poll(portal(), poll);
    CHECK(bench.http.requests[0].url ==
          "https://social.example/api/v1/timelines/tag/za%C5%BC%C3%B3%C5%82%C4%87%25?limit=40");
}

TEST_CASE("recorded lists of a real server are read whole", "[fetchers]") {
    const std::filesystem::path folder = std::string(REPUTED_SHARED) + "/data/recorded/channels/mastodon";
    if (!std::filesystem::exists(folder)) {
        WARN("recorded documents are not here");
        return;
    }
    // Each cassette line holding a list of statuses is a folded YAML string in single quotes.
    std::size_t lists = 0, items = 0;
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
        std::stringstream text;
        text << std::ifstream(file.path()).rdbuf();
        const std::string all = text.str();
        for (auto at = all.find("string: '["); at != std::string::npos; at = all.find("string: '[", at + 1)) {
            std::string body = all.substr(at + 9, all.find("'\n", at + 9) - at - 9);
            for (auto fold = body.find("\n"); fold != std::string::npos; fold = body.find("\n")) {
                const auto next = body.find_first_not_of(" \n", fold);
                body.replace(fold, next - fold, " ");
            }
            for (auto quote = body.find("''"); quote != std::string::npos; quote = body.find("''", quote + 1))
                body.erase(quote, 1);
            const auto page = parse_page(body);
            if (!page.understood || !body.contains("\"visibility\"")) continue;
            ++lists;
            items += page.items.size();
            CHECK(page.problems.empty());
            for (const auto& item : page.items) CHECK(item.published);
        }
    }
    CHECK(lists > 3);
    CHECK(items > 10);
}
