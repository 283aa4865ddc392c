// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "desk/actions.hpp"

#include <catch2/catch.hpp>

#include "office.hpp"

using namespace reputed;
using core::CaseStatus;
using core::EventKind;
using core::Sentiment;
using desk::Refusal;
using tests::hours;
using tests::minutes;
using tests::Office;

TEST_CASE("taking a review assigns it, tells the timeline and makes the page older", "[desk]") {
    Office office;
    const auto id = office.review(Sentiment::negative);
    const auto outcome = office.act([&](storage::Roles& roles) {
        return desk::assign(roles, office.anna, {id, 1}, office.anna.person.id, office.now);
    });
    REQUIRE(outcome);
    CHECK(outcome->assignee == office.anna.person.id);
    CHECK(office.the_case(id).revision == 2);
    const auto events = office.events(id);
    REQUIRE(events.size() == 1);
    CHECK(events[0].kind == EventKind::assigned);
    CHECK(events[0].person == office.anna.person.id);
    CHECK(events[0].text == "Anna Wiśniewska");
}

TEST_CASE("assigning to whom it is assigned already changes nothing", "[desk]") {
    Office office;
    const auto id = office.review(Sentiment::negative);
    const auto outcome = office.act(
        [&](storage::Roles& roles) { return desk::assign(roles, office.anna, {id, 1}, {}, office.now); });
    REQUIRE(outcome);
    CHECK(office.the_case(id).revision == 1);
    CHECK(office.events(id).empty());
}

TEST_CASE("a review cannot be assigned to somebody who may not answer", "[desk]") {
    Office office;
    const auto id = office.review(Sentiment::negative);
    const auto to_reader = office.act([&](storage::Roles& roles) {
        return desk::assign(roles, office.anna, {id, 1}, office.reader.person.id, office.now);
    });
    const auto to_nobody_known = office.act([&](storage::Roles& roles) {
        return desk::assign(roles, office.anna, {id, 1}, core::PersonId{77}, office.now);
    });
    CHECK(to_reader.error() == Refusal::wrong_input);
    CHECK(to_nobody_known.error() == Refusal::wrong_input);
}

TEST_CASE("a reader may look and change nothing", "[desk]") {
    Office office;
    const auto id = office.review(Sentiment::negative);
    const desk::Target target{id, 1};
    office.store->write_now([&](storage::Roles& roles) {
        const auto& who = office.reader;
        CHECK(desk::assign(roles, who, target, who.person.id, office.now).error() == Refusal::not_allowed);
        CHECK(desk::note(roles, who, target, "x", office.now).error() == Refusal::not_allowed);
        CHECK(desk::hold(roles, who, target, office.now + hours{1}, "", office.now).error() ==
              Refusal::not_allowed);
        CHECK(desk::mark_answered(roles, who, target, "x", "", office.now).error() == Refusal::not_allowed);
        CHECK(desk::dismiss(roles, who, target, "x", office.now).error() == Refusal::not_allowed);
        CHECK(desk::reopen(roles, who, target, office.now).error() == Refusal::not_allowed);
        CHECK(desk::flag(roles, who, target, Sentiment::positive, office.now).error() ==
              Refusal::not_allowed);
    });
    CHECK(office.the_case(id).revision == 1);
    CHECK(office.events(id).empty());
}

TEST_CASE("somebody whose account is switched off may not act", "[desk]") {
    Office office;
    const auto id = office.review(Sentiment::negative);
    auto gone = office.anna;
    gone.person.disabled = true;
    const auto outcome = office.act(
        [&](storage::Roles& roles) { return desk::dismiss(roles, gone, {id, 1}, "spam", office.now); });
    CHECK(outcome.error() == Refusal::not_allowed);
}

TEST_CASE("roles may do more from reader to owner", "[desk]") {
    using core::Role;
    CHECK_FALSE(desk::may_act(Role::reader));
    CHECK(desk::may_act(Role::responder));
    CHECK_FALSE(desk::may_set_up(Role::responder));
    CHECK(desk::may_set_up(Role::manager));
    CHECK_FALSE(desk::may_own(Role::manager));
    CHECK(desk::may_own(Role::owner));
}

TEST_CASE("an action on a review that is not there finds nothing", "[desk]") {
    Office office;
    const auto outcome = office.act([&](storage::Roles& roles) {
        return desk::mark_answered(roles, office.anna, {core::ReviewId{5}, 0}, "x", "", office.now);
    });
    CHECK(outcome.error() == Refusal::not_found);
}

