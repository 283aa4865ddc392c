// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "desk/standing.hpp"

#include <catch2/catch.hpp>

#include "office.hpp"

using namespace reputed;
using desk::DayMark;
using desk::Health;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

const core::Instant now = *core::from_iso("2026-08-01T12:00:00Z");

fetchers::Portal made_up(bool polls) {
    fetchers::Portal portal;
    portal.name = "made-up";
    portal.polls = polls;
    return portal;
}

const fetchers::Portal& a_portal(bool polls) {
    static const fetchers::Portal polled = made_up(true);
    static const fetchers::Portal imported = made_up(false);
    return polls ? polled : imported;
}

desk::Standing a_standing() {
    desk::Standing standing;
    standing.portal = &a_portal(true);
    standing.location.zone = "Europe/Warsaw";
    standing.source.created = now - hours{24 * 60};
    core::PollState state;
    state.last_attempt = state.last_good = now - minutes{12};
    state.next_due = now + minutes{3};
    state.first_import_done = true;
    standing.state = state;
    return standing;
}

core::Incident an_incident(core::IncidentKind kind) {
    core::Incident incident;
    incident.kind = kind;
    incident.opened = now - hours{2};
    return incident;
}

bool is_proven(const desk::Standing& standing) {
    return desk::prove_coverage(std::span(&standing, 1), now).is_complete();
}

}  // namespace

TEST_CASE("a source read lately and on time proves its silence", "[desk]") {
    const auto standing = a_standing();
    const auto proof = desk::prove_coverage(std::span(&standing, 1), now);
    CHECK(proof.is_complete());
    CHECK(proof.oldest == now - minutes{12});
    CHECK(desk::health_of(standing) == Health::fine);
}

TEST_CASE("anything less than a complete, recent reading proves nothing", "[desk]") {
    auto standing = a_standing();
    SECTION("an open incident") { standing.incident = an_incident(core::IncidentKind::yields_nothing); }
    SECTION("a failed last try") { standing.state->problem_kind = core::FailureKind::timeout; }
    SECTION("never read") { standing.state->last_good.reset(); }
    SECTION("no state at all") { standing.state.reset(); }
    SECTION("first import not finished") { standing.state->first_import_done = false; }
    SECTION("overdue") { standing.state->next_due = now - minutes{11}; }
    SECTION("read tomorrow, by a clock that was ahead") { standing.state->last_good = now + hours{24}; }
    SECTION("read too long ago") { standing.state->last_good = now - hours{25}; }
    SECTION("a portal this program does not know") { standing.portal = nullptr; }
    SECTION("read only in part today") { standing.days = {{"2026-08-01", 3, 1, 0}}; }
    CHECK_FALSE(is_proven(standing));
}

TEST_CASE("a reading in part on another day is no doubt about today", "[desk]") {
    auto standing = a_standing();
    standing.days = {{"2026-07-31", 3, 1, 0}, {"2026-08-01", 5, 0, 1}};
    CHECK(is_proven(standing));
}

TEST_CASE("paused sources and files are not counted as checked", "[desk]") {
    std::vector<desk::Standing> all{a_standing(), a_standing(), a_standing(), a_standing()};
    all[0].state->last_good = now - minutes{40};
    all[1].source.pause = core::Pause{"Anna", "rebuilt", now};
    all[2].portal = &a_portal(false);
    all[3].incident = an_incident(core::IncidentKind::failing);
    const auto proof = desk::prove_coverage(all, now);
    CHECK(proof.polled == 2);
    CHECK(proof.proven == 1);
    CHECK(proof.paused == 1);
    CHECK(proof.oldest == now - minutes{40});
    CHECK(proof.open == std::vector<std::size_t>{3});
    CHECK_FALSE(proof.is_complete());
}

TEST_CASE("without a single polled source nothing is proven", "[desk]") {
    CHECK_FALSE(desk::prove_coverage({}, now).is_complete());
}

TEST_CASE("health is told in the order of what a person should know first", "[desk]") {
    auto standing = a_standing();
    standing.state->problem_kind = core::FailureKind::rate_limited;
    CHECK(desk::health_of(standing) == Health::slowed);
    standing.state->problem_kind = core::FailureKind::network;
    CHECK(desk::health_of(standing) == Health::retrying);
    standing.incident = an_incident(core::IncidentKind::failing);
    CHECK(desk::health_of(standing) == Health::not_trusted);
    standing.incident = an_incident(core::IncidentKind::denied);
    CHECK(desk::health_of(standing) == Health::needs_sign_in);
    standing.source.pause = core::Pause{};
    CHECK(desk::health_of(standing) == Health::paused);
    standing = a_standing();
    standing.state.reset();
    CHECK(desk::health_of(standing) == Health::first_import);
    standing.portal = &a_portal(false);
    CHECK(desk::health_of(standing) == Health::by_import);
}

TEST_CASE("the strip shows thirty days in the location's zone, today last", "[desk]") {
    auto standing = a_standing();
    standing.source.created = now - hours{24 * 10};
    standing.days = {
        {"2026-07-29", 0, 0, 4}, {"2026-07-30", 2, 1, 0}, {"2026-07-31", 90, 0, 2}, {"2026-08-01", 40, 0, 0}};
    const auto marks = desk::coverage_marks(standing, now);
    CHECK(marks[29] == DayMark::complete);
    CHECK(marks[28] == DayMark::complete);
    CHECK(marks[27] == DayMark::part);
    CHECK(marks[26] == DayMark::missed);
    CHECK(marks[25] == DayMark::missed);  // added, not paused, and not checked
    CHECK(marks[18] == DayMark::idle);    // not yet added
}

TEST_CASE("days of a pause and a day that has just begun are idle, not missed", "[desk]") {
    auto standing = a_standing();
    CHECK(desk::coverage_marks(standing, now)[29] == DayMark::idle);
    CHECK(desk::coverage_marks(standing, now)[28] == DayMark::missed);
    standing.source.pause = core::Pause{"Anna", "", now - hours{24 * 3}};
    const auto marks = desk::coverage_marks(standing, now);
    CHECK(marks[28] == DayMark::idle);
    CHECK(marks[26] == DayMark::idle);
    CHECK(marks[25] == DayMark::missed);
}

TEST_CASE("standings gather what the ledger knows of each source", "[desk]") {
    tests::Office office;
    office.store->write_now([&](storage::Roles& roles) {
        core::PollState state;
        state.source = office.source.id;
        state.last_good = office.now;
        state.next_due = office.now + minutes{15};
        roles.ledger.save(state);
        roles.ledger.add_check(office.source.id, "2026-07-31", core::Completeness::partial);
        roles.ledger.add_check(office.source.id, "2026-08-01", core::Completeness::complete);
        core::Incident incident = an_incident(core::IncidentKind::gone);
        incident.id = roles.ledger.next_incident_id(office.now);
        incident.source = office.source.id;
        roles.ledger.put(incident);
    });
    const auto all = office.act([&](storage::Roles& roles) { return desk::standings(roles, 1, office.now); });
    REQUIRE(all.size() == 1);
    CHECK(all[0].location.name == "Morvela Gdańsk");
    REQUIRE(all[0].state);
    CHECK(all[0].state->next_due == office.now + minutes{15});
    REQUIRE(all[0].incident);
    CHECK(all[0].incident->kind == core::IncidentKind::gone);
    REQUIRE(all[0].days.size() == 1);
    CHECK(all[0].days[0].complete == 1);
}
