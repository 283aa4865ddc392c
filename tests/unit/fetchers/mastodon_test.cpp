// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Which requests a poll makes, and what it remembers.
#include "mastodon_posts.hpp"

using namespace reputed;
using namespace reputed::fetchers;
using namespace reputed::fetchers::mastodon;
using core::FailureKind;
using test::reply_of;

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
