// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/feed/feed.hpp"

#include <fmt/format.h>

#include "scripted_http.hpp"

using namespace reputed;
using namespace reputed::test;
using fetchers::feed::portal;

namespace {

const std::string address = "https://forum.example/feed";
const std::string one_item =
    "<rss><channel><ttl>60</ttl><skipHours><hour>3</hour></skipHours>"
    "<item><guid>1</guid><title>One</title></item></channel></rss>";

fetchers::PollRequest request_for(std::map<std::string, std::string> settings = {{"url", address}}) {
    fetchers::PollRequest request;
    request.source = a_source("feed", std::move(settings));
    return request;
}

std::string page_naming(std::string_view feed) {
    return fmt::format("<html><head><link rel=alternate type=application/rss+xml href='{}'></head></html>",
                       feed);
}

core::PollFailure failure_of(const core::PollResult& result) {
    return std::get<core::PollFailure>(result.outcome);
}
core::Batch batch_of(const core::PollResult& result) { return std::get<core::Batch>(result.outcome); }

}  // namespace

TEST_CASE("a feed poll brings its entries and what the feed asks for", "[fetchers]") {
    Bench bench;
    bench.http.answer(address, reply_of(200, one_item, {{"ETag", "\"v1\""}}));
    const auto result = bench.poll(portal(), request_for());
    const auto batch = batch_of(result);
    REQUIRE(batch.items.size() == 1);
    CHECK(batch.items[0].id == "1");
    CHECK(batch.cursor.empty());
    CHECK(batch.completeness == core::Completeness::complete);
    CHECK(result.visit.interval_hint == std::chrono::minutes{60});
    CHECK(result.visit.skip_hours == std::vector<int>{3});
    CHECK(result.visit.validators.etag == "\"v1\"");
    REQUIRE(bench.http.requests.size() == 1);
    CHECK(bench.http.requests[0].headers.find("Accept")->starts_with("application/atom+xml"));
    CHECK_FALSE(bench.http.requests[0].headers.find("Authorization"));
    CHECK_FALSE(bench.http.requests[0].allow_private);
}

TEST_CASE("a feed that is broken in places was read in part", "[fetchers]") {
    Bench bench;
    bench.http.answer(address, reply_of(200, one_item.substr(0, one_item.size() - 30) + "<item><titl"));
    const auto batch = batch_of(bench.poll(portal(), request_for()));
    CHECK(batch.completeness == core::Completeness::partial);
    CHECK_FALSE(batch.problems.empty());
}

TEST_CASE("a large feed is parsed beside the loop", "[fetchers]") {
    Bench bench;
    std::string body = "<rss><channel>";
    for (int i = 0; i < 1000; ++i)
        body += fmt::format("<item><guid>{}</guid><title>{}</title></item>", i, std::string(300, 'x'));
    bench.http.answer(address, reply_of(200, body + "</channel></rss>"));
    CHECK(batch_of(bench.poll(portal(), request_for())).items.size() == 1000);
}

TEST_CASE("an empty answer and a page without feeds are failures with words", "[fetchers]") {
    Bench bench;
    bench.http.answer(address, reply_of(200, " \n"));
    bench.http.answer(address, reply_of(200, "<html><body>Sign in</body></html>"));
    const auto empty = failure_of(bench.poll(portal(), request_for()));
    CHECK(empty.kind == core::FailureKind::changed_layout);
    CHECK(empty.words == "The feed is empty.");
    const auto page = failure_of(bench.poll(portal(), request_for()));
    CHECK(page.kind == core::FailureKind::changed_layout);
    CHECK(page.words.starts_with("This is a web page, not a feed"));
    CHECK(page.evidence.contains("Sign in"));
}

TEST_CASE("304 and an equal body are unchanged", "[fetchers]") {
    Bench bench;
    bench.http.answer(address, reply_of(304));
    bench.http.answer(address, reply_of(200, one_item));
    auto request = request_for();
    request.validators = {"\"v1\"", "", address};
    CHECK(std::get<core::Unchanged>(bench.poll(portal(), request).outcome).by_status);
    CHECK(bench.http.requests[0].headers.find("If-None-Match") == "\"v1\"");
    request = request_for();
    request.body_hash = bench.poll(portal(), request).visit.body_hash;
    CHECK_FALSE(std::get<core::Unchanged>(bench.poll(portal(), request).outcome).by_status);
}

