// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <catch2/catch.hpp>

#include "../backends.hpp"
#include "../builders.hpp"

using namespace reputed;
using namespace reputed::tests;
using namespace std::chrono_literals;
using core::Sentiment;
using storage::Roles;

namespace {

core::Correction a_correction(Roles& roles, std::int64_t review, Sentiment meant = Sentiment::negative) {
    core::Correction made;
    made.id = roles.lessons.next_correction_id(noon);
    made.review = core::ReviewId{review};
    made.at = noon;
    made.person = core::PersonId{7};
    made.language = "pl";
    made.text = "No pięknie.\nZnowu zimna zupa.";
    made.said = Sentiment::positive;
    made.meant = meant;
    return made;
}

core::Correction added(Roles& roles, std::int64_t review, Sentiment meant = Sentiment::negative) {
    auto made = a_correction(roles, review, meant);
    roles.lessons.add(made);
    return made;
}

}  // namespace

TEST_CASE("a correction comes back as it was, without its review, and after a restart", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    const auto made = write(backend->store(), [](Roles& roles) { return added(roles, 41); });
    backend->reopen();
    read(backend->store(), [&](Roles& roles) {
        CHECK(roles.lessons.in_force(10) == std::vector{made});
        CHECK(roles.lessons.last_of(made.review) == made);
        CHECK_FALSE(roles.lessons.last_of(core::ReviewId{42}));
        CHECK(roles.lessons.lesson_state() == storage::LessonState{1, made.id});
        return 0;
    });
    // The mint goes on above it.
    CHECK(write(backend->store(), [](Roles& roles) { return roles.lessons.next_correction_id(noon); }) >
          made.id);
}

TEST_CASE("of one review the last correction is in force, the others are history", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    write(backend->store(), [](Roles& roles) {
        const auto first = added(roles, 41);
        const auto other = added(roles, 42);
        auto second = a_correction(roles, 41, Sentiment::neutral);
        second.at = noon + 1h;
        roles.lessons.add(second);
        CHECK(roles.lessons.in_force(10) == std::vector{other, second});
        CHECK(roles.lessons.in_force(1) == std::vector{second});
        CHECK(roles.lessons.last_of(core::ReviewId{41}) == second);
        const auto all = roles.lessons.latest(10);
        REQUIRE(all.size() == 3);
        CHECK(all.front() == second);
        CHECK(all.back().id == first.id);
        CHECK(all.back().undone == noon + 1h);
        CHECK(roles.lessons.latest(2).size() == 2);
    });
}

TEST_CASE("corrections are withdrawn one by one or all at once, and stay to be read", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    write(backend->store(), [](Roles& roles) {
        for (std::int64_t review = 1; review <= 3; ++review) (void)added(roles, review);
        const auto before = roles.lessons.lesson_state();
        CHECK(roles.lessons.withdraw(core::ReviewId{2}, noon + 1h));
        CHECK_FALSE(roles.lessons.withdraw(core::ReviewId{2}, noon + 2h));
        CHECK(roles.lessons.lesson_state() != before);
        CHECK(roles.lessons.undo_all(noon + 3h) == 2);
        CHECK(roles.lessons.undo_all(noon + 4h) == 0);
        CHECK(roles.lessons.lesson_state() == storage::LessonState{});
        CHECK(roles.lessons.in_force(10).empty());
        const auto all = roles.lessons.latest(10);
        REQUIRE(all.size() == 3);
        CHECK(all[0].undone == noon + 3h);
        CHECK(all[1].undone == noon + 1h);
    });
}

TEST_CASE("reviews that another version judged are found, the unread ones first", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    write(backend->store(), [](Roles& roles) {
        const auto place = a_place(roles);
        const auto put = [&](const std::string& id, const std::string& model) {
            ReviewBuilder review{.of_source = place.source, .with_id = id};
            review.said.model = model;
            return review.put(roles);
        };
        const auto newer = put("a", "zz9+e5");
        (void)put("b", "current");
        const auto unread = put("c", "");
        const auto old = put("d", "abc1");
        const auto old_too = put("e", "abc1");
        const auto next = [&](std::size_t most) {
            std::vector<core::ReviewId> ids;
            for (const auto& review : roles.intake.judged_by_others("current", most))
                ids.push_back(review.id);
            return ids;
        };
        CHECK(roles.intake.count_judged_by_others("current") == 4);
        std::vector<core::ReviewId> order;
        while (true) {
            const auto found = roles.intake.judged_by_others("current", 1);
            if (found.empty()) break;
            auto review = found.front();
            order.push_back(review.id);
            review.assessment.model = "current";
            roles.intake.update_assessment(review);
        }
        CHECK(order == std::vector{unread, old_too, old, newer});
        CHECK(next(10).empty());
        CHECK(roles.intake.count_judged_by_others("current") == 0);
    });
}

TEST_CASE("a new judgement is all that changes, and the lists follow it", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    write(backend->store(), [](Roles& roles) {
        const auto place = a_place(roles);
        const auto id = ReviewBuilder{.of_source = place.source, .with_id = "a"}.put(roles);
        auto review = roles.intake.find(id).value();
        auto& said = review.assessment;
        said.language = "pl";
        said.sentiment = Sentiment::neutral;
        said.by = core::JudgedBy::text;
        said.chances = core::Chances{0.25, 0.5, 0.25};
        said.complaint = 0.75;
        said.grievance = true;
        said.topics = {{core::Topic::waiting, core::Lean::friction}};
        said.urgency = {core::Urgency::legal};
        said.stage = 2;
        said.model = "abc+e5";
        auto given = review;
        given.content.body = "not to be written";
        given.fingerprint = "nor this";
        roles.intake.update_assessment(given);
        const auto stored = roles.intake.find(id).value();
        CHECK(stored.assessment == said);
        CHECK(stored.content.body == review.content.body);
        CHECK(stored.fingerprint == review.fingerprint);
        storage::QueueFilter filter;
        filter.search = "soup";
        filter.urgent_only = filter.grievance_only = true;
        filter.topic = core::Topic::waiting;
        filter.language = "pl";
        CHECK(roles.desk.queue(filter, {}, 10).rows.size() == 1);
        CHECK(roles.desk.languages() == std::vector<std::string>{"pl"});
        CHECK_FALSE(roles.intake.was_touched(id));
        core::Event event;
        event.id = roles.intake.next_event_id(noon);
        event.review = id;
        event.at = noon;
        event.kind = core::EventKind::noted;
        roles.intake.add_event(event);
        CHECK_FALSE(roles.intake.was_touched(id));
        event.id = roles.intake.next_event_id(noon);
        event.person = core::PersonId{7};
        roles.intake.add_event(event);
        CHECK(roles.intake.was_touched(id));
    });
}