TEST_CASE("a note is written without making anybody's page older", "[desk]") {
    Office office;
    const auto id = office.review(Sentiment::negative);
    const auto outcome = office.act([&](storage::Roles& roles) {
        roles.people.save({office.anna.person.id, id, "note", "half a no", office.now});
        return desk::note(roles, office.anna, {id, 99}, "  Room 214.\r\nOne night back. ", office.now);
    });
    REQUIRE(outcome);
    CHECK(office.the_case(id).revision == 1);
    CHECK(office.events(id).at(0).text == "Room 214.\nOne night back.");
    CHECK(office.draft(id, "note").empty());
}

TEST_CASE("an empty note is refused", "[desk]") {
    Office office;
    const auto id = office.review(Sentiment::negative);
    const auto outcome = office.act(
        [&](storage::Roles& roles) { return desk::note(roles, office.anna, {id, 0}, " \n ", office.now); });
    CHECK(outcome.error() == Refusal::wrong_input);
    CHECK(office.events(id).empty());
}

TEST_CASE("a hold that ends by itself moves the deadline by its length", "[desk]") {
    Office office;
    const auto id = office.review(Sentiment::negative);
    const auto due = office.the_case(id).due;
    const auto held = office.act([&](storage::Roles& roles) {
        return desk::hold(roles, office.anna, {id, 1}, office.now + hours{3}, "asked for the booking number",
                          office.now);
    });
    REQUIRE(held);
    CHECK(held->status == CaseStatus::held);
    CHECK(held->reason == "asked for the booking number");

    const auto early = office.now + hours{2};
    CHECK(office.act([&](storage::Roles& roles) { return desk::resume_due(roles, early); }) == 0);
    const auto late = office.now + hours{3} + minutes{10};
    CHECK(office.act([&](storage::Roles& roles) { return desk::resume_due(roles, late); }) == 1);

    const auto back = office.the_case(id);
    CHECK(back.status == CaseStatus::awaiting);
    CHECK(back.due == due + hours{3} + minutes{10});
    CHECK_FALSE(back.resume);
    CHECK(back.revision == 3);
    const auto events = office.events(id);
    CHECK(events.at(0).kind == EventKind::resumed);
    CHECK_FALSE(events.at(0).person);
}

TEST_CASE("a hold lifted early moves the deadline only by the time it lasted", "[desk]") {
    Office office;
    const auto id = office.review(Sentiment::negative);
    const auto due = office.the_case(id).due;
    office.store->write_now([&](storage::Roles& roles) {
        REQUIRE(desk::hold(roles, office.anna, {id, 0}, office.now + hours{24}, "", office.now));
        REQUIRE(desk::reopen(roles, office.piotr, {id, 0}, office.now + minutes{30}));
    });
    const auto back = office.the_case(id);
    CHECK(back.status == CaseStatus::awaiting);
    CHECK(back.due == due + minutes{30});
    CHECK(office.events(id).at(0).kind == EventKind::resumed);
    CHECK(office.events(id).at(0).person == office.piotr.person.id);
}

TEST_CASE("a hold set anew counts from then on", "[desk]") {
    Office office;
    const auto id = office.review(Sentiment::negative);
    const auto due = office.the_case(id).due;
    office.store->write_now([&](storage::Roles& roles) {
        REQUIRE(desk::hold(roles, office.anna, {id, 0}, office.now + hours{1}, "", office.now));
        const auto later = office.now + minutes{20};
        REQUIRE(desk::hold(roles, office.anna, {id, 0}, later + hours{3}, "", later));
        CHECK(desk::resume_due(roles, later + hours{3}) == 1);
    });
    CHECK(office.the_case(id).due == due + minutes{20} + hours{3});
}

TEST_CASE("an unjudged review comes back from hold as unjudged", "[desk]") {
    Office office;
    const auto id = office.review(Sentiment::unjudged);
    office.store->write_now([&](storage::Roles& roles) {
        REQUIRE(desk::hold(roles, office.anna, {id, 0}, office.now + hours{1}, "", office.now));
        CHECK(desk::resume_due(roles, office.now + hours{1}) == 1);
    });
    CHECK(office.the_case(id).status == CaseStatus::unjudged);
}

TEST_CASE("a hold into the past, beyond three months or of a finished case is refused", "[desk]") {
    Office office;
    const auto id = office.review(Sentiment::negative);
    const auto fine = office.review(Sentiment::positive);
    office.store->write_now([&](storage::Roles& roles) {
        const auto hold = [&](core::ReviewId review, core::Instant until) {
            return desk::hold(roles, office.anna, {review, 0}, until, "why", office.now);
        };
        CHECK(hold(id, office.now).error() == Refusal::wrong_input);
        CHECK(hold(id, office.now + hours{24 * 100}).error() == Refusal::wrong_input);
        CHECK(hold(fine, office.now + hours{1}).error() == Refusal::not_possible);
    });
    CHECK(office.draft(id, "reason") == "why");
}

