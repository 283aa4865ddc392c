// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Sources, locations and incidents as people see and change them; the outbox; the settings in force.
#include "base/utf8.hpp"
#include "business.hpp"

using namespace reputed;
using namespace reputed::web;
using Catch::Contains;

namespace {

/// A polled portal that keeps a secret, whichever it is.
const fetchers::Portal& secretive_portal() {
    for (const auto& portal : fetchers::portals())
        for (const auto& field : portal.settings)
            if (portal.polls && field.kind == fetchers::SettingKind::secret) return portal;
    throw std::logic_error("no portal has a secret");
}

std::string secret_field(const fetchers::Portal& portal) {
    for (const auto& field : portal.settings)
        if (field.kind == fetchers::SettingKind::secret) return std::string(field.name);
    return {};
}

std::string path_of(const core::Source& source, const std::string& rest = {}) {
    return fmt::format("/sources/{}{}", source.id.value, rest);
}

std::optional<core::Source> stored(Town& town, const std::string& slug) {
    std::optional<core::Source> found;
    town.house.store->read_now([&](storage::Roles& roles) { found = roles.places.find_source(slug); });
    return found;
}

/// Settings that the portal accepts: what is required, in its own words.
std::vector<std::pair<std::string, std::string>> good_settings(const fetchers::Portal& portal) {
    std::vector<std::pair<std::string, std::string>> fields;
    for (const auto& field : portal.settings) {
        std::string value;
        if (field.kind == fetchers::SettingKind::url) value = "https://place.example";
        if (field.kind == fetchers::SettingKind::text) value = field.fallback.empty() ? "pl" : field.fallback;
        if (field.kind == fetchers::SettingKind::choice) value = field.fallback;
        if (!value.empty()) fields.emplace_back(fmt::format("set-{}", field.name), value);
    }
    return fields;
}

const fetchers::Portal* portal_with_good_settings() {
    for (const auto& portal : fetchers::portals()) {
        core::Source source;
        source.portal = portal.name;
        for (const auto& [name, value] : good_settings(portal)) source.settings[name.substr(4)] = value;
        if (portal.polls && fetchers::check_settings(source).empty()) return &portal;
    }
    return nullptr;
}

}  // namespace

TEST_CASE("sources stand under their locations with their health and their last reading", "[web]") {
    Town town;
    town.was_read(town.maps, minutes{4});
    auto piotr = town.as(town.piotr);
    auto anna = town.as(town.anna);
    const std::string page = read_aloud(anna.get("/sources").body);
    CHECK_THAT(page, Contains("1 of 2 sources was checked within the last 4 minutes."));
    CHECK_THAT(page, Contains("Morvela Gdańsk 1 source"));
    CHECK(place(page, "Maps") < place(page, "Fine"));
    CHECK_THAT(page, Contains("Read 4 min ago. Next reading: in 3 min."));
    CHECK_THAT(page, Contains("First import") && Contains("Never read yet."));
    CHECK_THAT(page, Contains("Owners and managers set up sources.") && !Contains("Add a source"));
    CHECK_THAT(read_aloud(piotr.get("/sources").body), Contains("Dodaj źródło"));
}

TEST_CASE("the coverage strip has a mark for each of thirty days", "[web]") {
    Town town;
    town.house.store->write_now([&](storage::Roles& roles) {
        roles.ledger.add_check(town.maps.id, "2026-08-14", core::Completeness::complete);
        roles.ledger.add_check(town.maps.id, "2026-08-13", core::Completeness::partial);
        roles.ledger.add_check(town.maps.id, "2026-08-12", core::Completeness::failed);
    });
    auto anna = town.as(town.anna);
    const std::string html = anna.get("/sources").body;
    CHECK_THAT(html, Contains("class=\"c-ok\" d=\"M174 2h4v16h-4z\""));
    CHECK_THAT(html, Contains("class=\"c-part\" d=\"M168 10h4v8h-4z\""));
    CHECK_THAT(html, Contains("M162 13l4 4m0-4l-4 4"));
    CHECK_THAT(html, Contains("complete 1, in part 1, missed 28, paused or not yet added 0"));
}

