// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "desk/review_view.hpp"

#include <catch2/catch.hpp>

using namespace reputed;
using Kind = desk::ChangedPart::Kind;

namespace {

core::Instant at(const std::string& iso) { return *core::from_iso(iso); }

core::Version a_version(std::string body, double stars, const std::string& seen) {
    core::Version version;
    version.body = std::move(body);
    version.rating = core::Rating{stars, 5, 1, false};
    version.seen = at(seen);
    return version;
}

std::string joined(const desk::LastChange& change, Kind left_out) {
    std::string text;
    for (const auto& part : change.parts)
        if (part.kind != left_out) text += part.text;
    return text;
}

}  // namespace

TEST_CASE("the last change is told word by word, with the stars", "[desk]") {
    const std::vector<core::Version> versions{
        a_version("Czekanie dwadzieścia minut.", 3, "2026-08-01T10:00:00Z"),
        a_version("Czekanie czterdzieści minut.", 1, "2026-08-01T14:00:00Z")};
    const auto change = desk::last_change(versions);
    REQUIRE(change);
    CHECK(joined(*change, Kind::added) == versions[0].body);
    CHECK(joined(*change, Kind::removed) == versions[1].body);
    CHECK(change->parts.size() > 2);
    CHECK(change->stars_changed());
    CHECK(change->rating_before->stars() == 3);
    CHECK(change->seen == versions[1].seen);
}

TEST_CASE("a version that brought an answer alone is no change by the author", "[desk]") {
    std::vector<core::Version> versions{a_version("Brudno.", 1, "2026-08-01T10:00:00Z"),
                                        a_version("Bardzo brudno.", 1, "2026-08-01T11:00:00Z"),
                                        a_version("Bardzo brudno.", 1, "2026-08-01T12:00:00Z")};
    versions[2].reply = core::OwnerReply{"Przepraszamy.", {}};
    const auto change = desk::last_change(versions);
    REQUIRE(change);
    CHECK(change->seen == versions[1].seen);
    CHECK_FALSE(change->stars_changed());
    CHECK_FALSE(desk::last_change(std::span(versions).first(1)));
    CHECK_FALSE(desk::last_change({}));
}

TEST_CASE("earlier versions are those that said something else, newest first", "[desk]") {
    std::vector<core::Version> versions{
        a_version("A", 1, "2026-08-01T10:00:00Z"), a_version("A", 1, "2026-08-01T11:00:00Z"),
        a_version("B", 1, "2026-08-01T12:00:00Z"), a_version("C", 1, "2026-08-01T13:00:00Z"),
        a_version("C", 1, "2026-08-01T14:00:00Z")};
    const auto earlier = desk::earlier_versions(versions);
    REQUIRE(earlier.size() == 2);
    CHECK(earlier[0].body == "B");
    CHECK(earlier[1].body == "A");
    CHECK(earlier[1].seen == versions[0].seen);
    CHECK(desk::earlier_versions(std::span(versions).first(2)).empty());
    CHECK(desk::earlier_versions({}).empty());
}

TEST_CASE("tomorrow means nine in the morning where the location is", "[desk]") {
    const auto evening = at("2026-08-01T21:30:00Z");  // 23:30 in Warsaw
    CHECK(desk::snooze_until(desk::Snooze::hour, "Europe/Warsaw", evening) == at("2026-08-01T22:30:00Z"));
    CHECK(desk::snooze_until(desk::Snooze::three_hours, "Europe/Warsaw", evening) ==
          at("2026-08-02T00:30:00Z"));
    CHECK(desk::snooze_until(desk::Snooze::tomorrow, "Europe/Warsaw", evening) == at("2026-08-02T07:00:00Z"));
    CHECK(desk::snooze_until(desk::Snooze::tomorrow, "Asia/Tehran", evening) == at("2026-08-03T05:30:00Z"));
    CHECK(desk::snooze_until(desk::Snooze::week, "Europe/Warsaw", evening) == at("2026-08-08T07:00:00Z"));
}

TEST_CASE("nine o'clock stays nine o'clock over a change of the clocks", "[desk]") {
    const auto before = at("2026-10-24T10:00:00Z");  // the clocks go back in the night that follows
    CHECK(desk::snooze_until(desk::Snooze::tomorrow, "Europe/Warsaw", before) == at("2026-10-25T08:00:00Z"));
}

TEST_CASE("only known names of snoozes are understood", "[desk]") {
    CHECK(desk::snooze_named("three-hours") == desk::Snooze::three_hours);
    CHECK_FALSE(desk::snooze_named("forever"));
}

TEST_CASE("the last quarter of the time, but at least an hour, is soon", "[desk]") {
    core::Case the_case;
    const auto now = at("2026-08-01T12:00:00Z");
    const auto haste = [&](std::chrono::minutes left, std::chrono::minutes within) {
        the_case.due = now + left;
        return desk::haste_of(the_case, within, now);
    };
    using std::chrono::hours;
    using std::chrono::minutes;
    CHECK(haste(minutes{-1}, hours{24}) == desk::Haste::late);
    CHECK(haste(minutes{0}, hours{24}) == desk::Haste::late);
    CHECK(haste(hours{6}, hours{24}) == desk::Haste::soon);
    CHECK(haste(hours{7}, hours{24}) == desk::Haste::in_time);
    CHECK(haste(minutes{59}, hours{2}) == desk::Haste::soon);
    CHECK(haste(minutes{61}, hours{2}) == desk::Haste::in_time);
}
