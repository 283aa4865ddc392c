// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Links that work once: to become the first owner, and to sign in without a password.
#include "account.hpp"

using namespace reputed;
using namespace reputed::web;
using namespace std::chrono_literals;

TEST_CASE("a set-up link makes the first owner, once", "[web]") {
    House house;
    std::string path;
    house.store->write_now([&](storage::Roles& roles) { path = make_setup_link(roles, house.clock.now()); });
    REQUIRE(path.starts_with("/setup/"));
    Browser browser(house);
    CHECK(browser.get(path).status == 200);
    const auto short_one =
        browser.post(path, {{"name", "Ada"}, {"mail", "ada@example.com"}, {"password", "short"}});
    CHECK(short_one.status == 422);
    CHECK(short_one.body.contains("<title>Error: "));
    CHECK(short_one.body.contains("value=\"ada@example.com\""));
    const auto made = browser.post(
        path,
        {{"name", "Ada"}, {"mail", "Ada@example.com"}, {"password", good_password}, {"language", "xx"}});
    CHECK(made.status == 303);
    CHECK(browser.get("/people").status == 200);
    Browser late(house);
    CHECK(late.get(path).status == 410);
    CHECK(
        late.post(path, {{"name", "Eve"}, {"mail", "eve@example.com"}, {"password", good_password}}).status ==
        410);
    std::vector<core::Person> people;
    house.store->read_now([&](storage::Roles& roles) { people = roles.people.people(); });
    REQUIRE(people.size() == 1);
    CHECK(people.front().mail == "ada@example.com");
    CHECK(people.front().role == core::Role::owner);
    CHECK(people.front().password_hash.starts_with("$argon2id$"));
}

TEST_CASE("a set-up link ends once somebody can sign in", "[web]") {
    House house;
    std::string path;
    house.store->write_now([&](storage::Roles& roles) { path = make_setup_link(roles, house.clock.now()); });
    const auto owner = with_password(house, core::Role::owner);
    Browser eve(house);
    CHECK(eve.get(path).status == 410);
    const auto taken =
        eve.post(path, {{"name", "Eve"}, {"mail", owner.mail}, {"password", "another good one"}});
    CHECK(taken.status == 410);
    Browser browser(house);
    CHECK(sign_in_with(browser, good_password).status == 303);
}

TEST_CASE("only the newest set-up link is good", "[web]") {
    House house;
    std::string older, newer;
    house.store->write_now([&](storage::Roles& roles) {
        older = make_setup_link(roles, house.clock.now());
        newer = make_setup_link(roles, house.clock.now());
    });
    Browser browser(house);
    CHECK(browser.get(older).status == 410);
    CHECK(browser.get(newer).status == 200);
}

TEST_CASE("who becomes owner by a set-up link ends the sessions under that name", "[web]") {
    House house;
    Browser before(house, core::Role::reader);
    std::string path;
    house.store->write_now([&](storage::Roles& roles) { path = make_setup_link(roles, house.clock.now()); });
    Browser owner(house);
    CHECK(owner.post(path, {{"name", "Ada"}, {"mail", before.person.mail}, {"password", good_password}})
              .status == 303);
    CHECK(before.get("/me").status == 303);
    CHECK(owner.get("/people").status == 200);
}

TEST_CASE("a set-up link is good for a day", "[web]") {
    House house;
    std::string path;
    house.store->write_now([&](storage::Roles& roles) { path = make_setup_link(roles, house.clock.now()); });
    house.clock.advance(25h);
    Browser browser(house);
    CHECK(browser.get(path).status == 410);
}

TEST_CASE("a sign-in link works once, and looking at it does not use it up", "[web]") {
    House house;
    const auto person = house.add_person(core::Role::reader, "new@example.com");
    std::string path;
    house.store->write_now(
        [&](storage::Roles& roles) { path = make_signin_link(roles, person.id, house.clock.now()); });
    Browser browser(house);
    CHECK(browser.get(path).body.contains("This link signs you in once."));
    CHECK(browser.get(path).status == 200);
    CHECK(browser.post(path, {{"password", "12345678"}}).status == 422);
    const auto response = browser.post(path, {{"password", ""}});
    CHECK(header_of(response, "location") == "/me#password");
    CHECK(browser.get("/me").status == 200);
    Browser second(house);
    CHECK(second.post(path, {}).status == 410);
    // Its state is what counts first, whatever else is typed.
    CHECK(second.post(path, {{"password", "short"}}).status == 410);
    CHECK(second.get(path).status == 410);
    CHECK(second.get("/me").status == 303);
}

TEST_CASE("a sign-in link may bring a new password, which ends other sessions", "[web]") {
    House house;
    const auto person = with_password(house);
    Browser elsewhere(house);
    elsewhere.enter(person.id);
    std::string path;
    house.store->write_now(
        [&](storage::Roles& roles) { path = make_signin_link(roles, person.id, house.clock.now()); });
    Browser browser(house);
    CHECK(header_of(browser.post(path, {{"password", "another good one"}}), "location") == "/queue");
    CHECK(elsewhere.get("/me").status == 303);
    Browser again(house);
    CHECK(sign_in_with(again, "another good one").status == 303);
}
