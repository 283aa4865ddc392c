// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "page_support.hpp"
#include "scripted_http.hpp"

using namespace reputed;
using namespace reputed::test;
using fetchers::page::portal;

namespace {

const std::string listed = "https://shop.example/reviews";

fetchers::PollRequest request_for(std::map<std::string, std::string> settings = {{"url", listed}}) {
    fetchers::PollRequest request;
    request.source = a_source("page", std::move(settings));
    return request;
}

}  // namespace

TEST_CASE("a page poll brings what the page shows and needs no cursor", "[fetchers]") {
    Bench bench;
    bench.http.answer(
        listed, reply_of(200, ld_script(R"({"@type":"Product","name":"Mug","aggregateRating":{"ratingValue":4,
                                         "ratingCount":9},"review":[{"@type":"Review","reviewBody":"Bad",
                                         "url":"r/17"},{"@type":"Review"}]})"),
                         {{"Content-Type", "text/html"}, {"ETag", "\"v1\""}}));
    const auto result = bench.poll(portal(), request_for());
    const auto& batch = std::get<core::Batch>(result.outcome);
    REQUIRE(batch.items.size() == 1);
    CHECK(batch.items[0].url == "https://shop.example/r/17");
    CHECK(batch.aggregates.size() == 1);
    CHECK(batch.problems.size() == 1);
    CHECK(batch.cursor.empty());
    CHECK(batch.completeness == core::Completeness::complete);
    CHECK(result.visit.validators.etag == "\"v1\"");
    CHECK(bench.http.requests.size() == 1);
    CHECK_FALSE(bench.http.requests[0].allow_private);
}

TEST_CASE("a page that shows no reviews is a changed layout with its evidence", "[fetchers]") {
    Bench bench;
    bench.http.answer(listed,
                      reply_of(200, "<h1>Please enable scripts</h1>", {{"Content-Type", "text/html"}}));
    const auto result = bench.poll(portal(), request_for());
    const auto& failure = std::get<core::PollFailure>(result.outcome);
    CHECK(failure.kind == core::FailureKind::changed_layout);
    CHECK(failure.words.starts_with("This page has no reviews that can be read."));
    CHECK(failure.evidence.contains("Please enable scripts"));
}

TEST_CASE("an unchanged page and a failing one pass through", "[fetchers]") {
    Bench bench;
    bench.http.answer(listed, reply_of(304));
    bench.http.answer(listed, reply_of(503));
    auto request = request_for({{"url", listed}, {"allow_private", "yes"}});
    request.validators = {"\"v1\"", "", listed};
    CHECK(std::holds_alternative<core::Unchanged>(bench.poll(portal(), request).outcome));
    CHECK(bench.http.requests[0].headers.find("If-None-Match") == "\"v1\"");
    CHECK(bench.http.requests[0].allow_private);
    const auto failed = bench.poll(portal(), request);
    CHECK(std::get<core::PollFailure>(failed.outcome).kind == core::FailureKind::server);
}

TEST_CASE("the page portal checks and describes its address", "[fetchers]") {
    CHECK(portal().check(a_source("page", {{"url", listed}})).empty());
    CHECK(portal().check(a_source("page", {{"url", "ftp://shop.example/"}})).size() == 1);
    CHECK(portal().describe(a_source("page", {{"url", listed}})) == "shop.example");
    CHECK(portal().address(a_source("page", {{"url", listed}})) == listed);
}
