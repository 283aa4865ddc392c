// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "alerts/rules.hpp"

#include <catch2/catch.hpp>

#include "alerts/facts.hpp"
#include "branch.hpp"

using namespace reputed;
using namespace reputed::alerts;
using namespace reputed::tests;
using namespace std::chrono_literals;

TEST_CASE("a negative review makes one alert for each recipient", "[alerts]") {
    auto place = a_branch();
    place.recipients = {"anna@morvela.example", "piotr@morvela.example", "Anna@Morvela.example", ""};
    const auto made = on_negative_review(place, a_bad_review(), due_in(2h), {1}, morning);
    REQUIRE(made.size() == 2);
    CHECK(made[0].recipient == "anna@morvela.example");
    CHECK(made[1].recipient == "piotr@morvela.example");
    CHECK(made[0].unique_key != made[1].unique_key);
    CHECK(made[0].kind == core::AlertKind::negative_review);
    CHECK(made[0].state == core::AlertState::waiting);
    CHECK(made[0].next_try == morning);
    CHECK(made[0].review == core::ReviewId{1042});
    CHECK(made[0].location == core::LocationId{11});
}

TEST_CASE("nobody to tell makes no alert", "[alerts]") {
    auto place = a_branch();
    place.recipients.clear();
    CHECK(on_negative_review(place, a_bad_review(), due_in(2h), {1}, morning).empty());
    CHECK(on_first_import(place, 10, 2, morning).empty());
    CHECK(on_incident(place, {}, morning).empty());
}

TEST_CASE("the same event has the same key, and an edit that turned negative another", "[alerts]") {
    const auto key_of = [](core::VersionId version, core::Instant now) {
        return on_negative_review(a_branch(), a_bad_review(), due_in(2h), version, now).at(0).unique_key;
    };
    CHECK(key_of({1}, morning) == key_of({1}, morning + 1h));
    CHECK(key_of({1}, morning) != key_of({2}, morning));

    auto shouted = a_branch();
    shouted.recipients = {"ANNA@morvela.example"};
    CHECK(on_negative_review(shouted, a_bad_review(), due_in(2h), {1}, morning).at(0).unique_key ==
          key_of({1}, morning));
}

TEST_CASE("an alert carries everything its mail tells", "[alerts]") {
    auto review = a_bad_review();
    review.content.title = "Never again";
    review.edited = morning;
    const auto facts = facts_from(alert_about(review).facts);
    CHECK(facts.author == "Marta K.");
    CHECK(facts.title == "Never again");
    CHECK(facts.body == review.content.body);
    CHECK(facts.verdict.stars == 1);
    CHECK(facts.verdict.native.empty());
    CHECK(facts.language == "pl");
    CHECK(facts.portal == "Google");
    CHECK(facts.location == "Morvela Gda\u0144sk");
    CHECK(facts.zone == "Europe/Warsaw");
    CHECK(facts.due == morning + 2h);
    CHECK(facts.published == "2026-08-14T08:52:00Z");
    CHECK(facts.first_seen == morning);
    CHECK(facts.url == "https://portal.example/r/1");
    CHECK(facts.edited);
    CHECK_FALSE(facts.cut);
}

TEST_CASE("another scale is told as the portal tells it", "[alerts]") {
    core::Item item;
    item.rating = core::Rating{4, 10, 1, false};
    CHECK(verdict_of(item).native == "4/10");
    item.rating = core::Rating{1.5, 5, 1, false};
    CHECK(verdict_of(item).native == "1.5/5");
    item.rating = core::Rating{2, 5, 0, false};
    CHECK(verdict_of(item).native == "2/5");
    item.rating = core::Rating{2, 5, 1, false};
    CHECK(verdict_of(item).native.empty());
    CHECK(verdict_of(item).stars == 2);
    item.rating.reset();
    item.kind = core::ItemKind::mention;
    CHECK(verdict_of(item).stars == 0);
    CHECK(verdict_of(item).mention);
}

