// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "core/poll.hpp"

#include <catch2/catch.hpp>

using namespace reputed::core;
using namespace std::chrono_literals;

namespace {

const Instant noon = *from_iso("2026-08-01T12:00:00Z");

PollResult failed(FailureKind kind) { return {PollFailure{kind, "no", {}, {}}, {}}; }
PollResult brought(std::size_t items) {
    Batch batch;
    batch.items.resize(items);
    return {batch, {}};
}

}  // namespace

TEST_CASE("a poll that was told to wait waits as long as it was told", "[core]") {
    auto result = failed(FailureKind::rate_limited);
    result.visit.retry_after = 120s;
    CHECK(next_poll({}, result, {}, noon, 0.0) == noon + 120s);
    CHECK(next_poll({}, result, {}, noon, 0.999) < noon + 133s);
    CHECK(host_pause(result, noon, 0.0) == noon + 120s);
}

TEST_CASE("who asks for a second's patience again and again is not asked every second", "[core]") {
    auto result = failed(FailureKind::rate_limited);
    result.visit.retry_after = 1s;
    PollState before;
    CHECK(next_poll(before, result, {}, noon, 0.0) == noon + 1s);
    before.errors = 1;
    CHECK(next_poll(before, result, {}, noon, 0.0) >= noon + 150s);
    before.errors = 6;
    CHECK(next_poll(before, result, {}, noon, 0.0) >= noon + 1h);
    result.visit.retry_after = 8h;
    CHECK(next_poll(before, result, {}, noon, 0.0) == noon + 8h);
}

TEST_CASE("a source that is only ever told to wait becomes an incident", "[core]") {
    PollState after;
    after.errors = 4;
    CHECK_FALSE(incident_for({}, after, failed(FailureKind::rate_limited), {}));
    after.errors = IncidentRule{}.failing_after;
    CHECK(incident_for({}, after, failed(FailureKind::rate_limited), {}) == IncidentKind::failing);
}

TEST_CASE("a place that was refused while others answered is waited for, with its host", "[core]") {
    auto result = brought(3);
    result.visit.retry_after = 6h;
    CHECK(next_poll({}, result, {}, noon, 0.0) == noon + 6h);
    CHECK(host_pause(result, noon, 0.0) == noon + 6h);
    CHECK_FALSE(host_pause(brought(3), noon, 0.0));
}

TEST_CASE("Retry-After is read in both forms and clamped", "[core]") {
    CHECK(parse_retry_after("120", noon) == 120s);
    CHECK(parse_retry_after(" 7 ", noon) == 7s);
    CHECK(parse_retry_after("Sat, 01 Aug 2026 12:01:00 GMT", noon) == 60s);
    CHECK(parse_retry_after("Sat, 01 Aug 2026 11:00:00 GMT", noon) == 1s);
    CHECK(parse_retry_after("999999999", noon) == 24h);
    CHECK_FALSE(parse_retry_after("-5", noon));
    CHECK_FALSE(parse_retry_after("soon", noon));
    CHECK_FALSE(parse_retry_after("", noon));
}

TEST_CASE("errors back off, growing and jittered, up to a day", "[core]") {
    PollState state;
    Instant previous = noon;
    for (int i = 0; i < 12; ++i) {
        const auto slow = next_poll(state, failed(FailureKind::server), {}, noon, 1.0);
        const auto fast = next_poll(state, failed(FailureKind::server), {}, noon, 0.0);
        CHECK(slow >= previous);
        CHECK(slow <= noon + 24h);
        CHECK((fast - noon) * 2 == slow - noon);
        previous = slow;
        ++state.errors;
    }
    CHECK(previous == noon + 24h);
}

TEST_CASE("a success brings a source back to its rhythm", "[core]") {
    PollState state;
    state.errors = 7;
    state.problem_kind = FailureKind::server;
    const auto after = after_poll(state, brought(3), {}, noon, 0.5);
    CHECK(after.errors == 0);
    CHECK_FALSE(after.problem_kind);
    CHECK(after.next_due == noon + 15min);
    CHECK(after.last_good == noon);
    CHECK(after.items_last == 3);
}

TEST_CASE("a long max-age slows polling, but never beyond a day", "[core]") {
    auto result = brought(1);
    result.visit.interval_hint = std::chrono::hours{240};
    CHECK(next_poll({}, result, {}, noon, 0.5) == noon + 24h);
}

TEST_CASE("a notice makes a source due at once, but no sooner than a minute after its last poll", "[core]") {
    PollState state;
    state.next_due = noon + 15min;
    CHECK(due_after_notice(state, noon) == noon);
    state.last_attempt = noon - 20s;
    CHECK(due_after_notice(state, noon) == noon + 40s);
    state.last_attempt = noon - 10min;
    CHECK(due_after_notice(state, noon) == noon);
    state.next_due = noon - 5s;
    CHECK(due_after_notice(state, noon) == noon - 5s);
}

TEST_CASE("a notice does not shorten the pause of a source in trouble", "[core]") {
    PollState state;
    state.next_due = noon + 6h;
    for (const auto kind : {FailureKind::denied, FailureKind::rate_limited, FailureKind::network}) {
        state.problem_kind = kind;
        CHECK(due_after_notice(state, noon) == noon + 6h);
    }
}

TEST_CASE("hours a feed asks to be left alone are left alone", "[core]") {
    auto result = brought(1);
    result.visit.skip_hours = {12, 13};
    CHECK(next_poll({}, result, {}, noon, 0.5) == noon + 2h);
}

TEST_CASE("validators that cannot be true are not sent back", "[core]") {
    auto result = brought(1);
    result.visit.validators = {"W/\"x\"", "Wed, 01 Jan 2041 00:00:00 GMT", "https://a.example/"};
    const auto after = after_poll({}, result, {}, noon, 0.5);
    CHECK(after.validators.etag == "W/\"x\"");
    CHECK(after.validators.last_modified.empty());
}

TEST_CASE("an unchanged answer without validators keeps the old ones", "[core]") {
    PollState state;
    state.validators = {"\"a\"", "", "https://a.example/"};
    CHECK(after_poll(state, {Unchanged{}, {}}, {}, noon, 0.5).validators.etag == "\"a\"");
}

TEST_CASE("a source that yielded and now yields nothing is an incident", "[core]") {
    PollState before;
    before.items_last = 25;
    before.items_ever = 25;
    const auto result = brought(0);
    const auto after = after_poll(before, result, {}, noon, 0.5);
    CHECK(incident_for(before, after, result, {}) == IncidentKind::yields_nothing);
    CHECK_FALSE(incident_for({}, after, result, {}));
}

TEST_CASE("all three forms of an HTTP date are read", "[core]") {
    const auto expected = from_iso("1994-11-06T08:49:37Z");
    CHECK(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT") == expected);
    CHECK(parse_http_date("Sunday, 06-Nov-94 08:49:37 GMT") == expected);
    CHECK(parse_http_date("Sun Nov  6 08:49:37 1994") == expected);
    CHECK_FALSE(parse_http_date("yesterday"));
}
