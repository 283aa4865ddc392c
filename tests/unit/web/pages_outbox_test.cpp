// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The outbox, the settings in force, the sheet of keys; every page in every language.
#include "sources.hpp"

using namespace reputed;
using namespace reputed::web;
using Catch::Contains;

namespace {

core::AlertId an_alert(Town& town, core::AlertState state, const std::string& problem = {}) {
    core::Alert alert;
    town.house.store->write_now([&](storage::Roles& roles) {
        alert.id = roles.outbox.next_alert_id(town.now());
        alert.kind = core::AlertKind::test;
        alert.unique_key = std::to_string(alert.id.value);
        alert.recipient = "anna@morvela.example";
        alert.facts = "{}";
        alert.created = town.now();
        alert.state = state;
        alert.attempts = problem.empty() ? 0 : 2;
        alert.next_try = town.now() + minutes{20};
        alert.problem = problem;
        roles.outbox.enqueue(alert);
    });
    return alert.id;
}

}  // namespace

TEST_CASE("the outbox shows what became of each mail and why", "[web]") {
    Town town;
    (void)an_alert(town, core::AlertState::sent);
    (void)an_alert(town, core::AlertState::waiting, "The mail server is not reachable.");
    (void)an_alert(town, core::AlertState::undeliverable, "550 no such user");
    auto anna = town.as(town.anna);
    const std::string page = read_aloud(anna.get("/outbox").body);
    CHECK_THAT(page, Contains("All 3 Waiting 1 Sent 1 Refused by the mail server 1"));
    CHECK_THAT(page, Contains("2 tries · next try: in 20 min · The mail server is not reachable."));
    const std::string refused = read_aloud(anna.get("/outbox?state=undeliverable").body);
    CHECK_THAT(refused, Contains("550 no such user") && !Contains("not reachable"));
    CHECK_THAT(anna.get("/outbox").body, !Contains("/retry"));
    CHECK_THAT(read_aloud(anna.get("/outbox?state=held").body), Contains("No mail here"));
}

TEST_CASE("a long outbox goes on at its end", "[web]") {
    Town town;
    for (int i = 0; i < 60; ++i) (void)an_alert(town, core::AlertState::sent);
    auto anna = town.as(town.anna);
    const std::string next = first_link(anna.get("/outbox").body, "/outbox?before=");
    REQUIRE_FALSE(next.empty());
    const std::string rest = anna.get(next).body;
    std::size_t rows = 0;
    for (std::size_t at = 0; (at = rest.find("<li class=\"src mail\"", at)) != std::string::npos; ++at)
        ++rows;
    CHECK(rows == 10);
}

TEST_CASE("a given-up mail is tried again when somebody asks", "[web]") {
    Town town;
    const auto given_up = an_alert(town, core::AlertState::given_up, "too late");
    const auto sent = an_alert(town, core::AlertState::sent);
    auto manager = town.as(town.hire(core::Role::manager, "m@morvela.example", "Mia"));
    const Response retried = manager.post(fmt::format("/outbox/{}/retry", given_up.value), {});
    CHECK(header_of(retried, "location") == fmt::format("/outbox/{}", given_up.value));
    CHECK(town.mails_woken == 1);
    CHECK_THAT(read_aloud(manager.get("/outbox").body), Contains("It is tried again now."));
    (void)manager.post(fmt::format("/outbox/{}/retry", sent.value), {});
    CHECK(town.mails_woken == 1);
    CHECK_THAT(read_aloud(manager.get("/outbox").body),
               Contains("This mail was sent already, or is not here."));
}

TEST_CASE("a test mail goes to whoever asks for it, and is shown as it is sent", "[web]") {
    Town town;
    auto owner = town.as(town.hire(core::Role::owner, "olga@morvela.example", "Olga"));
    const Response sent = owner.post("/outbox/test", {});
    CHECK(sent.status == 303);
    CHECK(town.mails_woken == 1);
    const Response shown = owner.get(header_of(sent, "location"));
    CHECK(shown.status == 200);
    CHECK_THAT(read_aloud(shown.body), Contains("A test mail to olga@morvela.example is on its way."));
    CHECK_THAT(shown.body, Contains("<pre class=\"mailtext\"") && Contains("dir=\"auto\""));
    CHECK(owner.get("/outbox/77").status == 404);
}

TEST_CASE("the settings in force are shown with where they come from", "[web]") {
    Town town;
    town.house.site->settings.in_force = {{"web", "port", "8080", "default"},
                                          {"web", "public_url", "<x>", "reputed.toml:12"},
                                          {"mail", "from", "a@b.example", "environment"}};
    town.house.site->settings.mail_transport = "Maildir in the data folder";
    auto owner = town.as(town.hire(core::Role::owner, "olga@morvela.example", "Olga"));
    const std::string page = read_aloud(owner.get("/settings").body);
    CHECK_THAT(page, Contains("port 8080 default") && Contains("public_url <x> reputed.toml:12"));
    CHECK_THAT(page, Contains("Maildir in the data folder"));
    for (const auto& portal : fetchers::portals()) CHECK_THAT(page, Contains(std::string(portal.title)));
    auto anna = town.as(town.anna);
    CHECK(anna.get("/settings").status == 404);
}

TEST_CASE("the sheet of keys is a page too", "[web]") {
    Town town;
    auto anna = town.as(town.anna);
    const std::string html = anna.get("/keys").body;
    CHECK_THAT(html, Contains("<kbd>j</kbd>") && Contains("id=\"key-list\""));
    CHECK_THAT(read_aloud(html), Contains("Single keys work outside fields."));
}

TEST_CASE("every page of the desk renders in every language", "[web]") {
    Town town;
    const auto review = town.review(town.maps, {});
    const auto incident = town.breaks(town.store, core::IncidentKind::failing);
    const auto alert = an_alert(town, core::AlertState::waiting);
    const auto language = GENERATE(as<std::string>{}, "en", "pl");
    auto owner = town.as(town.hire(core::Role::owner, "olga@morvela.example", "Olga", language));
    for (const auto& path :
         {std::string("/queue"), std::string("/queue?tab=all&late=1&q=kawa"), std::string("/queue/filters"),
          fmt::format("/reviews/{}", review.value), std::string("/sources"), std::string("/sources/new"),
          path_of(town.maps), fmt::format("/incidents/{}", incident.value), std::string("/outbox"),
          fmt::format("/outbox/{}", alert.value), std::string("/settings"), std::string("/settings/learning"),
          std::string("/keys")}) {
        const Response response = owner.get(path);
        INFO(path);
        CHECK(response.status == 200);
        CHECK_THAT(response.body, !Contains("{{") && !Contains(" style=") && !Contains("<style") &&
                                      !Contains("onclick") && !Contains("<script>"));
        CHECK_THAT(response.body, Contains("<html lang=\"" + language + "\""));
    }
}
