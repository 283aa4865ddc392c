// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <iostream>

#include "base/clock.hpp"
#include "commands/commands.hpp"
#include "household.hpp"
#include "net/mail.hpp"
#include "web/passwords.hpp"

namespace reputed::commands {
namespace {

/// Typed without an echo on a terminal; else the first line of standard input.
std::string ask_password(const std::string& question) {
    termios before{};
    const bool terminal = ::isatty(STDIN_FILENO) == 1 && ::tcgetattr(STDIN_FILENO, &before) == 0;
    if (terminal) {
        fmt::print(stderr, "{}", question);
        termios silent = before;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    std::string line;
    std::getline(std::cin, line);
    if (terminal) {
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
        fmt::print(stderr, "\n");
    }
    return line;
}

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
}

/// Runs `work` on the opened store; a store that cannot be opened is a sentence and code 3.
template <class Work>
int with_store(const std::string& config, Work work) {
    const auto settings = settings_or_complaint(config);
    if (!settings) return not_done;
    try {
        const auto store = storage::open_store(store_options(*settings));
        return work(*store);
    } catch (const storage::StoreError& error) {
        fmt::print(stderr, "{}\n", error.what());
        return no_store;
    }
}

std::optional<std::string> new_password_hash() {
    const auto password = ask_password("Password (at least 8 characters): ");
    if (const auto problem = web::password_problem(password); !problem.empty()) {
        fmt::print(stderr, "{}\n", problem);
        return std::nullopt;
    }
    return web::hash_password(password);
}

}  // namespace

int add_user(const std::string& config, const std::string& mail, const std::string& name,
             const std::string& role) {
    const auto wanted = core::role_named(role);
    if (!wanted) {
        fmt::print(stderr, "\"{}\" is not a role. It is one of owner, manager, responder, reader.\n", role);
        return wrong_use;
    }
    if (!net::is_mail_address(mail)) {
        fmt::print(stderr, "\"{}\" is not a mail address.\n", mail);
        return wrong_use;
    }
    return with_store(config, [&](storage::Store& store) {
        bool exists = false;
        store.read_now(
            [&](storage::Roles& roles) { exists = roles.people.find_person(lower(mail)).has_value(); });
        if (exists) {
            fmt::print(stderr, "{} exists already. Use `reputed user password` to set a new password.\n",
                       mail);
            return not_done;
        }
        const auto hash = new_password_hash();
        if (!hash) return not_done;
        store.write_now([&](storage::Roles& roles) {
            core::Person person;
            person.mail = lower(mail);
            person.name = name.empty() ? mail : name;
            person.role = *wanted;
            person.password_hash = *hash;
            person.created = base::SystemClock{}.now();
            (void)roles.people.put(person, person.created);
        });
        fmt::print("{} was added as {}.\n", mail, role);
        return done;
    });
}

int list_users(const std::string& config) {
    return with_store(config, [](storage::Store& store) {
        std::vector<core::Person> people;
        store.read_now([&](storage::Roles& roles) { people = roles.people.people(); });
        fmt::print("{:<32} {:<10} {:<9} {}\n", "MAIL", "ROLE", "SIGNS IN", "NAME");
        for (const auto& person : people)
            fmt::print("{:<32} {:<10} {:<9} {}\n", person.mail, core::name_of(person.role),
                       person.disabled                ? "disabled"
                       : person.password_hash.empty() ? "not yet"
                                                      : "yes",
                       person.name);
        return done;
    });
}

int set_password(const std::string& config, const std::string& mail) {
    return with_store(config, [&](storage::Store& store) {
        std::optional<core::Person> person;
        store.read_now([&](storage::Roles& roles) { person = roles.people.find_person(lower(mail)); });
        if (!person) {
            fmt::print(stderr, "There is nobody with the address {}. `reputed user list` shows everybody.\n",
                       mail);
            return not_done;
        }
        const auto hash = new_password_hash();
        if (!hash) return not_done;
        person->password_hash = *hash;
        const auto now = base::SystemClock{}.now();
        store.write_now([&](storage::Roles& roles) {
            (void)roles.people.put(*person, now);
            roles.people.end_sessions_of(person->id, {}, now);
        });
        fmt::print("{} has a new password and was signed out everywhere.\n", mail);
        return done;
    });
}

}  // namespace reputed::commands
