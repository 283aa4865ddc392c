// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "storage/sqlite/transaction.hpp"

#include "base/log.hpp"

namespace reputed::storage::sqlite {

Transaction::Transaction(Connection& connection, Access access) : connection_(connection) {
    connection_.statement(access == Access::write ? "BEGIN IMMEDIATE" : "BEGIN").run();
    connection_.require_transaction(true);
}

Transaction::~Transaction() {
    connection_.require_transaction(false);
    // After a full disk SQLite has rolled back already; a second ROLLBACK would be an error.
    if (!connection_.in_transaction()) return;
    try {
        connection_.statement("ROLLBACK").run();
    } catch (const std::exception& error) {
        base::log_error("storage", "a transaction could not be rolled back", {{"error", error.what()}});
    }
}

void Transaction::commit() { connection_.statement("COMMIT").run(); }

Savepoint::Savepoint(Connection& connection) : connection_(connection) {
    connection_.statement("SAVEPOINT job").run();
}

Savepoint::~Savepoint() {
    if (!open_ || !connection_.in_transaction()) return;
    try {
        undo();
    } catch (const std::exception& error) {
        base::log_error("storage", "a job could not be undone", {{"error", error.what()}});
    }
}

void Savepoint::keep() {
    connection_.statement("RELEASE job").run();
    open_ = false;
}

void Savepoint::undo() {
    open_ = false;
    connection_.statement("ROLLBACK TO job").run();
    connection_.statement("RELEASE job").run();
}

}  // namespace reputed::storage::sqlite
