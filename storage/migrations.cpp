// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "storage/migrations.hpp"

#include <fmt/format.h>

#include <array>
#include <stdexcept>

#include "base/log.hpp"
#include "storage/sqlite/transaction.hpp"

namespace reputed::storage {
namespace {

constexpr std::int64_t our_application_id = 1380996420;

constexpr const char* first_schema =
#include "storage/migrations/0001.sql"
    ;

constexpr const char* what_the_text_says =
#include "storage/migrations/0002.sql"
    ;

constexpr const char* answers_and_grants =
#include "storage/migrations/0003.sql"
    ;

constexpr const char* same_review_by_two_ways =
#include "storage/migrations/0004.sql"
    ;

constexpr std::array<MigrationStep, 4> all_steps{
    {{1, first_schema}, {2, what_the_text_says}, {3, answers_and_grants}, {4, same_review_by_two_ways}}};

}  // namespace

std::span<const MigrationStep> migration_steps() { return all_steps; }

std::string schema_objection(sqlite::Connection& connection, int newest) {
    const auto name = connection.file().string();
    const auto version = connection.integer_of("PRAGMA user_version");
    if (connection.integer_of("PRAGMA application_id") != our_application_id || version < 1)
        return fmt::format("{} is a database of another program, not a store of reputed.", name);
    if (version > newest)
        return fmt::format(
            "{} was written by a newer reputed (schema {}; this program knows {}). Install that "
            "version again, or bring back a backup made before the upgrade with `reputed restore`.",
            name, version, newest);
    return {};
}

void migrate(sqlite::Connection& connection, std::span<const MigrationStep> steps) {
    const bool made_new = connection.integer_of("PRAGMA user_version") == 0;
    for (const auto& step : steps) {
        const auto present = connection.integer_of("PRAGMA user_version");
        if (step.version <= present) continue;
        sqlite::Transaction transaction(connection, sqlite::Access::write);
        connection.execute(step.sql);
        if (connection.integer_of("PRAGMA user_version") != step.version)
            throw std::logic_error("a migration step does not set its own version");
        transaction.commit();
        if (made_new) continue;
        base::log_info("storage", "the schema was brought up to date", {{"version", step.version}});
    }
}

}  // namespace reputed::storage