TEST_CASE("an incident stands on top with what it means and the way out", "[web]") {
    Town town;
    town.was_read(town.maps, minutes{170});
    const auto id = town.breaks(town.maps, core::IncidentKind::changed_layout, "<html>sign in</html>");
    auto piotr = town.as(town.hire(core::Role::manager, "m@morvela.example", "Mia Manager"));
    const std::string html = piotr.get("/sources").body;
    const std::string page = read_aloud(html);
    CHECK_THAT(html, Contains("<title>Sources (1 incident) · reputed</title>"));
    CHECK(place(page, "Maps, Morvela Gdańsk answers, but no reviews can be read from it") <
          place(page, "Morvela Gdańsk 1 source"));
    CHECK_THAT(page, Contains("The page came without the 25 reviews it held. Tried 14 times."));
    CHECK_THAT(page, Contains("Reviews written after Fri 14 Aug, 11:30 may be missing from the queue."));

    const Response incident = piotr.get(fmt::format("/incidents/{}", id.value));
    CHECK(incident.status == 200);
    CHECK_THAT(incident.body, Contains("&lt;html&gt;sign in&lt;/html&gt;"));
    CHECK(piotr.get("/incidents/77").status == 404);
}

TEST_CASE("a new source begins with the choice of its kind", "[web]") {
    Town town;
    auto piotr = town.as(town.piotr);
    const std::string html = piotr.get("/sources/new?location=" + std::to_string(town.gdansk.id.value)).body;
    for (const auto& portal : fetchers::portals())
        CHECK_THAT(html, Contains(fmt::format("/sources/new?portal={}&amp;location={}", portal.name,
                                              town.gdansk.id.value)));
}

TEST_CASE("every portal's form shows every setting it declares", "[web]") {
    Town town;
    auto piotr = town.as(town.piotr);
    for (const auto& portal : fetchers::portals()) {
        const Response response = piotr.get(fmt::format("/sources/new?portal={}", portal.name));
        INFO(portal.name);
        CHECK(response.status == 200);
        for (const auto& field : portal.settings)
            CHECK_THAT(response.body, Contains(fmt::format("name=\"set-{}\"", field.name)));
    }
}

TEST_CASE("only owners may open private addresses to a source", "[web]") {
    Town town;
    auto manager = town.as(town.hire(core::Role::manager, "m@morvela.example", "Mia"));
    for (const auto& portal : fetchers::portals())
        CHECK_THAT(manager.get(fmt::format("/sources/new?portal={}", portal.name)).body,
                   !Contains("allow_private"));
    auto source = town.maps;
    source.settings["allow_private"] = "no";
    town.keep(source);
    (void)manager.post(path_of(source), {{"do", "save"},
                                         {"name", "Maps"},
                                         {"set-allow_private", "yes"},
                                         {"location", std::to_string(town.gdansk.id.value)}});
    CHECK(stored(town, "gdansk-maps")->settings.at("allow_private") == "no");
}

TEST_CASE("a form with mistakes says what is wrong beside the field and stores nothing", "[web]") {
    Town town;
    auto piotr = town.as(town.hire(core::Role::owner, "o@morvela.example", "Olga"));
    const auto& portal = secretive_portal();
    const Response response = piotr.post(
        "/sources/new", {{"portal", std::string(portal.name)}, {"name", "My <place>"}, {"do", "save"}});
    CHECK(response.status == 422);
    CHECK_THAT(response.body, Contains("<title>Error: Add a source · reputed</title>"));
    CHECK_THAT(response.body, Contains("aria-invalid=\"true\"") && Contains("value=\"My &lt;place&gt;\""));
    CHECK_THAT(read_aloud(response.body), Contains("Choose the location that these reviews are about."));
    CHECK(town.poller.woken == 0);
}

TEST_CASE("trying a source shows what it would bring and stores nothing", "[web]") {
    Town town;
    const auto* portal = portal_with_good_settings();
    REQUIRE(portal != nullptr);
    core::Item item;
    item.author = "Ola <b>";
    item.body = "Dobra kawa.";
    item.rating = core::Rating{5, 5, 1, false};
    town.poller.answer = {true, "14 reviews can be read.", {item}};
    auto fields = good_settings(*portal);
    fields.insert(fields.end(), {{"portal", std::string(portal->name)},
                                 {"name", "New place"},
                                 {"location", std::to_string(town.gdansk.id.value)},
                                 {"interval", "3600"}});
    auto owner = town.as(town.hire(core::Role::owner, "o@morvela.example", "Olga"));
    auto trial = fields;
    trial.emplace_back("do", "test");
    const Response tried = owner.post("/sources/new", trial);
    CHECK(tried.status == 200);
    CHECK_THAT(read_aloud(tried.body),
               Contains("14 reviews can be read.") && Contains("Ola <b>") && Contains("Dobra kawa."));
    REQUIRE(town.poller.tried);
    CHECK(town.poller.tried->interval == std::chrono::hours{1});
    CHECK(town.poller.tried->location == town.gdansk.id);
    CHECK_FALSE(stored(town, town.poller.tried->slug));

    fields.emplace_back("do", "save");
    const Response saved = owner.post("/sources/new", fields);
    CHECK(saved.status == 303);
    CHECK(town.poller.woken == 1);
    const auto source = stored(town, town.poller.tried->slug);
    REQUIRE(source);
    CHECK(source->name == "New place");
    CHECK(source->created == town.now());
    CHECK_THAT(read_aloud(owner.get("/sources").body), Contains("Saved. The first reading begins now."));
}