TEST_CASE("the only feed a page names is followed and remembered", "[fetchers]") {
    Bench bench;
    bench.http.answer(address, reply_of(200, page_naming("/real.xml")));
    bench.http.answer("/real.xml", reply_of(200, one_item, {{"ETag", "\"feed\""}}));
    auto request = request_for();
    const auto first = bench.poll(portal(), request);
    CHECK(batch_of(first).items.size() == 1);
    CHECK(batch_of(first).cursor == "https://forum.example/real.xml");
    CHECK(first.visit.validators.url == "https://forum.example/real.xml");

    request.cursor = batch_of(first).cursor;
    const auto second = bench.poll(portal(), request);
    CHECK(batch_of(second).cursor == request.cursor);
    CHECK(first.visit.moved_to == request.cursor);
    CHECK(second.visit.moved_to == request.cursor);
    REQUIRE(bench.http.requests.size() == 3);
    CHECK(bench.http.requests[2].url == request.cursor);

    request.source.settings["url"] = request.cursor;
    CHECK(batch_of(bench.poll(portal(), request)).cursor.empty());
}

TEST_CASE("a remembered feed that is gone is looked for again", "[fetchers]") {
    Bench bench;
    bench.http.answer("/old.xml", reply_of(404));
    bench.http.answer(address, reply_of(200, page_naming("/new.xml")));
    bench.http.answer("/new.xml", reply_of(200, one_item));
    auto request = request_for();
    request.cursor = "https://forum.example/old.xml";
    CHECK(batch_of(bench.poll(portal(), request)).cursor == "https://forum.example/new.xml");
}

TEST_CASE("a page that names itself or another page is not followed in circles", "[fetchers]") {
    Bench bench;
    bench.http.answer(address, reply_of(200, page_naming("/feed")));
    const auto failure = failure_of(bench.poll(portal(), request_for()));
    CHECK(failure.kind == core::FailureKind::changed_layout);
    CHECK(bench.http.requests.size() == 2);
}

TEST_CASE("a password goes to its own host only", "[fetchers]") {
    Bench bench;
    bench.http.answer(address, reply_of(200, page_naming("https://cdn.example/feed.xml")));
    bench.http.answer("https://cdn.example/", reply_of(200, one_item));
    const auto result = bench.poll(
        portal(),
        request_for({{"url", address}, {"user", "olek"}, {"password", "a:b"}, {"allow_private", "yes"}}));
    CHECK(batch_of(result).items.size() == 1);
    REQUIRE(bench.http.requests.size() == 2);
    CHECK(bench.http.requests[0].headers.find("Authorization") == "Basic b2xlazphOmI=");
    CHECK(bench.http.requests[0].allow_private);
    CHECK_FALSE(bench.http.requests[1].headers.find("Authorization"));
    CHECK(result.visit.moved_to.empty());
}

TEST_CASE("relative addresses hang on the form the server says it sent", "[fetchers]") {
    Bench bench;
    bench.http.answer(
        address, reply_of(200, "<rss><channel><item><title>t</title><link>1</link></item></channel></rss>",
                          {{"Content-Location", "/en/feed.rss"}}));
    CHECK(batch_of(bench.poll(portal(), request_for())).items.at(0).url == "https://forum.example/en/1");
}

TEST_CASE("a failed exchange passes through, and alert services are asked seldom", "[fetchers]") {
    Bench bench;
    const std::string alert = "https://www.google.com/alerts/feeds/1/2";
    bench.http.answer(alert, reply_of(429, "", {{"Retry-After", "120"}}));
    bench.http.answer(alert, reply_of(200, "<feed xmlns='http://www.w3.org/2005/Atom'/>"));
    CHECK(failure_of(bench.poll(portal(), request_for({{"url", alert}}))).kind ==
          core::FailureKind::rate_limited);
    const auto result = bench.poll(portal(), request_for({{"url", alert}}));
    CHECK(batch_of(result).items.empty());
    CHECK(batch_of(result).completeness == core::Completeness::complete);
    CHECK(result.visit.interval_hint == std::chrono::minutes{30});
}

TEST_CASE("the feed portal checks its settings and shows no secrets", "[fetchers]") {
    const auto with = [](std::map<std::string, std::string> settings) {
        return a_source("feed", std::move(settings));
    };
    CHECK(portal().check(with({{"url", address}, {"user", "a"}, {"password", "b"}})).empty());
    CHECK(portal().check(with({{"url", "forum"}})).at(0).field == "url");
    CHECK(portal().check(with({{"url", address}, {"password", "b"}})).at(0).field == "user");
    CHECK(portal().check(with({{"url", address}, {"user", "a:b"}})).at(0).field == "user");
    const auto source = with({{"url", "https://forum.example/feed?token=hush"}});
    CHECK(portal().describe(source) == "forum.example");
    CHECK(portal().address(source) == "https://forum.example/");
}
