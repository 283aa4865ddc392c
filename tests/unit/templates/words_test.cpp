// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "templates/words.hpp"

#include <catch2/catch.hpp>

#include "templates/spans.hpp"

using namespace reputed;
using namespace std::chrono_literals;
using templates::Words;

namespace {

const Words& english() { return Words::of("en"); }

core::Instant at(const char* iso) { return core::from_iso(iso).value(); }

}  // namespace

TEST_CASE("an unknown language is English, a regional one its language", "[templates]") {
    CHECK(Words::of("tlh").language() == "en");
    CHECK(Words::of("").language() == "en");
    CHECK(Words::of("en-GB").language() == "en");
    CHECK(Words::languages().front() == "en");
}

TEST_CASE("places are filled in, unknown ones stay visible", "[templates]") {
    CHECK(english().say("{who} answered {what}", {{"who", "Ada {x}"}}) == "Ada {x} answered {what}");
    CHECK(english().count("{n} review waits", "{n} reviews wait", 1) == "1 review waits");
    CHECK(english().count("{n} review waits", "{n} reviews wait", 1286) == "1,286 reviews wait");
    CHECK(english().count("{n} of {name}", "{n} of {name}", 2, {{"name", "B"}}) == "2 of B");
}

TEST_CASE("a language is named in the reader's language", "[templates]") {
    CHECK(english().language_name("pl") == "Polish");
    CHECK(english().language_name("und") == "language unknown");
    CHECK(english().language_name("zz") == "zz");
    CHECK_FALSE(english().right_to_left());
}

TEST_CASE("how long ago is told in the unit a person would use", "[templates]") {
    const auto now = at("2026-08-14T12:20:00Z");
    CHECK(english().ago(now, now) == "just now");
    CHECK(english().ago(now + 2h, now) == "just now");
    CHECK(english().ago(now - 40min, now) == "40\u00a0min ago");
    CHECK(english().ago(now - 200min, now) == "3\u00a0h ago");
    CHECK(english().ago(now - 25h, now) == "yesterday");
    CHECK(english().ago(now - 49h, now) == "2\u00a0days ago");
    CHECK(english().ago(now - 24h * 90, now) == "3\u00a0months ago");
    CHECK(english().ago(now - 24h * 800, now) == "2\u00a0years ago");
}

TEST_CASE("a deadline is told by the clock of its place", "[templates]") {
    const auto now = at("2026-08-14T12:20:00Z");  // a Friday, 14:20 in Warsaw
    const auto due = [&](core::Instant when) { return english().due(when, "Europe/Warsaw", now); };
    CHECK(due(now - 70min) == "1\u00a0h 10\u00a0min late");
    CHECK(due(now - 120min) == "2\u00a0h late");
    CHECK(due(now - 25min) == "25\u00a0min late");
    CHECK(due(now) == "1\u00a0min late");
    CHECK(due(now - 49h) == "2\u00a0days late");
    CHECK(due(now + 34min + 30s) == "in 35\u00a0min");
    CHECK(due(at("2026-08-14T16:00:00Z")) == "today 18:00");
    CHECK(due(at("2026-08-14T22:30:00Z")) == "tomorrow 00:30");
    CHECK(due(at("2026-08-16T07:00:00Z")) == "Sun 09:00");
    CHECK(due(at("2026-09-16T07:00:00Z")) == "16 Sep 09:00");
}

TEST_CASE("a date names the year only when it is another one", "[templates]") {
    const auto now = at("2026-08-15T12:00:00Z");
    CHECK(english().date_time(at("2026-08-14T08:52:00Z"), "Europe/Warsaw", now) == "Fri 14 Aug, 10:52");
    CHECK(english().date_time(at("2025-12-31T23:30:00Z"), "UTC", now) == "Wed 31 Dec 2025, 23:30");
    CHECK(english().date_time(at("2025-12-31T23:30:00Z"), "Europe/Warsaw", now) == "Thu 1 Jan, 00:30");
    CHECK(english().time_of_day(at("2026-08-14T07:05:00Z"), "Europe/Warsaw") == "09:05");
}

TEST_CASE("days between instants are those of the local calendar", "[templates]") {
    CHECK(templates::day_distance("UTC", at("2026-08-14T23:59:00Z"), at("2026-08-15T00:00:00Z")) == 1);
    CHECK(templates::day_distance("Europe/Warsaw", at("2026-08-14T21:00:00Z"), at("2026-08-14T23:00:00Z")) ==
          1);
    CHECK(templates::day_distance("UTC", at("2026-08-14T00:00:00Z"), at("2026-08-12T23:00:00Z")) == -2);
}

TEST_CASE("every compiled-in language speaks and counts", "[templates]") {
    for (const auto language : Words::languages()) {
        INFO(language);
        const Words& words = Words::of(language);
        CHECK(words.language() == language);
        CHECK_FALSE(words.number(5).empty());
        CHECK_FALSE(words.ago(core::Instant{}, core::Instant{} + 3h).empty());
        CHECK(words.count("{n} min ago", "{n} min ago", 7).find("{n}") == std::string::npos);
    }
}
