// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// People: added, given rights, and the owner who must remain.
#include "account.hpp"

using namespace reputed;
using namespace reputed::web;
using namespace std::chrono_literals;

TEST_CASE("the owner adds people, hands over links and takes rights away", "[web]") {
    House house;
    Browser owner(house, core::Role::owner);
    const auto added = owner.post(
        "/people", {{"name", "Bo"}, {"mail", "Bo@example.com"}, {"role", "responder"}, {"language", "en"}});
    const auto page = header_of(added, "location");
    REQUIRE(page.starts_with("/people/"));
    CHECK(owner.get(page).body.contains("Bo was added."));
    CHECK(owner.post("/people", {{"name", "Twice"}, {"mail", "bo@example.com"}, {"role", "reader"}}).status ==
          422);
    CHECK(owner.post("/people", {{"name", ""}, {"mail", "nothing"}, {"role", "reader"}}).status == 422);
    const auto link_page = owner.post(page + "/link", {}).body;
    const auto at = link_page.find("http://reputed.example/signin/link/");
    REQUIRE(at != std::string::npos);
    const auto path = link_page.substr(at + 22, link_page.find('"', at) - at - 22);
    Browser bo(house);
    CHECK(bo.post(path, {}).status == 303);
    CHECK(bo.get("/me").status == 200);
    CHECK(
        owner.post(page, {{"name", "Bo"}, {"mail", "bo@example.com"}, {"role", "reader"}, {"disabled", "1"}})
            .status == 303);
    CHECK(bo.get("/me").status == 303);
    CHECK(owner.get("/people/12345").status == 404);
    CHECK(owner.get("/people/x").status == 404);
}

TEST_CASE("somebody stays owner", "[web]") {
    House house;
    Browser owner(house, core::Role::owner);
    const auto page = "/people/" + std::to_string(owner.person.id.value);
    const auto step_down = [&] {
        return owner.post(page, {{"name", "Ada"}, {"mail", "owner@example.com"}, {"role", "reader"}}).status;
    };
    CHECK(step_down() == 422);
    house.add_person(core::Role::owner, "second@example.com");
    CHECK(step_down() == 303);
    CHECK(owner.get("/people").status == 404);
}

TEST_CASE("people of the settings file are changed there", "[web]") {
    House house;
    Browser owner(house, core::Role::owner);
    auto person = house.add_person(core::Role::reader, "file@example.com");
    person.by_file = true;
    house.store->write_now([&](storage::Roles& roles) { (void)roles.people.put(person, house.clock.now()); });
    const auto page = "/people/" + std::to_string(person.id.value);
    CHECK(owner.get(page).body.contains("declared in the settings file"));
    CHECK(owner.post(page, {{"name", "X"}, {"mail", "x@example.com"}, {"role", "owner"}}).status == 404);
    CHECK(owner.post(page + "/link", {}).status == 200);
}
