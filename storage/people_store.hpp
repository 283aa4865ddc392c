// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// People, their sessions, their drafts. Only hashes of session and set-up tokens come here.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/place.hpp"

namespace reputed::storage {

struct SessionRecord {
    std::string token_hash;  ///< SHA-256 of the cookie's value
    core::PersonId person;
    std::string form_token;  ///< against forged forms
    core::Instant created{};
    core::Instant last_seen{};
    core::Instant expires{};  ///< the absolute end
    std::optional<core::Instant> ended;
    std::string address;  ///< of the client, for the list of sessions
    std::string agent;
};

struct Draft {
    core::PersonId person;
    core::ReviewId review;
    std::string field;  ///< "answer", "note", "reason"
    std::string text;
    core::Instant saved{};
};

class PeopleStore {
  public:
    virtual ~PeopleStore() = default;
    [[nodiscard]] virtual std::vector<core::Person> people() = 0;  ///< disabled ones included, by name
    [[nodiscard]] virtual std::optional<core::Person> find_person(core::PersonId id) = 0;
    [[nodiscard]] virtual std::optional<core::Person> find_person(std::string_view mail) = 0;
    virtual core::PersonId put(const core::Person& person, core::Instant now) = 0;

    virtual void put(const SessionRecord& session) = 0;
    [[nodiscard]] virtual std::optional<SessionRecord> find_session(std::string_view token_hash) = 0;
    virtual void touch_session(std::string_view token_hash, core::Instant seen) = 0;
    virtual void end_session(std::string_view token_hash, core::Instant now) = 0;
    virtual void end_sessions_of(core::PersonId person, std::string_view except_token_hash,
                                 core::Instant now) = 0;

    /// Sessions not ended by anybody, newest use first; those whose time is over may be among them.
    [[nodiscard]] virtual std::vector<SessionRecord> sessions_of(core::PersonId person) = 0;

    /// One-time links: set-up and sign-in. A token names a purpose and, for sign-in, a person.
    virtual void put_link(std::string_view token_hash, std::string_view purpose, core::PersonId person,
                          core::Instant expires) = 0;
    /// The person (none for set-up) when the link is good; it is used up by this.
    [[nodiscard]] virtual std::optional<core::PersonId> use_link(std::string_view token_hash,
                                                                 std::string_view purpose,
                                                                 core::Instant now) = 0;
    [[nodiscard]] virtual bool link_is_good(std::string_view token_hash, std::string_view purpose,
                                            core::Instant now) = 0;
    virtual void drop_links(std::string_view purpose) = 0;

    /// Failed sign-ins under a key (address or account): how many since `since`.
    [[nodiscard]] virtual int failures(std::string_view key, core::Instant since) = 0;
    virtual void add_failure(std::string_view key, core::Instant now) = 0;
    virtual void take_back_failure(std::string_view key, core::Instant at) = 0;  ///< one of that instant
    virtual void clear_failures(std::string_view key) = 0;

    virtual void save(const Draft& draft) = 0;  ///< an empty text removes it
    [[nodiscard]] virtual std::vector<Draft> drafts(core::PersonId person, core::ReviewId review) = 0;
};

}  // namespace reputed::storage