TEST_CASE("a long review is cut at the end of a word, and says so", "[alerts]") {
    auto review = a_bad_review();
    review.content.body.clear();
    for (int i = 0; i < 600; ++i) review.content.body += "\u017c\u00f3\u0142w ";
    const auto facts = facts_from(alert_about(review).facts);
    CHECK(facts.cut);
    CHECK(facts.body.size() < review.content.body.size());
    CHECK(facts.body.ends_with("\u017c\u00f3\u0142w"));
    review.content.body = std::string(4000, 'x');
    CHECK(facts_from(alert_about(review).facts).body == std::string(1500, 'x'));
}

TEST_CASE("facts lose nothing on their way, and are readable whatever they hold", "[alerts]") {
    CHECK(facts_from("").zone == "UTC");
    CHECK(facts_from("{\"stars\":900,\"zone\":3,\"told\":{},\"due\":\"soon\"}").verdict.stars == 5);
    const auto facts = facts_from(R"({"author":"A\r\nBcc: x\u202e\u0007","body":"one\ntwo\u2066\u0000"})");
    CHECK(facts.author == "A Bcc: x");
    CHECK(facts.body == "one\ntwo ");
}

TEST_CASE("the first import is one digest, and an incident one alert however often it is seen", "[alerts]") {
    const auto digest = on_first_import(a_branch(), 120, 14, morning);
    REQUIRE(digest.size() == 1);
    CHECK(digest[0].kind == core::AlertKind::digest);
    CHECK(facts_from(digest[0].facts).count == 120);
    CHECK(facts_from(digest[0].facts).negative == 14);

    core::Incident incident;
    incident.id = {5};
    incident.kind = core::IncidentKind::denied;
    incident.opened = morning;
    incident.seen = "The portal answered 401.";
    const auto first = on_incident(a_branch(), incident, morning).at(0);
    incident.tries = 9;
    CHECK(on_incident(a_branch(), incident, morning + 5h).at(0).unique_key == first.unique_key);
    CHECK(first.incident == core::IncidentId{5});
    CHECK(facts_from(first.facts).incident == "denied");
    CHECK(facts_from(first.facts).since == morning);
}

TEST_CASE("below the throttle an alert goes out", "[alerts]") {
    auto alert = alert_about(a_bad_review());
    CHECK_FALSE(fold_if_too_many(alert, 29, {30}, morning));
    CHECK(alert.state == core::AlertState::waiting);
}

TEST_CASE("above the throttle an alert is held and one digest an hour and recipient tells of it",
          "[alerts]") {
    auto alert = alert_about(a_bad_review());
    const auto digest = fold_if_too_many(alert, 30, {30}, morning);
    REQUIRE(digest);
    CHECK(alert.state == core::AlertState::held);
    CHECK_FALSE(alert.problem.empty());
    CHECK(digest->kind == core::AlertKind::digest);
    CHECK(digest->recipient == alert.recipient);
    CHECK(digest->next_try == *core::from_iso("2026-08-14T10:00:00Z"));
    CHECK(digest->next_try > morning);

    auto next = alert_about(a_bad_review());
    CHECK(fold_if_too_many(next, 31, {30}, morning + 49min)->unique_key == digest->unique_key);
    CHECK(fold_if_too_many(next, 31, {30}, morning + 50min)->unique_key != digest->unique_key);
    next.recipient = "piotr@morvela.example";
    CHECK(fold_if_too_many(next, 31, {30}, morning)->unique_key != digest->unique_key);
}

TEST_CASE("only alerts about single reviews are ever folded", "[alerts]") {
    auto digest = on_first_import(a_branch(), 120, 14, morning).at(0);
    CHECK_FALSE(fold_if_too_many(digest, 999, {30}, morning));
    CHECK(digest.state == core::AlertState::waiting);
}
