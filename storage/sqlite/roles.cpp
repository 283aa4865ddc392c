// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "storage/sqlite/roles.hpp"

namespace reputed::storage::sqlite {

RoleSet::RoleSet(std::unique_ptr<Connection> connection, const Seal& seal, core::IdMint* mint)
    : connection_(std::move(connection)),
      intake_(make_intake({*connection_, seal, mint})),
      ledger_(make_ledger({*connection_, seal, mint})),
      outbox_(make_outbox({*connection_, seal, mint})),
      places_(make_places({*connection_, seal, mint})),
      people_(make_people({*connection_, seal, mint})),
      desk_(make_desk({*connection_, seal, mint})),
      lessons_(make_lessons({*connection_, seal, mint})),
      replies_(make_replies({*connection_, seal, mint})),
      grants_(make_grants({*connection_, seal, mint})),
      sightings_(make_sightings({*connection_, seal, mint})),
      roles_{*intake_, *ledger_,  *outbox_,  *places_, *people_,
             *desk_,   *lessons_, *replies_, *grants_, *sightings_} {}

std::int64_t highest_id(Connection& connection) {
    return connection.integer_of(
        "SELECT max(highest) FROM ("
        " SELECT max(id) AS highest FROM review UNION ALL SELECT max(id) FROM review_version"
        " UNION ALL SELECT max(id) FROM event UNION ALL SELECT max(id) FROM alert"
        " UNION ALL SELECT max(claim) FROM alert WHERE state = 'sending'"
        " UNION ALL SELECT max(id) FROM incident UNION ALL SELECT max(id) FROM location"
        " UNION ALL SELECT max(id) FROM source UNION ALL SELECT max(id) FROM person"
        " UNION ALL SELECT max(id) FROM correction UNION ALL SELECT max(id) FROM reply)");
}

}  // namespace reputed::storage::sqlite
