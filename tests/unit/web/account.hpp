// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A person with a password, and the way in with it.
#pragma once
#include "house.hpp"
#include "web/passwords.hpp"

namespace reputed::web {

inline const std::string good_password = "correct horse battery";

/// Hashing takes a while, so the tests share one.
inline const std::string& good_hash() {
    static const std::string hash = hash_password(good_password);
    return hash;
}

inline core::Person with_password(House& house, core::Role role = core::Role::responder) {
    core::Person person = house.add_person(role, "ada@example.com");
    person.password_hash = good_hash();
    house.store->write_now([&](storage::Roles& roles) { (void)roles.people.put(person, house.clock.now()); });
    return person;
}

inline Response sign_in_with(Browser& browser, std::string password, std::string to = "/queue?tab=done") {
    return browser.post("/signin",
                        {{"mail", " Ada@Example.com "}, {"password", std::move(password)}, {"to", to}});
}

}  // namespace reputed::web
