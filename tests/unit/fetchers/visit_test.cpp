// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/visit.hpp"

#include "base/hash.hpp"
#include "scripted_http.hpp"

using namespace reputed;
using namespace reputed::fetchers;
using namespace std::chrono_literals;
using core::FailureKind;
using test::Bench;
using test::reply_of;

namespace {

const std::string place = "https://shop.example/reviews";

struct Visited {
    PageOutcome outcome;
    core::Visit visit;
    std::vector<net::HttpRequest> requests;
    [[nodiscard]] const core::PollFailure& failure() const { return std::get<core::PollFailure>(outcome); }
};

Visited visit_with(Bench& bench, PageRequest request) {
    auto visit = std::make_shared<core::Visit>();
    auto outcome = bench.run(visit_page(bench.deps(), std::move(request), visit));
    return {std::move(outcome), *visit, bench.http.requests};
}

PageRequest ask(std::optional<core::Validators> validators = std::nullopt, std::string body_hash = {}) {
    PageRequest request;
    request.url = place;
    request.validators = std::move(validators);
    request.body_hash = std::move(body_hash);
    return request;
}

Visited visited(test::Reply reply) {
    Bench bench;
    bench.http.answer(place, std::move(reply));
    return visit_with(bench, ask());
}

net::Headers headers_of(const test::HeaderLines& lines) {
    net::Headers headers;
    for (const auto& [name, value] : lines) headers.add(name, value);
    return headers;
}

}  // namespace

TEST_CASE("validators are sent back byte for byte", "[fetchers]") {
    Bench bench;
    bench.http.answer(place, reply_of(304));
    const auto result =
        visit_with(bench, ask(core::Validators{"W/\"a'b\" ", "Sat, 01 Aug 2026 12:00:00 +0000", place}));
    CHECK(result.requests[0].headers.find("If-None-Match") == "W/\"a'b\" ");
    CHECK(result.requests[0].headers.find("If-Modified-Since") == "Sat, 01 Aug 2026 12:00:00 +0000");
    CHECK(std::get<core::Unchanged>(result.outcome).by_status);
    CHECK(result.visit.validators.etag == "W/\"a'b\" ");
}

TEST_CASE("validators of another host are not sent", "[fetchers]") {
    Bench bench;
    bench.http.answer(place, reply_of(200, "x"));
    const auto result = visit_with(bench, ask(core::Validators{"\"a\"", "", "https://old.example/reviews"}));
    CHECK_FALSE(result.requests[0].headers.find("If-None-Match"));
    CHECK(std::holds_alternative<Page>(result.outcome));
}

TEST_CASE("an unchanged answer of another document than last time is not believed", "[fetchers]") {
    Bench bench;
    auto elsewhere = reply_of(304);
    elsewhere->url = "https://shop.example/new";
    bench.http.answer(place, elsewhere);
    bench.http.answer(place, reply_of(200, "whole"));
    const auto result = visit_with(bench, ask(core::Validators{"\"a\"", "", "https://shop.example/old"}));
    REQUIRE(result.requests.size() == 2);
    CHECK(result.requests[0].headers.find("If-None-Match") == "\"a\"");
    CHECK_FALSE(result.requests[1].headers.find("If-None-Match"));
    CHECK(std::get<Page>(result.outcome).body == "whole");
    CHECK(result.visit.requests == 2);
}

TEST_CASE("a redirect to where it led last time may say that nothing changed", "[fetchers]") {
    Bench bench;
    auto same = reply_of(304, {}, {{"ETag", "\"b\""}});
    same->url = "https://shop.example/final";
    bench.http.answer(place, same);
    const auto result =
        visit_with(bench, ask(core::Validators{"\"a\"", "then", "https://shop.example/final"}));
    CHECK(std::holds_alternative<core::Unchanged>(result.outcome));
    CHECK(result.visit.validators == core::Validators{"\"b\"", "then", "https://shop.example/final"});
}

TEST_CASE("a page brings what is worth remembering", "[fetchers]") {
    auto reply = reply_of(200, "hello",
                          {{"ETag", "\"e\""},
                           {"Last-Modified", "Sat, 01 Aug 2026 12:00:00 GMT"},
                           {"Content-Type", "text/html; charset=koi8-r"},
                           {"Cache-Control", "max-age=7200"},
                           {"Age", "1200"}});
    reply->url = "https://shop.example/final";
    reply->moved_to = "https://shop.example/final";
    const auto result = visited(reply);
    const auto& page = std::get<Page>(result.outcome);
    CHECK(page.body == "hello");
    CHECK(page.url == "https://shop.example/final");
    CHECK(page.content_type == "text/html; charset=koi8-r");
    CHECK(result.visit.host == "shop.example");
    CHECK(result.visit.status == 200);
    CHECK(result.visit.bytes == 5);
    CHECK(result.visit.body_hash == base::sha256_hex("hello"));
    CHECK(result.visit.moved_to == "https://shop.example/final");
    CHECK(result.visit.interval_hint == 6000s);
    CHECK(result.visit.validators ==
          core::Validators{"\"e\"", "Sat, 01 Aug 2026 12:00:00 GMT", "https://shop.example/final"});
}

