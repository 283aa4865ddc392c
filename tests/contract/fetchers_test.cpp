// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What every fetcher owes, whatever its portal: each kind of field weather ends as its named outcome, with
// words for people and without secrets. Real sockets, the real engine, a scripted server.
#include <fmt/format.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>

#include "fetchers/fetcher.hpp"
#include "polling.hpp"
#include "samples.hpp"
#include "script_server.hpp"

using namespace reputed;
using namespace std::chrono_literals;
using core::FailureKind;
using test::answer;
using test::Answered;
using test::Asked;
using test::poll;
using test::Sample;
using test::ScriptServer;

namespace {

Answered good(const Sample& sample, const Asked& asked, bool bad_item = false) {
    return answer(200, fmt::format("Content-Type: {}\r\n", sample.content_type),
                  sample.document(asked.target, bad_item));
}

/// The failure every source of that portal meets when its server always answers like this.
core::PollResult weather(const Sample& sample, const Answered& always,
                         std::chrono::milliseconds total = 20s) {
    ScriptServer server(test::with_tokens([&always](const Asked&) { return always; }));
    auto result = poll(sample, server.base_url(), {}, total);
    CHECK_FALSE(server.asked().empty());
    return result;
}

void check_failure(const core::PollResult& result, FailureKind kind) {
    const auto* failure = std::get_if<core::PollFailure>(&result.outcome);
    REQUIRE(failure != nullptr);
    CHECK(core::name_of(failure->kind) == core::name_of(kind));
    CHECK(failure->words.size() > 20);
    for (const auto* text : {&failure->words, &failure->technical, &failure->evidence})
        CHECK_FALSE(text->contains("hunter2"));
    std::string said = failure->words;
    if (const auto host = said.find(result.visit.host); host != std::string::npos)
        said.erase(host, result.visit.host.size());
    for (const auto* jargon : {"HTTP", "401", "404", "410", "429", "500", "access_token="})
        CHECK_FALSE(said.contains(jargon));
    CHECK(result.visit.host.starts_with("127.0.0.1:"));
    CHECK(result.visit.requests > 0);
}

/// Every sample in turn.
const Sample& each_sample() {
    const auto index = GENERATE(range(std::size_t{0}, test::samples().size()));
    return test::samples()[index];
}

}  // namespace

TEST_CASE("every portal that polls has its sample here", "[contract]") {
    for (const auto& portal : fetchers::portals()) {
        if (!portal.polls) continue;
        CAPTURE(portal.name);
        CHECK(std::ranges::find(test::samples(), portal.name, &Sample::portal) != test::samples().end());
    }
}

TEST_CASE("a good document brings its items", "[contract]") {
    const Sample& sample = each_sample();
    CAPTURE(sample.portal);
    ScriptServer server(test::with_tokens([&](const Asked& asked) { return good(sample, asked); }));
    const auto result = poll(sample, server.base_url());
    REQUIRE(std::holds_alternative<core::Batch>(result.outcome));
    const auto& batch = std::get<core::Batch>(result.outcome);
    CHECK(batch.items.size() == 2);
    CHECK(batch.problems.empty());
    CHECK(batch.completeness == core::Completeness::complete);
    CHECK(result.visit.status == 200);
    CHECK(result.visit.bytes > 0);
    for (const auto& item : batch.items) {
        // A portal without ids leaves identity to a fingerprint of what the item says.
        CHECK_FALSE((item.id + item.author + item.body).empty());
        CHECK(item.published);
    }
    for (const auto& asked : server.asked()) CHECK(asked.has("user-agent: reputed/"));
}

TEST_CASE("a server that says nothing changed is believed", "[contract]") {
    const Sample& sample = each_sample();
    CAPTURE(sample.portal);
    ScriptServer server(test::with_tokens([&](const Asked& asked) {
        if (asked.has("if-none-match: w/\"one\"")) return answer(304, "ETag: W/\"one\"\r\n");
        auto whole = good(sample, asked);
        whole.bytes.insert(whole.bytes.find("\r\n") + 2, "ETag: W/\"one\"\r\n");
        return whole;
    }));
    const auto first = poll(sample, server.base_url());
    fetchers::PollRequest again;
    again.cursor = std::get<core::Batch>(first.outcome).cursor;
    again.validators = first.visit.validators;
    const auto second = poll(sample, server.base_url(), again);
    if (sample.conditional) {
        REQUIRE(std::holds_alternative<core::Unchanged>(second.outcome));
        CHECK(std::get<core::Unchanged>(second.outcome).by_status);
        CHECK(second.visit.validators.etag == "W/\"one\"");
    } else {
        CHECK(std::holds_alternative<core::Batch>(second.outcome));
        CHECK(second.visit.validators == core::Validators{});
    }
}

