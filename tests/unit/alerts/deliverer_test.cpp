// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "alerts/deliverer.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "../captured_errors.hpp"
#include "post_office.hpp"

using namespace reputed;
using namespace reputed::tests;
using core::AlertState;
using core::Delivery;
using namespace std::chrono_literals;

namespace {

core::Alert an_alert(const std::string& recipient = "anna@morvela.example", int version = 1) {
    auto place = a_branch();
    place.recipients = {recipient};
    return alerts::on_negative_review(place, a_bad_review(), due_in(2h), core::VersionId{version}, morning)
        .at(0);
}

}  // namespace

TEST_CASE("a waiting alert is sent once and remembered as sent", "[alerts]") {
    PostOffice office;
    const auto id = office.enqueue(an_alert());
    REQUIRE(office.work_until(id, AlertState::sent));
    const auto alert = office.alert(id);
    CHECK(alert.sent == morning);
    CHECK(alert.attempts == 1);
    CHECK(alert.problem.empty());
    REQUIRE(office.transport.taken.size() == 1);
    const auto& mail = office.transport.taken[0];
    CHECK(mail.from == "reputed@morvela.example");
    CHECK(mail.to == "anna@morvela.example");
    CHECK(mail.message_id() == fmt::format("Message-Id: <alert-{}@morvela.example>", id.value));
    CHECK(mail.message.contains("Subject: 1 star, Google, "));
}

TEST_CASE("an alert that is not due yet waits", "[alerts]") {
    PostOffice office;
    auto later = an_alert();
    later.next_try = morning + 1h;
    const auto id = office.enqueue(later);
    const auto other = office.enqueue(an_alert("piotr@morvela.example"));
    REQUIRE(office.work_until(other, AlertState::sent));
    CHECK(office.alert(id).state == AlertState::waiting);
    office.clock.advance(1h);
    CHECK(office.work_until(id, AlertState::sent));
}

TEST_CASE("a failed try is stored with its time, and the next one has the same message id", "[alerts]") {
    PostOffice office;
    office.transport.reports = {{Delivery::try_again, 451, "The mail server asks to come back."}};
    const auto id = office.enqueue(an_alert());
    REQUIRE(office.work_until([&] { return office.alert(id).attempts == 1; }));
    auto alert = office.alert(id);
    CHECK(alert.state == AlertState::waiting);
    CHECK(alert.problem == "The mail server asks to come back.");
    CHECK(alert.next_try > morning + 50s);
    CHECK(alert.next_try < morning + 70s);
    office.clock.set(alert.next_try);
    REQUIRE(office.work_until(id, AlertState::sent));
    CHECK(office.alert(id).attempts == 2);
    CHECK(office.alert(id).problem.empty());
    REQUIRE(office.transport.taken.size() == 2);
    CHECK(office.transport.taken[0].message_id() == office.transport.taken[1].message_id());
}

TEST_CASE("what the server refuses for good is undeliverable, and its neighbours are sent", "[alerts]") {
    PostOffice office;
    office.transport.reports = {{Delivery::refused, 550, "mail.example refused it for good: 550 unknown"}};
    const auto refused = office.enqueue(an_alert());
    const auto fine = office.enqueue(an_alert("piotr@morvela.example"));
    REQUIRE(office.work_until(fine, AlertState::sent));
    CHECK(office.alert(refused).state == AlertState::undeliverable);
    CHECK(office.alert(refused).problem == "mail.example refused it for good: 550 unknown");
}

TEST_CASE("after the last try of the schedule an alert is given up, visibly", "[alerts]") {
    PostOffice office;
    office.transport.reports = {{Delivery::try_again, 0, "mail.example did not answer in time."}};
    auto tired = an_alert();
    while (core::retry_delay(tired.attempts + 1, 0)) ++tired.attempts;
    const auto id = office.enqueue(tired);
    REQUIRE(office.work_until(id, AlertState::given_up));
    CHECK(office.alert(id).problem == "mail.example did not answer in time.");
}

TEST_CASE("what a dead process had claimed is sent after the restart", "[alerts]") {
    PostOffice office;
    const auto id = office.enqueue(an_alert());
    office.store->write_now([](storage::Roles& roles) { (void)roles.outbox.claim_due(morning, 20); });
    REQUIRE(office.alert(id).state == AlertState::sending);
    CHECK(office.work_until(id, AlertState::sent));
}