TEST_CASE("marking answered closes the case and uses up the draft", "[desk]") {
    Office office;
    const auto id = office.review(Sentiment::negative);
    const auto outcome = office.act([&](storage::Roles& roles) {
        roles.people.save({office.anna.person.id, id, "answer", "Przepra", office.now});
        return desk::mark_answered(roles, office.anna, {id, 1}, "Przepraszamy.", "https://portal.example/r/1",
                                   office.now);
    });
    REQUIRE(outcome);
    CHECK(outcome->status == CaseStatus::done);
    CHECK(outcome->done_how == core::DoneHow::answered);
    CHECK(outcome->done_at == office.now);
    const auto stored = office.the_case(id);
    CHECK(stored.answer_text == "Przepraszamy.");
    CHECK(stored.answer_url == "https://portal.example/r/1");
    CHECK(office.draft(id, "answer").empty());
    CHECK(office.events(id).at(0).text == "Przepraszamy.");
}

TEST_CASE("a link that is no web address is refused and nothing typed is lost", "[desk]") {
    Office office;
    const auto id = office.review(Sentiment::negative);
    const auto url = GENERATE(as<std::string>{}, "javascript:alert(1)", "portal.example/r/1", "https://a b");
    const auto outcome = office.act([&](storage::Roles& roles) {
        return desk::mark_answered(roles, office.anna, {id, 1}, "Przepraszamy.", url, office.now);
    });
    CHECK(outcome.error() == Refusal::wrong_input);
    CHECK(office.draft(id, "answer") == "Przepraszamy.");
    CHECK(office.draft(id, "url") == url);
    CHECK(office.the_case(id).status == CaseStatus::awaiting);
}

TEST_CASE("whoever comes second overwrites nobody and keeps the text", "[desk]") {
    Office office;
    const auto id = office.review(Sentiment::negative);
    office.store->write_now([&](storage::Roles& roles) {
        REQUIRE(desk::mark_answered(roles, office.piotr, {id, 1}, "From Piotr.", "", office.now));
        const auto second = desk::mark_answered(roles, office.anna, {id, 1}, "From Anna.", "", office.now);
        CHECK(second.error() == Refusal::changed_meanwhile);
        const auto unchecked = desk::mark_answered(roles, office.anna, {id, 0}, "From Anna.", "", office.now);
        CHECK(unchecked.error() == Refusal::not_possible);
    });
    CHECK(office.the_case(id).answer_text == "From Piotr.");
    CHECK(office.draft(id, "answer") == "From Anna.");
}

TEST_CASE("dismissing needs a reason and tells it", "[desk]") {
    Office office;
    const auto id = office.review(Sentiment::negative);
    office.store->write_now([&](storage::Roles& roles) {
        CHECK(desk::dismiss(roles, office.anna, {id, 0}, "  ", office.now).error() == Refusal::wrong_input);
        REQUIRE(desk::dismiss(roles, office.anna, {id, 1}, "not our customer", office.now));
        CHECK(desk::dismiss(roles, office.anna, {id, 0}, "again", office.now).error() ==
              Refusal::not_possible);
    });
    const auto the_case = office.the_case(id);
    CHECK(the_case.status == CaseStatus::done);
    CHECK(the_case.done_how == core::DoneHow::dismissed);
    CHECK(the_case.reason == "not our customer");
}

TEST_CASE("dismissing a held case gives back what was not used of the hold", "[desk]") {
    Office office;
    const auto id = office.review(Sentiment::negative);
    const auto due = office.the_case(id).due;
    office.store->write_now([&](storage::Roles& roles) {
        REQUIRE(desk::hold(roles, office.anna, {id, 0}, office.now + hours{48}, "", office.now));
        REQUIRE(desk::dismiss(roles, office.anna, {id, 0}, "spam", office.now + hours{1}));
    });
    CHECK(office.the_case(id).due == due + hours{1});
    CHECK(office.act(
              [&](storage::Roles& roles) { return desk::resume_due(roles, office.now + hours{72}); }) == 0);
}

