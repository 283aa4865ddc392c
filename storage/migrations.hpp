// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The steps that bring a store's file to the schema this program knows.
#pragma once
#include <span>
#include <string>

#include "storage/sqlite/connection.hpp"

namespace reputed::storage {

struct MigrationStep {
    int version;  ///< of the schema after it; the text sets user_version itself
    const char* sql;
};

/// All of them, oldest first.
[[nodiscard]] std::span<const MigrationStep> migration_steps();

/// What speaks against using this file as a store; empty when nothing does. `newest` is the newest
/// schema known.
[[nodiscard]] std::string schema_objection(sqlite::Connection& connection, int newest);

/// Takes the steps that the file lacks, each in one transaction together with the new version number.
void migrate(sqlite::Connection& connection, std::span<const MigrationStep> steps);

}  // namespace reputed::storage
