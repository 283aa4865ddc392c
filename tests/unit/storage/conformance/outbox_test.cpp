// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <catch2/catch.hpp>
#include <tuple>

#include "../backends.hpp"
#include "../builders.hpp"

using namespace reputed;
using namespace reputed::tests;
using namespace std::chrono_literals;
using core::AlertState;
using storage::Roles;

namespace {

auto fields(const core::Alert& a) {
    return std::tie(a.id, a.kind, a.unique_key, a.recipient, a.language, a.location, a.review, a.incident,
                    a.facts, a.created, a.state, a.next_try, a.attempts, a.claim, a.problem, a.sent);
}

core::Alert an_alert(Roles& roles, const std::string& key, core::Instant next_try = noon) {
    core::Alert alert;
    alert.id = roles.outbox.next_alert_id(noon);
    alert.unique_key = key;
    alert.recipient = "owner@cafe.example";
    alert.facts = R"({"stars":1})";
    alert.created = noon;
    alert.next_try = next_try;
    return alert;
}

core::AlertId enqueued(Roles& roles, const std::string& key, core::Instant next_try = noon) {
    const auto alert = an_alert(roles, key, next_try);
    REQUIRE(roles.outbox.enqueue(alert));
    return alert.id;
}

}  // namespace

TEST_CASE("an alert comes back as it was, and its key makes no second one", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    write(backend->store(), [](Roles& roles) {
        auto alert = an_alert(roles, "review 1 to owner");
        alert.kind = core::AlertKind::incident;
        alert.language = "pl";
        alert.location = core::LocationId{3};
        alert.review = core::ReviewId{4};
        alert.incident = core::IncidentId{5};
        alert.state = AlertState::held;
        alert.attempts = 3;
        alert.claim = 17;
        alert.problem = "folded into a digest";
        alert.sent = noon + 1s;
        CHECK(roles.outbox.enqueue(alert));
        const auto found = roles.outbox.find_alert(alert.id);
        REQUIRE(found);
        CHECK((fields(*found) == fields(alert)));
        REQUIRE(roles.outbox.alerts_of(alert.review).size() == 1);

        const auto again = an_alert(roles, "review 1 to owner");
        CHECK_FALSE(roles.outbox.enqueue(again));
        CHECK_FALSE(roles.outbox.find_alert(again.id));
    });
}

TEST_CASE("what is claimed is nobody else's until it is finished", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    write(backend->store(), [](Roles& roles) {
        const auto late = enqueued(roles, "late", noon - 1h);
        const auto due = enqueued(roles, "due");
        enqueued(roles, "future", noon + 1s);
        CHECK(roles.outbox.next_due() == noon - 1h);
        auto first = roles.outbox.claim_due(noon, 1);
        REQUIRE(first.size() == 1);
        CHECK(first[0].id == late);
        CHECK(first[0].state == AlertState::sending);
        auto second = roles.outbox.claim_due(noon, 9);
        REQUIRE(second.size() == 1);
        CHECK(second[0].id == due);
        CHECK(second[0].claim != first[0].claim);
        CHECK(roles.outbox.claim_due(noon, 9).empty());

        first[0].state = AlertState::waiting;
        first[0].next_try = noon + 2min;
        first[0].attempts = 1;
        first[0].problem = "The mail server is busy.";
        CHECK(roles.outbox.finish(first[0]));
        const auto waiting = *roles.outbox.find_alert(late);
        CHECK(waiting.state == AlertState::waiting);
        CHECK(waiting.next_try == noon + 2min);
        CHECK(waiting.attempts == 1);
        CHECK(waiting.problem == "The mail server is busy.");
        CHECK_FALSE(roles.outbox.finish(first[0]));
    });
}

