// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The roles over one connection. Each is one file of this folder; this is where they meet.
#pragma once
#include <memory>
#include <stdexcept>

#include "core/ids.hpp"
#include "storage/seal.hpp"
#include "storage/sqlite/connection.hpp"
#include "storage/store.hpp"

namespace reputed::storage::sqlite {

/// What every role works with. `mint` belongs to the writer; readers have none.
struct Ground {
    Connection& connection;
    const Seal& seal;
    core::IdMint* mint = nullptr;

    [[nodiscard]] Statement statement(std::string_view sql) const { return connection.statement(sql); }
    template <class AnyId>
    [[nodiscard]] AnyId next_id(core::Instant now) const {
        if (mint == nullptr) throw std::logic_error("a read job tried to make an id");
        return mint->next<AnyId>(now);
    }
};

[[nodiscard]] std::unique_ptr<IntakeStore> make_intake(Ground ground);
[[nodiscard]] std::unique_ptr<LedgerStore> make_ledger(Ground ground);
[[nodiscard]] std::unique_ptr<OutboxStore> make_outbox(Ground ground);
[[nodiscard]] std::unique_ptr<PlacesStore> make_places(Ground ground);
[[nodiscard]] std::unique_ptr<PeopleStore> make_people(Ground ground);
[[nodiscard]] std::unique_ptr<DeskStore> make_desk(Ground ground);
[[nodiscard]] std::unique_ptr<LessonStore> make_lessons(Ground ground);
[[nodiscard]] std::unique_ptr<ReplyStore> make_replies(Ground ground);
[[nodiscard]] std::unique_ptr<GrantStore> make_grants(Ground ground);
[[nodiscard]] std::unique_ptr<SightingStore> make_sightings(Ground ground);

/// One connection with its roles. Used by one thread at a time.
class RoleSet {
  public:
    RoleSet(std::unique_ptr<Connection> connection, const Seal& seal, core::IdMint* mint);

    [[nodiscard]] Connection& connection() { return *connection_; }
    [[nodiscard]] Roles& roles() { return roles_; }

  private:
    std::unique_ptr<Connection> connection_;
    std::unique_ptr<IntakeStore> intake_;
    std::unique_ptr<LedgerStore> ledger_;
    std::unique_ptr<OutboxStore> outbox_;
    std::unique_ptr<PlacesStore> places_;
    std::unique_ptr<PeopleStore> people_;
    std::unique_ptr<DeskStore> desk_;
    std::unique_ptr<LessonStore> lessons_;
    std::unique_ptr<ReplyStore> replies_;
    std::unique_ptr<GrantStore> grants_;
    std::unique_ptr<SightingStore> sightings_;
    Roles roles_;
};

/// The highest id in use anywhere: where a mint begins.
[[nodiscard]] std::int64_t highest_id(Connection& connection);

}  // namespace reputed::storage::sqlite