TEST_CASE("every refusal of a server has its name", "[contract]") {
    const Sample& sample = each_sample();
    CAPTURE(sample.portal);
    const auto [status, kind] = GENERATE(table<int, FailureKind>({
        {401, FailureKind::denied},
        {403, FailureKind::denied},
        {404, FailureKind::missing},
        {410, FailureKind::gone},
        {500, FailureKind::server},
        {503, FailureKind::server},
    }));
    CAPTURE(status);
    const auto result = weather(sample, answer(status, "Content-Type: text/plain\r\n",
                                               "no: /feed?access_token=hunter2 Bearer hunter2"));
    check_failure(result, kind);
    CHECK(result.visit.status == status);
    CHECK_FALSE(result.visit.retry_after);
}

TEST_CASE("a server that asks us to wait is waited for, in either form", "[contract]") {
    const Sample& sample = each_sample();
    CAPTURE(sample.portal);
    const std::string when = GENERATE(as<std::string>{}, "120", "Sat, 01 Aug 2026 12:02:00 GMT");
    CAPTURE(when);
    const auto result = weather(
        sample, answer(429, "Date: Sat, 01 Aug 2026 12:00:00 GMT\r\nRetry-After: " + when + "\r\n", "slow"));
    check_failure(result, FailureKind::rate_limited);
    CHECK(result.visit.retry_after == 120s);
}

TEST_CASE("a server that never answers is given up on", "[contract]") {
    const Sample& sample = each_sample();
    CAPTURE(sample.portal);
    const Answered silence{
        GENERATE(as<std::string>{}, "", "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf"), true};
    check_failure(weather(sample, silence, 300ms), FailureKind::timeout);
}

TEST_CASE("an answer that breaks off is not taken for a document", "[contract]") {
    const Sample& sample = each_sample();
    CAPTURE(sample.portal);
    const std::string bytes = GENERATE_COPY(
        as<std::string>{}, "",
        fmt::format("HTTP/1.1 200 OK\r\nContent-Type: {}\r\nContent-Length: 100000\r\n\r\n{}",
                    sample.content_type, sample.document("/page=1/", false)),
        fmt::format(
            "HTTP/1.1 200 OK\r\nContent-Type: {}\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<html\r\nff\r\nx",
            sample.content_type));
    check_failure(weather(sample, {bytes}), FailureKind::network);
}

TEST_CASE("an answer in another form is a changed layout, with its beginning as evidence", "[contract]") {
    const Sample& sample = each_sample();
    CAPTURE(sample.portal);
    const auto result = weather(
        sample,
        answer(200, "Content-Type: text/html\r\n",
               "<!doctype html><html><head><title>Sign in</title></head><body>Please sign in</body></html>"));
    check_failure(result, FailureKind::changed_layout);
    CHECK(std::get<core::PollFailure>(result.outcome).evidence.contains("Please sign in"));
}

TEST_CASE("an empty answer is not taken for an empty list", "[contract]") {
    const Sample& sample = each_sample();
    CAPTURE(sample.portal);
    check_failure(weather(sample, answer(200, "Content-Type: text/html\r\n")), FailureKind::changed_layout);
}

TEST_CASE("one bad item is counted and its good neighbours come through", "[contract]") {
    const Sample& sample = each_sample();
    CAPTURE(sample.portal);
    ScriptServer server(test::with_tokens([&](const Asked& asked) { return good(sample, asked, true); }));
    const auto result = poll(sample, server.base_url());
    REQUIRE(std::holds_alternative<core::Batch>(result.outcome));
    const auto& batch = std::get<core::Batch>(result.outcome);
    CHECK(batch.items.size() == 2);
    REQUIRE_FALSE(batch.problems.empty());
    CHECK_FALSE(batch.problems.front().where.empty());
    CHECK_FALSE(batch.problems.front().words.empty());
}

TEST_CASE("a private address is refused unless the source allows it", "[contract]") {
    const Sample& sample = each_sample();
    CAPTURE(sample.portal);
    ScriptServer server(test::with_tokens([&](const Asked& asked) { return good(sample, asked); }));
    fetchers::PollRequest request;
    request.source.settings = {{"allow_private", "no"}};
    check_failure(poll(sample, server.base_url(), request), FailureKind::refused_address);
    CHECK(server.asked().empty());
}