TEST_CASE("a stored secret is in no page, and an empty field keeps it", "[web]") {
    Town town;
    const auto& portal = secretive_portal();
    const std::string field = secret_field(portal);
    auto source = town.maps;
    source.portal = portal.name;
    source.settings.clear();
    for (const auto& [name, value] : good_settings(portal)) source.settings[name.substr(4)] = value;
    source.settings[field] = "s3cret-token";
    town.keep(source);
    town.poller.answer = {false, "The portal does not know this token.", {}};
    auto owner = town.as(town.hire(core::Role::owner, "o@morvela.example", "Olga"));
    const Response page = owner.get(path_of(source));
    CHECK_THAT(page.body, !Contains("s3cret-token"));
    CHECK_THAT(read_aloud(page.body), Contains("One is stored. Left empty, it stays as it is."));

    std::vector<std::pair<std::string, std::string>> fields = good_settings(portal);
    fields.insert(fields.end(), {{"name", "Renamed"},
                                 {"location", std::to_string(town.gdansk.id.value)},
                                 {"set-" + field, "typed-token"},
                                 {"do", "test"}});
    CHECK_THAT(owner.post(path_of(source), fields).body,
               !Contains("typed-token") && !Contains("s3cret-token"));
    fields[fields.size() - 2].second.clear();
    fields.back().second = "save";
    const Response saved = owner.post(path_of(source), fields);
    CHECK(saved.status == 303);
    CHECK(stored(town, "gdansk-maps")->settings.at(field) == "s3cret-token");
    CHECK(stored(town, "gdansk-maps")->name == "Renamed");
}

namespace {

/// A source that an owner trusted with a password and with private addresses.
core::Source trusted_source(Town& town) {
    auto source = town.maps;
    source.portal = "feed";
    source.settings = {{"url", "https://shop.example/feed"},
                       {"user", "reader"},
                       {"password", "s3cret"},
                       {"allow_private", "yes"}};
    return town.keep(source);
}

std::vector<std::pair<std::string, std::string>> feed_form(Town& town, std::string url,
                                                           std::string password = {}) {
    return {{"name", "Maps"},
            {"location", std::to_string(town.gdansk.id.value)},
            {"set-url", std::move(url)},
            {"set-user", "reader"},
            {"set-password", std::move(password)}};
}

}  // namespace

TEST_CASE("a stored secret does not follow an address to another host", "[web]") {
    Town town;
    const auto source = trusted_source(town);
    auto manager = town.as(town.hire(core::Role::manager, "m@morvela.example", "Mia"));
    const auto* url =
        GENERATE("https://evil.example/feed", "https://shop.example:8443/feed", "http://shop.example/feed");
    INFO(url);
    auto fields = feed_form(town, url);
    fields.emplace_back("do", "test");
    (void)manager.post(path_of(source), fields);
    REQUIRE(town.poller.tried);
    CHECK_FALSE(town.poller.tried->settings.contains("password"));
    CHECK_FALSE(town.poller.tried->settings.contains("allow_private"));
    CHECK(stored(town, "gdansk-maps")->settings.at("password") == "s3cret");
    fields.back().second = "save";
    CHECK(manager.post(path_of(source), fields).status == 303);
    CHECK_FALSE(stored(town, "gdansk-maps")->settings.contains("password"));
    CHECK_FALSE(stored(town, "gdansk-maps")->settings.contains("allow_private"));
    CHECK_THAT(read_aloud(manager.get("/sources").body), Contains("the stored secret is forgotten"));
}

