// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <catch2/catch.hpp>
#include <tuple>

#include "../backends.hpp"
#include "../builders.hpp"

using namespace reputed;
using namespace reputed::tests;
using namespace std::chrono_literals;
using storage::Draft;
using storage::Roles;
using storage::SessionRecord;

namespace {

auto fields(const core::Person& p) {
    return std::tie(p.id, p.mail, p.name, p.role, p.password_hash, p.language, p.theme, p.density,
                    p.single_keys, p.by_file, p.disabled, p.created);
}
auto fields(const SessionRecord& s) {
    return std::tie(s.token_hash, s.person, s.form_token, s.created, s.last_seen, s.expires, s.ended,
                    s.address, s.agent);
}

core::PersonId a_person(Roles& roles, const std::string& name) {
    core::Person person;
    person.mail = name + "@cafe.example";
    person.name = name;
    return roles.people.put(person, noon);
}

SessionRecord a_session(core::PersonId person, const std::string& token_hash) {
    SessionRecord session;
    session.token_hash = token_hash;
    session.person = person;
    session.form_token = "form";
    session.created = session.last_seen = noon;
    session.expires = noon + 24h;
    session.address = "192.0.2.7";
    session.agent = "a browser";
    return session;
}

}  // namespace

TEST_CASE("a person comes back as they were and is found by mail", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    write(backend->store(), [](Roles& roles) {
        core::Person person;
        person.mail = "ala@cafe.example";
        person.name = "Ala";
        person.role = core::Role::manager;
        person.password_hash = "$argon2id$…";
        person.language = "pl";
        person.theme = "dark";
        person.density = "compact";
        person.single_keys = false;
        person.by_file = true;
        person.id = roles.people.put(person, noon);
        person.created = noon;
        CHECK((fields(*roles.people.find_person("ala@cafe.example")) == fields(person)));
        person.disabled = true;
        person.mail = "ala@new.example";
        CHECK(roles.people.put(person, noon + 1h) == person.id);
        CHECK((fields(*roles.people.find_person(person.id)) == fields(person)));
        CHECK_FALSE(roles.people.find_person("ala@cafe.example"));
        a_person(roles, "Adam");
        const auto people = roles.people.people();
        REQUIRE(people.size() == 2);
        CHECK(people[0].name == "Adam");
    });
}

TEST_CASE("a session is kept, touched and ended", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    write(backend->store(), [](Roles& roles) {
        auto session = a_session(a_person(roles, "Ala"), "hash");
        roles.people.put(session);
        CHECK((fields(*roles.people.find_session("hash")) == fields(session)));
        CHECK_FALSE(roles.people.find_session("other"));
        roles.people.touch_session("hash", noon + 1min);
        roles.people.touch_session("hash", noon - 1min);
        roles.people.end_session("hash", noon + 2min);
        roles.people.end_session("hash", noon + 3min);
        session.last_seen = noon + 1min;
        session.ended = noon + 2min;
        CHECK((fields(*roles.people.find_session("hash")) == fields(session)));
    });
}

TEST_CASE("all sessions of a person can be ended but the present one", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    write(backend->store(), [](Roles& roles) {
        const auto ala = a_person(roles, "Ala");
        const auto ola = a_person(roles, "Ola");
        for (const auto* hash : {"1", "2", "3"}) roles.people.put(a_session(ala, hash));
        roles.people.put(a_session(ola, "4"));
        roles.people.touch_session("2", noon + 1min);
        REQUIRE(roles.people.sessions_of(ala).size() == 3);
        CHECK(roles.people.sessions_of(ala)[0].token_hash == "2");
        roles.people.end_sessions_of(ala, "2", noon + 2min);
        REQUIRE(roles.people.sessions_of(ala).size() == 1);
        CHECK(roles.people.sessions_of(ala)[0].token_hash == "2");
        CHECK(roles.people.find_session("1")->ended == noon + 2min);
        CHECK(roles.people.sessions_of(ola).size() == 1);
    });
}

