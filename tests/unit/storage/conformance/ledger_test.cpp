// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <catch2/catch.hpp>
#include <tuple>

#include "../backends.hpp"
#include "../builders.hpp"

using namespace reputed;
using namespace reputed::tests;
using namespace std::chrono_literals;
using storage::Roles;

namespace {

auto fields(const core::PollState& s) {
    return std::tie(s.source, s.cursor, s.validators, s.body_hash, s.next_due, s.last_attempt, s.last_good,
                    s.problem_kind, s.problem, s.errors, s.polls, s.items_last, s.items_ever, s.gone_since,
                    s.unconditional_at, s.moved_to, s.moved_count, s.first_import_done);
}
auto fields(const core::Incident& i) {
    return std::tie(i.id, i.source, i.kind, i.opened, i.closed, i.last_seen, i.tries, i.seen, i.evidence);
}

core::PollState full_state(core::SourceId source) {
    core::PollState state;
    state.source = source;
    state.cursor = R"({"page":3})";
    state.validators = {"W/\"abc\"", "Sat, 01 Aug 2026 12:00:00 GMT", "https://portal.example/feed"};
    state.body_hash = "cafe";
    state.next_due = noon + 15min;
    state.last_attempt = noon;
    state.last_good = noon - 1h;
    state.problem_kind = core::FailureKind::changed_layout;
    state.problem = "The page looks different.";
    state.errors = 3;
    state.polls = 100;
    state.items_last = 20;
    state.items_ever = 2000;
    state.gone_since = noon - 2h;
    state.unconditional_at = noon - 3h;
    state.moved_to = "https://new.example/feed";
    state.moved_count = 2;
    state.first_import_done = true;
    return state;
}

}  // namespace

TEST_CASE("what is remembered between polls comes back as it was", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    const auto place = write(backend->store(), [](Roles& roles) { return a_place(roles); });
    CHECK_FALSE(read(backend->store(), [&](Roles& roles) { return roles.ledger.poll_state(place.source); }));
    auto state = full_state(place.source);
    write(backend->store(), [&](Roles& roles) { roles.ledger.save(state); });
    backend->reopen();
    CHECK((fields(*read(backend->store(), [&](Roles& roles) {
               return roles.ledger.poll_state(place.source);
           })) == fields(state)));

    state = {};
    state.source = place.source;
    write(backend->store(), [&](Roles& roles) { roles.ledger.save(state); });
    const auto all = read(backend->store(), [](Roles& roles) { return roles.ledger.poll_states(); });
    REQUIRE(all.size() == 1);
    CHECK((fields(all[0]) == fields(state)));
}

TEST_CASE("a paused host is named until its time is over", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    write(backend->store(), [](Roles& roles) {
        roles.ledger.save(core::HostPause{"a.example", noon + 1min, "429"});
        roles.ledger.save(core::HostPause{"a.example", noon + 1h, "429 again"});
        roles.ledger.save(core::HostPause{"b.example", noon, "over"});
        const auto pauses = roles.ledger.host_pauses(noon);
        REQUIRE(pauses.size() == 1);
        CHECK(pauses[0].host == "a.example");
        CHECK(pauses[0].until == noon + 1h);
        CHECK(pauses[0].reason == "429 again");
    });
}

TEST_CASE("checks add up by day", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    write(backend->store(), [](Roles& roles) {
        const auto place = a_place(roles);
        const auto add = [&](const char* day, core::Completeness how) {
            roles.ledger.add_check(place.source, day, how);
        };
        add("2026-07-31", core::Completeness::failed);
        add("2026-08-01", core::Completeness::complete);
        add("2026-08-01", core::Completeness::complete);
        add("2026-08-01", core::Completeness::partial);
        add("2026-08-03", core::Completeness::failed);
        const auto days = roles.ledger.coverage(place.source, "2026-08-01");
        REQUIRE(days.size() == 2);
        CHECK(days[0].day == "2026-08-01");
        CHECK(std::tuple(days[0].complete, days[0].partial, days[0].failed) == std::tuple(2, 1, 0));
        CHECK(days[1].day == "2026-08-03");
        CHECK(std::tuple(days[1].complete, days[1].partial, days[1].failed) == std::tuple(0, 0, 1));
    });
}

TEST_CASE("an incident is open until it is closed", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    write(backend->store(), [](Roles& roles) {
        const auto place = a_place(roles);
        CHECK_FALSE(roles.ledger.open_incident(place.source));
        core::Incident incident;
        incident.id = roles.ledger.next_incident_id(noon);
        incident.source = place.source;
        incident.kind = core::IncidentKind::yields_nothing;
        incident.opened = noon;
        incident.last_seen = noon + 1h;
        incident.tries = 4;
        incident.seen = "An empty page.";
        incident.evidence = "<html>";
        roles.ledger.put(incident);
        REQUIRE(roles.ledger.open_incident(place.source));
        CHECK((fields(*roles.ledger.open_incident(place.source)) == fields(incident)));
        CHECK(roles.ledger.open_incidents().size() == 1);
        incident.closed = noon + 2h;
        roles.ledger.put(incident);
        CHECK_FALSE(roles.ledger.open_incident(place.source));
        CHECK(roles.ledger.open_incidents().empty());
        REQUIRE(roles.ledger.find_incident(incident.id));
        CHECK((fields(*roles.ledger.find_incident(incident.id)) == fields(incident)));
    });
}