TEST_CASE("a stored secret stays where the address stays with its host", "[web]") {
    Town town;
    const auto source = trusted_source(town);
    auto manager = town.as(town.hire(core::Role::manager, "m@morvela.example", "Mia"));
    auto fields = feed_form(town, "https://Shop.example/other");
    fields.emplace_back("do", "save");
    CHECK(manager.post(path_of(source), fields).status == 303);
    CHECK(stored(town, "gdansk-maps")->settings.at("password") == "s3cret");
    CHECK(stored(town, "gdansk-maps")->settings.at("allow_private") == "yes");
}

TEST_CASE("a secret typed with the new address is kept, and owners may keep private addresses open",
          "[web]") {
    Town town;
    const auto source = trusted_source(town);
    auto owner = town.as(town.hire(core::Role::owner, "o@morvela.example", "Olga"));
    auto fields = feed_form(town, "https://new.example/feed", "typed");
    fields.insert(fields.end(), {{"set-allow_private", "yes"}, {"do", "save"}});
    CHECK(owner.post(path_of(source), fields).status == 303);
    CHECK(stored(town, "gdansk-maps")->settings.at("password") == "typed");
    CHECK(stored(town, "gdansk-maps")->settings.at("allow_private") == "yes");
}

TEST_CASE("what the settings file declares is read-only on the pages", "[web]") {
    Town town;
    auto source = town.maps;
    source.by_file = true;
    town.keep(source);
    auto owner = town.as(town.hire(core::Role::owner, "o@morvela.example", "Olga"));
    const std::string page = read_aloud(owner.get(path_of(source)).body);
    CHECK_THAT(page, Contains("declared in the settings file") && Contains("gdansk-maps") &&
                         !Contains("Remove this source"));
    CHECK(owner.post(path_of(source), {{"name", "x"}, {"do", "save"}}).status == 404);
    CHECK(owner.post(path_of(source, "/archive"), {}).status == 404);
    CHECK(stored(town, "gdansk-maps")->name == "Maps");
}

TEST_CASE("what is too long is cut between characters, never inside one", "[web]") {
    Town town;
    auto owner = town.as(town.hire(core::Role::owner, "o@morvela.example", "Olga"));
    std::string letters = "a";
    for (int i = 0; i < 400; ++i) letters += "ł";
    (void)owner.post(path_of(town.maps, "/pause"), {{"reason", letters}});
    CHECK(base::is_valid_utf8(stored(town, "gdansk-maps")->pause->reason));
    const auto source = trusted_source(town);
    auto fields = feed_form(town, "https://shop.example/feed");
    fields.front().second = letters;
    fields.emplace_back("do", "save");
    CHECK(owner.post(path_of(source), fields).status == 303);
    CHECK(base::is_valid_utf8(stored(town, "gdansk-maps")->name));
    CHECK(owner
              .post("/locations", {{"id", std::to_string(town.gdansk.id.value)},
                                   {"name", letters},
                                   {"zone", "Europe/Warsaw"},
                                   {"language", "pl"},
                                   {"answer_within", "8"}})
              .status == 303);
    CHECK(base::is_valid_utf8(owner.get("/sources").body));
}

TEST_CASE("a source is paused with a reason, resumed and removed", "[web]") {
    Town town;
    auto piotr = town.as(town.hire(core::Role::owner, "o@morvela.example", "Olga Owner"));
    (void)piotr.post(path_of(town.maps, "/pause"), {{"reason", "page is being rebuilt"}});
    REQUIRE(stored(town, "gdansk-maps")->pause);
    std::string page = read_aloud(piotr.get("/sources").body);
    CHECK_THAT(page, Contains("Maps is paused.") && Contains("Paused by Olga Owner") &&
                         Contains("“page is being rebuilt”"));
    (void)piotr.post(path_of(town.maps, "/resume"), {});
    CHECK_FALSE(stored(town, "gdansk-maps")->pause);
    (void)piotr.post(path_of(town.maps, "/archive"), {});
    page = read_aloud(piotr.get("/sources").body);
    CHECK_THAT(page, Contains("Maps is removed. Its reviews stay.") && Contains("Morvela Gdańsk 0 sources"));
    CHECK(piotr.get(path_of(town.maps)).status == 404);
    CHECK(town.poller.woken == 3);
}