TEST_CASE("a body equal to the last one is unchanged, however large", "[fetchers]") {
    const auto size = GENERATE(std::size_t{10}, std::size_t{600'000});
    const std::string body(size, 'x');
    Bench bench;
    bench.http.answer(place, reply_of(200, body));
    const auto result = visit_with(bench, ask(std::nullopt, base::sha256_hex(body)));
    CHECK_FALSE(std::get<core::Unchanged>(result.outcome).by_status);
    CHECK(result.visit.body_hash == base::sha256_hex(body));
}

TEST_CASE("every status has its kind and words that say what to do", "[fetchers]") {
    const auto [status, kind] = GENERATE(table<int, FailureKind>({
        {206, FailureKind::changed_layout}, {204, FailureKind::changed_layout},
        {304, FailureKind::server},         {400, FailureKind::missing},
        {401, FailureKind::denied},         {402, FailureKind::denied},
        {403, FailureKind::denied},         {404, FailureKind::missing},
        {405, FailureKind::missing},        {406, FailureKind::missing},
        {407, FailureKind::denied},         {408, FailureKind::timeout},
        {410, FailureKind::gone},           {418, FailureKind::missing},
        {420, FailureKind::rate_limited},   {425, FailureKind::server},
        {429, FailureKind::rate_limited},   {451, FailureKind::denied},
        {500, FailureKind::server},         {502, FailureKind::server},
        {503, FailureKind::server},         {599, FailureKind::server},
        {302, FailureKind::server},
    }));
    CAPTURE(status);
    const auto result = visited(reply_of(status, "why"));
    CHECK(result.failure().kind == kind);
    CHECK(result.failure().words.starts_with("shop.example "));
    CHECK_FALSE(result.failure().words.contains(std::to_string(status)));
    CHECK(result.failure().technical.contains(std::to_string(status)));
    CHECK(result.failure().evidence == "why");
    CHECK(result.visit.status == status);
    CHECK_FALSE(result.visit.retry_after);
}

TEST_CASE("an empty page is not a page", "[fetchers]") {
    CHECK(visited(reply_of(200)).failure().kind == FailureKind::changed_layout);
}

TEST_CASE("a redirect that could not be followed names its cause", "[fetchers]") {
    const auto result = visited(reply_of(301, {}, {{"Location", "http://shop.example/plain"}}));
    CHECK(result.failure().kind == FailureKind::refused_address);
}

TEST_CASE("a challenge page is told apart from a refusal", "[fetchers]") {
    const auto header = GENERATE(test::HeaderLines{{"cf-mitigated", "challenge"}},
                                 test::HeaderLines{{"x-amzn-waf-action", "challenge"}});
    const auto result = visited(reply_of(403, "<html>Just a moment</html>", header));
    CHECK(result.failure().kind == FailureKind::denied);
    CHECK(result.failure().words.contains("proof"));
}

TEST_CASE("a server that asks to be left alone is told for how long", "[fetchers]") {
    const auto [status, name, value, wait] =
        GENERATE(table<int, std::string, std::string, std::chrono::seconds>({
            {429, "Retry-After", "120", 120s},
            {429, "Retry-After", "Sat, 01 Aug 2026 15:02:00 GMT", 120s},
            {503, "Retry-After", "60", 60s},
            {429, "X-RateLimit-Reset", "2026-08-01T15:05:00.130933Z", 301s},
            {429, "X-RateLimit-Reset", "1785596700", 300s},
            {429, "X-RateLimit-Reset", "1785596700000", 300s},
            {429, "x-rate-limit-reset", "12.5", 13s},
            {429, "RateLimit-Reset", "40", 40s},
            {429, "RateLimit", "limit=100, remaining=0, reset=5", 5s},
            {429, "RateLimit", "\"default\";r=0;t=30", 30s},
            {429, "X-RateLimit-Reset", "1785500000", 1s},
            {429, "Retry-After", "99999999", 24h},
        }));
    CAPTURE(name, value);
    const auto result = visited(reply_of(status, "slow down", {{name, value}}));
    CHECK(result.failure().kind == FailureKind::rate_limited);
    CHECK(result.visit.retry_after == wait);
}

TEST_CASE("an unreadable Retry-After gives way to the rate limit's own time", "[fetchers]") {
    const auto result = visited(reply_of(429, "", {{"Retry-After", "soon"}, {"X-RateLimit-Reset", "9"}}));
    CHECK(result.visit.retry_after == 9s);
    CHECK_FALSE(visited(reply_of(429, "", {{"X-RateLimit-Reset", "next tuesday"}})).visit.retry_after);
}

TEST_CASE("a date to wait for is measured by the server's own clock", "[fetchers]") {
    const auto result = visited(reply_of(
        429, "",
        {{"Date", "Sat, 01 Aug 2026 12:00:00 GMT"}, {"Retry-After", "Sat, 01 Aug 2026 12:01:30 GMT"}}));
    CHECK(result.visit.retry_after == 90s);
}

TEST_CASE("the larger cache hint counts, and none when the answer must not be kept", "[fetchers]") {
    CHECK(cache_hint(headers_of({{"Cache-Control", "public, max-age=\"600\""}})) == 600s);
    CHECK(cache_hint(headers_of({{"cache-control", "max-age=600"}, {"Age", "100"}})) == 500s);
    CHECK(cache_hint(headers_of({{"Expires", "Sat, 01 Aug 2026 16:00:00 GMT"},
                                 {"Date", "Sat, 01 Aug 2026 15:00:00 GMT"},
                                 {"Cache-Control", "max-age=60"}})) == 3600s);
    CHECK_FALSE(cache_hint(headers_of({{"Expires", "-1"}, {"Date", "Sat, 01 Aug 2026 15:00:00 GMT"}})));
    CHECK_FALSE(cache_hint(headers_of(
        {{"Expires", "Sat, 01 Aug 2026 14:00:00 GMT"}, {"Date", "Sat, 01 Aug 2026 15:00:00 GMT"}})));
    CHECK_FALSE(cache_hint(headers_of({{"Cache-Control", "no-cache, max-age=600"}})));
    CHECK_FALSE(
        cache_hint(headers_of({{"Cache-Control", "private, no-store"}, {"Cache-Control", "max-age=9"}})));
    CHECK_FALSE(cache_hint(headers_of({{"Cache-Control", "max-age=0"},
                                       {"Expires", "Sat, 01 Aug 2026 16:00:00 GMT"},
                                       {"Date", "Sat, 01 Aug 2026 15:00:00 GMT"}})));
    CHECK_FALSE(cache_hint(headers_of({{"Cache-Control", "s-maxage=600"}})));
    CHECK_FALSE(cache_hint({}));
}

TEST_CASE("failed exchanges keep their kind and never show an address", "[fetchers]") {
    using Problem = net::TransferProblem;
    const auto [problem, kind] = GENERATE(table<Problem, FailureKind>({
        {Problem::bad_url, FailureKind::settings},
        {Problem::name_not_found, FailureKind::network},
        {Problem::connect, FailureKind::network},
        {Problem::tls, FailureKind::network},
        {Problem::timeout, FailureKind::timeout},
        {Problem::cut_off, FailureKind::network},
        {Problem::too_large, FailureKind::too_large},
        {Problem::too_many_redirects, FailureKind::too_large},
        {Problem::refused_address, FailureKind::refused_address},
        {Problem::other, FailureKind::network},
    }));
    const auto result = visited(std::unexpected(net::TransferError{problem, "it broke: token=hunter2"}));
    CHECK(result.failure().kind == kind);
    CHECK(result.failure().words.starts_with("shop.example "));
    CHECK_FALSE(result.failure().words.contains("hunter2"));
    CHECK(result.failure().technical == "it broke: token=***");
}

TEST_CASE("a cancelled exchange ends the poll instead of counting as a fault", "[fetchers]") {
    Bench bench;
    bench.http.answer(place, std::unexpected(net::TransferError{net::TransferProblem::cancelled, ""}));
    try {
        (void)visit_with(bench, ask());
        FAIL("it did not throw");
    } catch (const std::exception& error) {
        CHECK(base::is_cancelled(error));
    }
}

TEST_CASE("evidence holds no secret", "[fetchers]") {
    const auto text =
        GENERATE(as<std::string>{}, "https://a.example/?x=1&access_token=hunter2&y=2",
                 "{\"accessToken\": \"hunter2\"}", "api_key=hunter2", "key=hunter2", "token%3Dhunter2",
                 "Authorization: Bearer hunter2", "\"password\":\"hunter2\"",
                 "authorization: digest name=\"a\", hunter2", "Bearer hunter2", "PASSWORD='hunter2'",
                 "https://kim:hunter2@a.example/", "client_secret = hunter2");
    CAPTURE(text);
    CHECK_FALSE(evidence_of(text, {}).contains("hunter2"));
}

TEST_CASE("evidence keeps what is no secret, short and valid", "[fetchers]") {
    CHECK(evidence_of("<meta name=\"keywords\" content=\"monkeys\"> see https://a.example/b@c", {}) ==
          "<meta name=\"keywords\" content=\"monkeys\"> see https://a.example/b@c");
    CHECK(evidence_of("a=1&token=abc&b=2", {}) == "a=1&token=***&b=2");
    CHECK(evidence_of(std::string(1999, 'a') + "ż", {}).size() == 1999);
    CHECK(evidence_of(std::string(50'000, 'k'), {}).size() == 2000);
    CHECK(evidence_of("\xff", {}) == "\xEF\xBF\xBD");
}

TEST_CASE("settings fall back when they are empty", "[fetchers]") {
    const auto source = test::a_source("x", {{"empty", ""}, {"given", "v"}, {"allow_private", "yes"}});
    CHECK(setting(source, "given", "f") == "v");
    CHECK(setting(source, "empty", "f") == "f");
    CHECK(setting(source, "absent") == "");
    CHECK(allows_private(source));
    CHECK_FALSE(allows_private(test::a_source("x", {{"allow_private", "no"}})));
}