TEST_CASE("sessions long over are forgotten", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    write(backend->store(), [](Roles& roles) {
        const auto ala = a_person(roles, "Ala");
        roles.people.put(a_session(ala, "old"));
        auto later = a_session(ala, "new");
        later.created = noon + 24h * 60;
        later.expires = later.created + 24h;
        roles.people.put(later);
        CHECK_FALSE(roles.people.find_session("old"));
        CHECK(roles.people.find_session("new"));
    });
}

TEST_CASE("a link is good once, for its purpose, until it expires", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    write(backend->store(), [](Roles& roles) {
        const auto ala = a_person(roles, "Ala");
        roles.people.put_link("sign", "sign-in", ala, noon + 1h);
        roles.people.put_link("setup", "set-up", {}, noon + 1h);
        CHECK_FALSE(roles.people.use_link("sign", "set-up", noon));
        CHECK_FALSE(roles.people.use_link("sign", "sign-in", noon + 1h));
        CHECK(roles.people.link_is_good("sign", "sign-in", noon));
        CHECK(roles.people.use_link("sign", "sign-in", noon) == ala);
        CHECK_FALSE(roles.people.link_is_good("sign", "sign-in", noon));
        CHECK_FALSE(roles.people.use_link("sign", "sign-in", noon));
        CHECK(roles.people.use_link("setup", "set-up", noon) == core::PersonId{});
        CHECK_FALSE(roles.people.use_link("nothing", "set-up", noon));
        roles.people.put_link("first", "set-up", {}, noon + 1h);
        roles.people.put_link("other", "sign-in", ala, noon + 1h);
        roles.people.drop_links("set-up");
        CHECK_FALSE(roles.people.link_is_good("first", "set-up", noon));
        CHECK(roles.people.link_is_good("other", "sign-in", noon));
    });
}

TEST_CASE("failed sign-ins are counted by key and time, and can be cleared", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    write(backend->store(), [](Roles& roles) {
        roles.people.add_failure("192.0.2.7", noon - 1h);
        roles.people.add_failure("192.0.2.7", noon);
        roles.people.add_failure("192.0.2.7", noon);
        roles.people.add_failure("ala", noon);
        CHECK(roles.people.failures("192.0.2.7", noon - 2h) == 3);
        CHECK(roles.people.failures("192.0.2.7", noon - 5min) == 2);
        roles.people.take_back_failure("192.0.2.7", noon);
        roles.people.take_back_failure("192.0.2.7", noon - 2h);
        CHECK(roles.people.failures("192.0.2.7", noon - 2h) == 2);
        roles.people.clear_failures("192.0.2.7");
        CHECK(roles.people.failures("192.0.2.7", noon - 2h) == 0);
        CHECK(roles.people.failures("ala", noon) == 1);
        roles.people.add_failure("ala", noon + 24h * 30);
        CHECK(roles.people.failures("ala", noon) == 1);
    });
}

TEST_CASE("drafts belong to a person, a review and a field; an empty one is none", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    write(backend->store(), [](Roles& roles) {
        const core::PersonId ala{1}, ola{2};
        const core::ReviewId review{9};
        roles.people.save(Draft{ala, review, "answer", "Dear", noon});
        roles.people.save(Draft{ala, review, "answer", "Dear guest", noon + 1s});
        roles.people.save(Draft{ala, review, "note", "call", noon});
        roles.people.save(Draft{ola, review, "note", "mine", noon});
        auto drafts = roles.people.drafts(ala, review);
        REQUIRE(drafts.size() == 2);
        CHECK(drafts[0].field == "answer");
        CHECK(drafts[0].text == "Dear guest");
        CHECK(drafts[0].saved == noon + 1s);
        CHECK(drafts[0].person == ala);
        CHECK(drafts[0].review == review);
        roles.people.save(Draft{ala, review, "answer", "", noon});
        CHECK(roles.people.drafts(ala, review).size() == 1);
        CHECK(roles.people.drafts(ala, core::ReviewId{8}).empty());
        CHECK(roles.people.drafts(ola, review).size() == 1);
    });
}
