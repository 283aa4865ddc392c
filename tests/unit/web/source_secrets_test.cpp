// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Secrets of sources: shown nowhere, and not sent to another host.
#include "sources.hpp"

using namespace reputed;
using namespace reputed::web;
using Catch::Contains;

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