TEST_CASE("opening again restores the clock and makes the answer a draft", "[desk]") {
    Office office;
    const auto id = office.review(Sentiment::negative);
    const auto due = office.the_case(id).due;
    office.store->write_now([&](storage::Roles& roles) {
        REQUIRE(desk::mark_answered(roles, office.anna, {id, 0}, "Too soon.", "", office.now + hours{1}));
        REQUIRE(desk::reopen(roles, office.anna, {id, 0}, office.now + hours{3}));
    });
    const auto back = office.the_case(id);
    CHECK(back.status == CaseStatus::awaiting);
    CHECK(back.due == due + hours{2});
    CHECK_FALSE(back.done_at);
    CHECK_FALSE(back.done_how);
    CHECK(back.answer_text.empty());
    CHECK(office.draft(id, "answer") == "Too soon.");
}

TEST_CASE("what waits already cannot be opened again", "[desk]") {
    Office office;
    const auto id = office.review(Sentiment::negative);
    const auto outcome = office.act(
        [&](storage::Roles& roles) { return desk::reopen(roles, office.anna, {id, 0}, office.now); });
    CHECK(outcome.error() == Refusal::not_possible);
}

TEST_CASE("a person's flag moves the case and is kept as the person's", "[desk]") {
    Office office;
    const auto flag = [&](core::ReviewId id, Sentiment sentiment, core::Instant at) {
        return office.act(
            [&](storage::Roles& roles) { return desk::flag(roles, office.anna, {id, 0}, sentiment, at); });
    };
    SECTION("negative to positive: nothing waits any more") {
        const auto id = office.review(Sentiment::negative);
        REQUIRE(flag(id, Sentiment::positive, office.now));
        CHECK(office.the_case(id).status == CaseStatus::none);
        CHECK(office.stored(id).assessment.sentiment == Sentiment::positive);
        CHECK(office.stored(id).assessment.by == core::JudgedBy::person);
        CHECK(office.events(id).at(0).text == "positive");
    }
    SECTION("positive to negative: the clock begins now") {
        const auto id = office.review(Sentiment::positive);
        REQUIRE(flag(id, Sentiment::negative, office.now + hours{72}));
        CHECK(office.the_case(id).status == CaseStatus::awaiting);
        CHECK(office.the_case(id).due == office.now + hours{76});
    }
    SECTION("unjudged to negative: the clock has run since it was first seen") {
        const auto id = office.review(Sentiment::unjudged);
        REQUIRE(flag(id, Sentiment::negative, office.now + hours{1}));
        CHECK(office.the_case(id).status == CaseStatus::awaiting);
        CHECK(office.the_case(id).due == office.now + hours{4});
    }
    SECTION("negative, but answered on the portal: done") {
        const auto id = office.review(Sentiment::positive, "Ładnie.", true);
        REQUIRE(flag(id, Sentiment::negative, office.now));
        CHECK(office.the_case(id).status == CaseStatus::done);
        CHECK(office.the_case(id).done_how == core::DoneHow::answered_elsewhere);
        CHECK(office.the_case(id).answer_text == "Przepraszamy.");
    }
    SECTION("a case closed by a person stays closed") {
        const auto id = office.review(Sentiment::negative);
        office.store->write_now([&](storage::Roles& roles) {
            REQUIRE(desk::dismiss(roles, office.anna, {id, 0}, "spam", office.now));
        });
        REQUIRE(flag(id, Sentiment::negative, office.now));
        CHECK(office.the_case(id).status == CaseStatus::done);
        CHECK(office.the_case(id).done_how == core::DoneHow::dismissed);
    }
    SECTION("a held case stays held") {
        const auto id = office.review(Sentiment::unjudged);
        office.store->write_now([&](storage::Roles& roles) {
            REQUIRE(desk::hold(roles, office.anna, {id, 0}, office.now + hours{1}, "", office.now));
        });
        REQUIRE(flag(id, Sentiment::negative, office.now));
        CHECK(office.the_case(id).status == CaseStatus::held);
    }
    SECTION("unjudged is no judgement") {
        const auto id = office.review(Sentiment::negative);
        CHECK(flag(id, Sentiment::unjudged, office.now).error() == Refusal::wrong_input);
    }
}

TEST_CASE("a corrected flag leaves the review findable by its words", "[desk]") {
    Office office;
    const auto id = office.review(Sentiment::positive, "Żółta łazienka.");
    const auto found = office.act([&](storage::Roles& roles) {
        REQUIRE(desk::flag(roles, office.anna, {id, 0}, Sentiment::negative, office.now));
        storage::QueueFilter filter;
        filter.search = "zolta";
        return roles.desk.count(filter, 10);
    });
    CHECK(found == 1);
}
