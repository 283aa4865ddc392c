// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Sources and incidents as people see and change them.
#include "base/utf8.hpp"
#include "sources.hpp"

using namespace reputed;
using namespace reputed::web;
using Catch::Contains;

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
        CHECK(read_aloud(response.body).contains("Eksperymentalne: ") == portal.experimental);
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

TEST_CASE("what nearly nobody changes stands folded until it says something", "[web]") {
    Town town;
    auto owner = town.as(town.hire(core::Role::owner, "o@morvela.example", "Olga"));
    const auto& portal = secretive_portal();
    const std::string fresh = owner.get(fmt::format("/sources/new?portal={}", portal.name)).body;
    const auto folded = fresh.find("<details class=\"more\" id=\"unusual\">");
    REQUIRE(folded != std::string::npos);
    CHECK(fresh.find("name=\"set-allow_private\"") > folded);
    CHECK(fresh.find(fmt::format("name=\"set-{}\"", secret_field(portal))) < folded);
    const Response spoken = owner.post(
        "/sources/new", {{"portal", std::string(portal.name)}, {"set-allow_private", "yes"}, {"do", "save"}});
    CHECK_THAT(spoken.body, Contains("id=\"unusual\" open"));
    const Response troubled =
        owner.post("/sources/new",
                   {{"portal", std::string(portal.name)}, {"set-allow_private", "perhaps"}, {"do", "save"}});
    CHECK_THAT(troubled.body, Contains("id=\"unusual\" open"));
}

TEST_CASE("a secret that was typed into a form with mistakes is asked for again", "[web]") {
    Town town;
    auto owner = town.as(town.hire(core::Role::owner, "o@morvela.example", "Olga"));
    const auto& portal = secretive_portal();
    const Response response =
        owner.post("/sources/new", {{"portal", std::string(portal.name)},
                                    {fmt::format("set-{}", secret_field(portal)), "canary-secret"},
                                    {"do", "save"}});
    CHECK(response.status == 422);
    CHECK_THAT(read_aloud(response.body), Contains("Type it again: secrets are not sent back to a page.") &&
                                              !Contains("One is stored."));
    CHECK_THAT(response.body, !Contains("canary-secret"));
}

TEST_CASE("why a try failed is told in the reader's language, then in the portal's words", "[web]") {
    Town town;
    const auto* portal = portal_with_good_settings();
    REQUIRE(portal != nullptr);
    town.poller.answer = {false, "place.example refuses shop 7.", {}, core::FailureKind::denied};
    auto fields = good_settings(*portal);
    fields.insert(fields.end(), {{"portal", std::string(portal->name)},
                                 {"location", std::to_string(town.gdansk.id.value)},
                                 {"do", "test"}});
    auto piotr = town.as(town.piotr);
    CHECK_THAT(piotr.post("/sources/new", fields).body,
               Contains("<p>Odmawia dostępu.</p><p lang=\"en\">place.example refuses shop 7.</p>"));
    auto owner = town.as(town.hire(core::Role::owner, "o@morvela.example", "Olga"));
    CHECK_THAT(owner.post("/sources/new", fields).body,
               Contains("<div><p>place.example refuses shop 7.</p>"));
}

TEST_CASE("a kind of source that comes in by files says how", "[web]") {
    Town town;
    auto owner = town.as(town.hire(core::Role::owner, "o@morvela.example", "Olga"));
    for (const auto& portal : fetchers::portals()) {
        if (portal.polls) continue;
        const Response saved = owner.post("/sources/new", {{"portal", std::string(portal.name)},
                                                           {"location", std::to_string(town.gdansk.id.value)},
                                                           {"do", "save"}});
        REQUIRE(saved.status == 303);
        const std::string page = owner.get(header_of(saved, "location")).body;
        CHECK_THAT(page, Contains(fmt::format("reputed import {}-gdansk FILE --preview", portal.name)));
    }
}

TEST_CASE("a source without the place it needs leads to the list of the account", "[web]") {
    Town town;
    auto owner = town.as(town.hire(core::Role::owner, "o@morvela.example", "Olga"));
    for (const auto& portal : fetchers::portals()) {
        if (!portal.place_needed || portal.consent != nullptr || portal.list_places == nullptr) continue;
        std::vector<std::pair<std::string, std::string>> fields{
            {"portal", std::string(portal.name)},
            {"location", std::to_string(town.gdansk.id.value)},
            {"do", "save"}};
        for (const auto& field : portal.settings)
            if (field.required) {
                const bool secret = field.kind == fetchers::SettingKind::secret;
                fields.emplace_back(fmt::format("set-{}", field.name),
                                    secret ? "BEGIN PRIVATE KEY" : "2X9R4HXF34");
            }
        const Response saved = owner.post("/sources/new", fields);
        INFO(portal.name);
        REQUIRE(saved.status == 303);
        CHECK_THAT(header_of(saved, "location"), Catch::EndsWith("/places"));
    }
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
