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

auto fields(const core::Location& l) {
    return std::tie(l.id, l.slug, l.name, l.zone, l.language, l.answer_within, l.alert_to, l.by_file,
                    l.archived);
}
auto fields(const core::Source& s) {
    return std::tie(s.id, s.location, s.slug, s.portal, s.name, s.settings, s.interval, s.by_file, s.archived,
                    s.created);
}

core::Location full_location() {
    core::Location location;
    location.slug = "old-town";
    location.name = "Kawiarnia \"Stary Rynek\"";
    location.zone = "Europe/Warsaw";
    location.language = "pl";
    location.answer_within = 90min;
    location.alert_to = {"a@cafe.example", "\"b c\"@cafe.example"};
    location.by_file = true;
    return location;
}

}  // namespace

TEST_CASE("locations and sources come back as they were", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    auto location = full_location();
    location.id = write(backend->store(), [&](Roles& roles) { return roles.places.put(location, noon); });
    core::Source source;
    source.location = location.id;
    source.slug = "old-town-app";
    source.portal = "app-store";
    source.name = "App";
    source.settings = {{"app", "123"}, {"country", "pl"}, {"quote", "\"\\\n"}};
    source.interval = 600s;
    source.pause = core::Pause{"Ala", "too many questions", noon};
    source.by_file = true;
    source.id = write(backend->store(), [&](Roles& roles) { return roles.places.put(source, noon); });
    source.created = noon;
    backend->reopen();
    write(backend->store(), [&](Roles& roles) {
        CHECK((fields(*roles.places.find_location(location.id)) == fields(location)));
        CHECK((fields(*roles.places.find_location("old-town")) == fields(location)));
        const auto found = *roles.places.find_source("old-town-app");
        CHECK((fields(found) == fields(source)));
        REQUIRE(found.pause);
        CHECK(std::tie(found.pause->by, found.pause->reason, found.pause->since) ==
              std::tuple("Ala", "too many questions", noon));

        source.pause.reset();
        source.interval.reset();
        source.settings.clear();
        source.archived = true;
        CHECK(roles.places.put(source, noon + 1h) == source.id);
        CHECK((fields(*roles.places.find_source(source.id)) == fields(source)));
        CHECK_FALSE(roles.places.find_source(source.id)->pause);
        CHECK(roles.places.sources().empty());
    });
}

TEST_CASE("places are listed by name, the archived left out", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    write(backend->store(), [](Roles& roles) {
        for (const auto* slug : {"b", "a", "c"}) a_place(roles, slug);
        auto archived = *roles.places.find_location("c");
        archived.archived = true;
        roles.places.put(archived, noon);
        const auto locations = roles.places.locations();
        REQUIRE(locations.size() == 2);
        CHECK(locations[0].slug == "a");
        CHECK(locations[1].slug == "b");
        const auto sources = roles.places.sources();
        REQUIRE(sources.size() == 3);
        CHECK(sources[0].slug == "a-app");
        CHECK(roles.places.find_location("c"));
    });
}

TEST_CASE("a taken slug gets a number, one's own stays", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    write(backend->store(), [](Roles& roles) {
        auto location = full_location();
        location.id = roles.places.put(location, noon);
        CHECK(roles.places.put(location, noon) == location.id);
        CHECK(roles.places.find_location(location.id)->slug == "old-town");
        location.id = {};
        const auto second = roles.places.put(location, noon);
        const auto third = roles.places.put(location, noon);
        CHECK(roles.places.find_location(second)->slug == "old-town-2");
        CHECK(roles.places.find_location(third)->slug == "old-town-3");
        location.slug = std::string(64, 'a');
        roles.places.put(location, noon);
        CHECK(core::is_slug(roles.places.find_location(roles.places.put(location, noon))->slug));
    });
}

TEST_CASE("a source needs a location that exists", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    core::Source source;
    source.location = core::LocationId{404};
    source.slug = "nowhere";
    CHECK_THROWS_AS(write(backend->store(), [&](Roles& roles) { roles.places.put(source, noon); }),
                    std::logic_error);
}

TEST_CASE("the instance's own values are kept by key", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    write(backend->store(), [](Roles& roles) {
        CHECK_FALSE(roles.places.value("key"));
        roles.places.set_value("key", "one");
        roles.places.set_value("key", "");
        CHECK(roles.places.value("key") == "");
    });
}