TEST_CASE("a stop in the middle of a delivery loses nothing", "[alerts]") {
    PostOffice office;
    office.transport.stalls = true;
    const auto id = office.enqueue(an_alert());
    REQUIRE(office.work_until([&] { return office.transport.taken.size() == 1; }));
    CHECK(office.alert(id).state == AlertState::sending);
    office.transport.stalls = false;
    REQUIRE(office.work_until(id, AlertState::sent));
    REQUIRE(office.transport.taken.size() == 2);
    CHECK(office.transport.taken[0].message_id() == office.transport.taken[1].message_id());
}

TEST_CASE("no transaction is open while a mail is under way", "[alerts]") {
    PostOffice office;
    bool wrote = false;
    office.transport.meanwhile = [&] {
        office.store->write_now([&](storage::Roles& roles) { roles.places.set_value("during", "delivery"); });
        wrote = true;
    };
    const auto id = office.enqueue(an_alert());
    REQUIRE(office.work_until(id, AlertState::sent));
    CHECK(wrote);
}

TEST_CASE("a transport that throws costs one try of one alert", "[alerts]") {
    PostOffice office;
    int calls = 0;
    office.transport.meanwhile = [&] {
        if (++calls == 1) throw std::runtime_error("out of descriptors");
    };
    const CapturedErrors quiet;
    const auto unlucky = office.enqueue(an_alert());
    const auto fine = office.enqueue(an_alert("piotr@morvela.example"));
    REQUIRE(office.work_until(fine, AlertState::sent));
    CHECK(office.alert(unlucky).state == AlertState::waiting);
    CHECK(office.alert(unlucky).attempts == 1);
    CHECK_FALSE(office.alert(unlucky).problem.empty());
}

TEST_CASE("a digest of held-back alerts counts and names them", "[alerts]") {
    PostOffice office;
    core::AlertId digest_id;
    for (int version = 1; version <= 3; ++version) {
        auto held = an_alert("anna@morvela.example", version);
        const auto digest = alerts::fold_if_too_many(held, 30, {30}, morning);
        (void)office.enqueue(held);
        if (version == 1) digest_id = office.enqueue(*digest);
    }
    auto earlier = an_alert("anna@morvela.example", 4);
    (void)alerts::fold_if_too_many(earlier, 30, {30}, morning);
    earlier.created = morning - 2h;
    (void)office.enqueue(earlier);
    auto of_another = an_alert("piotr@morvela.example");
    (void)alerts::fold_if_too_many(of_another, 30, {30}, morning);
    (void)office.enqueue(of_another);

    office.clock.advance(50min);
    REQUIRE(office.work_until(digest_id, AlertState::sent));
    REQUIRE(office.transport.taken.size() == 1);
    const auto& message = office.transport.taken[0].message;
    CHECK(message.contains("Subject: 3 more bad reviews since 11:00"));
    CHECK(message.contains("https://reputed.example/reviews/1042"));
}

TEST_CASE("a wake-up is enough for a new alert to leave", "[alerts]") {
    PostOffice office;
    const auto deliverer = alerts::make_deliverer(office.io.get_executor(), *office.store, office.transport,
                                                  office.clock, mail_settings());
    base::TaskGroup group(office.io.get_executor());
    group.spawn("deliverer", deliverer->run());
    const auto first = office.enqueue(an_alert());
    while (office.alert(first).state != AlertState::sent) office.io.run_for(1ms);
    office.io.run_for(5ms);
    const auto second = office.enqueue(an_alert("piotr@morvela.example"));
    deliverer->wake();
    const auto limit = std::chrono::steady_clock::now() + 20s;
    while (office.alert(second).state != AlertState::sent && std::chrono::steady_clock::now() < limit)
        office.io.run_for(1ms);
    CHECK(office.alert(second).state == AlertState::sent);
    group.stop();
    while (group.running() > 0) office.io.run_for(1ms);
}

TEST_CASE("log lines know no recipient and nothing a server said", "[alerts]") {
    PostOffice office;
    office.transport.reports = {{Delivery::refused, 550, "550 5.1.1 <anna@morvela.example> unknown"}};
    const auto id = office.enqueue(an_alert());
    const CapturedErrors errors;
    REQUIRE(office.work_until(id, AlertState::undeliverable));
    const auto log = errors.text();
    CHECK(log.contains("mail not delivered"));
    CHECK(log.contains("550"));
    CHECK(log.contains("morvela.example"));
    CHECK_FALSE(log.contains("anna"));
    CHECK_FALSE(log.contains("Marta"));
}