TEST_CASE("reading a source now says what came of it", "[web]") {
    Town town;
    auto anna = town.as(town.anna);
    const auto says = [&](const std::string& words) {
        (void)anna.post(path_of(town.maps, "/poll"), {});
        CHECK(town.poller.polled == town.maps.id);
        CHECK_THAT(read_aloud(anna.get("/queue").body), Contains(words));
    };
    town.poller.report.summary.added = 3;
    says("Maps was read: 3 new reviews.");
    town.poller.report.summary.added = 0;
    says("Maps was read. Nothing is new.");
    town.poller.report.result.outcome =
        core::PollFailure{core::FailureKind::timeout, "It took too long.", {}, {}};
    says("Maps could not be read. It took too long.");
    CHECK(anna.post("/sources/77/poll", {}).status == 404);
}

TEST_CASE("why a source cannot be read is told in the reader's language", "[web]") {
    Town town;
    town.house.store->write_now([&](storage::Roles& roles) {
        core::PollState state;
        state.source = town.maps.id;
        state.last_attempt = town.now();
        state.next_due = town.now() + minutes{3};
        state.problem_kind = core::FailureKind::timeout;
        state.problem = "shop.example took too long to answer.";
        roles.ledger.save(state);
    });
    const auto incident = town.breaks(town.store, core::IncidentKind::failing);
    auto anna = town.as(town.anna);
    CHECK_THAT(read_aloud(anna.get("/sources").body), Contains("shop.example took too long to answer."));
    auto piotr = town.as(town.piotr);
    CHECK_THAT(read_aloud(piotr.get("/sources").body), Contains("Zbyt długo nie odpowiada."));
    // What only exists in English is marked as English, so that it is read aloud as such.
    CHECK_THAT(piotr.get(fmt::format("/incidents/{}", incident.value)).body,
               Contains("<span lang=\"en\">The page came without"));
}

TEST_CASE("a location is added in place, and mistakes stay with what was typed", "[web]") {
    Town town;
    auto piotr = town.as(town.hire(core::Role::owner, "o@morvela.example", "Olga"));
    const Response wrong = piotr.post("/locations", {{"name", ""},
                                                     {"zone", "Warsaw"},
                                                     {"language", "pl"},
                                                     {"answer_within", "soon"},
                                                     {"alert_to", "not an address"}});
    CHECK(wrong.status == 422);
    const std::string page = read_aloud(wrong.body);
    CHECK_THAT(page, Contains("A location needs a name.") && Contains("This time zone is not known.") &&
                         Contains("a whole number of hours") && Contains("is not a mail address."));
    CHECK_THAT(wrong.body, Contains("value=\"Warsaw\"") && Contains("value=\"soon\"") &&
                               Contains("value=\"not an address\"") &&
                               Contains("<details class=\"more\" open>"));

    const Response saved =
        piotr.post("/locations", {{"name", "Morvela Shiraz"},
                                  {"zone", "Asia/Tehran"},
                                  {"language", "en"},
                                  {"answer_within", "12"},
                                  {"alert_to", "leila@morvela.example, ali@morvela.example"}});
    CHECK(saved.status == 303);
    CHECK(header_of(saved, "location").starts_with("/sources/new?location="));
    std::optional<core::Location> location;
    town.house.store->read_now(
        [&](storage::Roles& roles) { location = roles.places.find_location("morvela-shiraz"); });
    REQUIRE(location);
    CHECK(location->answer_within == hours{12});
    CHECK(location->alert_to == std::vector<std::string>{"leila@morvela.example", "ali@morvela.example"});
}

TEST_CASE("a location is corrected in place and keeps its address", "[web]") {
    Town town;
    auto piotr = town.as(town.hire(core::Role::owner, "o@morvela.example", "Olga"));
    const std::string id = std::to_string(town.gdansk.id.value);
    CHECK_THAT(piotr.get("/sources?edit=" + id).body,
               Contains("value=\"Morvela Gdańsk\"") && Contains("name=\"id\" value=\"" + id + "\""));
    (void)piotr.post("/locations", {{"id", id},
                                    {"name", "Morvela Sopot"},
                                    {"zone", "Europe/Warsaw"},
                                    {"language", "pl"},
                                    {"answer_within", "4"},
                                    {"alert_to", ""}});
    std::optional<core::Location> location;
    town.house.store->read_now(
        [&](storage::Roles& roles) { location = roles.places.find_location("gdansk"); });
    REQUIRE(location);
    CHECK(location->name == "Morvela Sopot");
    CHECK(piotr.post("/locations", {{"id", "77"}, {"name", "x"}}).status == 404);
}

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