TEST_CASE("a deliverer that lost its claim cannot finish", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    const auto lost = write(backend->store(), [](Roles& roles) {
        enqueued(roles, "one");
        return roles.outbox.claim_due(noon, 1).at(0);
    });
    backend->reopen();
    write(backend->store(), [&](Roles& roles) {
        CHECK(roles.outbox.release_claims() == 1);
        CHECK(roles.outbox.release_claims() == 0);
        auto mine = roles.outbox.claim_due(noon, 1);
        REQUIRE(mine.size() == 1);
        auto theirs = lost;
        theirs.state = AlertState::sent;
        theirs.sent = noon;
        CHECK_FALSE(roles.outbox.finish(theirs));
        CHECK(roles.outbox.find_alert(lost.id)->state == AlertState::sending);
        mine[0].state = AlertState::sent;
        mine[0].sent = noon + 1s;
        CHECK(roles.outbox.finish(mine[0]));
        CHECK(roles.outbox.find_alert(lost.id)->sent == noon + 1s);
    });
}

TEST_CASE("a person can have anything tried again but what was sent", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    write(backend->store(), [](Roles& roles) {
        const auto state = GENERATE(AlertState::waiting, AlertState::sending, AlertState::sent,
                                    AlertState::undeliverable, AlertState::given_up, AlertState::held);
        auto alert = an_alert(roles, "one", noon + 5h);
        alert.state = state;
        alert.attempts = 29;
        REQUIRE(roles.outbox.enqueue(alert));
        CHECK(roles.outbox.retry_now(alert.id, noon) == (state != AlertState::sent));
        const auto after = *roles.outbox.find_alert(alert.id);
        const bool in_hand = state == AlertState::sent || state == AlertState::sending;
        CHECK(after.state == (in_hand ? state : AlertState::waiting));
        CHECK((roles.outbox.claim_due(noon, 1).size() == 1) == !in_hand);
        // A schedule that ran out begins anew.
        CHECK(after.attempts == (in_hand || state == AlertState::waiting ? 29 : 0));
        CHECK_FALSE(roles.outbox.retry_now(core::AlertId{999}, noon));
    });
}

TEST_CASE("recent mails to a recipient are those that went out or will", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    write(backend->store(), [](Roles& roles) {
        const auto add = [&](std::string key, AlertState state, core::AlertKind kind, core::Instant created) {
            auto alert = an_alert(roles, key);
            alert.state = state;
            alert.kind = kind;
            alert.created = created;
            REQUIRE(roles.outbox.enqueue(alert));
        };
        const auto single = core::AlertKind::negative_review;
        add("1", AlertState::waiting, single, noon);
        add("2", AlertState::sent, single, noon - 30min);
        add("3", AlertState::sending, single, noon - 1h);
        add("4", AlertState::held, single, noon);
        add("5", AlertState::sent, core::AlertKind::digest, noon);
        add("6", AlertState::sent, single, noon - 2h);
        CHECK(roles.outbox.count_recent("owner@cafe.example", noon - 1h, 100) == 3);
        CHECK(roles.outbox.count_recent("owner@cafe.example", noon - 1h, 2) == 2);
        CHECK(roles.outbox.count_recent("other@cafe.example", noon - 1h, 100) == 0);
    });
}

TEST_CASE("the outbox is paged newest first, whole or by state", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    write(backend->store(), [](Roles& roles) {
        CHECK_FALSE(roles.outbox.next_due());
        std::vector<core::AlertId> all, held;
        for (int i = 0; i < 25; ++i) {
            auto alert = an_alert(roles, std::to_string(i));
            if (i % 3 == 0) alert.state = AlertState::held;
            REQUIRE(roles.outbox.enqueue(alert));
            all.insert(all.begin(), alert.id);
            if (i % 3 == 0) held.insert(held.begin(), alert.id);
        }
        const auto walk = [&](std::optional<AlertState> state) {
            std::vector<core::AlertId> ids;
            core::AlertId before{};
            do {
                const auto page = roles.outbox.list(state, before, 4);
                for (const auto& alert : page.alerts) ids.push_back(alert.id);
                before = page.next;
            } while (before);
            return ids;
        };
        CHECK(walk(std::nullopt) == all);
        CHECK(walk(AlertState::held) == held);
        CHECK(walk(AlertState::sent).empty());
        const std::vector<std::pair<AlertState, std::int64_t>> counts{{AlertState::held, 9},
                                                                      {AlertState::waiting, 16}};
        CHECK((roles.outbox.counts() == counts));
    });
}
