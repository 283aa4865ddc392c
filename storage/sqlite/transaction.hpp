// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Transactions and savepoints that undo themselves unless they are told that all went well.
#pragma once
#include "storage/sqlite/connection.hpp"

namespace reputed::storage::sqlite {

class Transaction {
  public:
    /// A writing one takes the write lock at once: a reading one that turns to writing fails at once,
    /// whatever the busy timeout.
    Transaction(Connection& connection, Access access);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

  private:
    Connection& connection_;
};

class Savepoint {
  public:
    explicit Savepoint(Connection& connection);
    ~Savepoint();
    Savepoint(const Savepoint&) = delete;
    Savepoint& operator=(const Savepoint&) = delete;
    void keep();
    void undo();

  private:
    Connection& connection_;
    bool open_ = true;
};

}  // namespace reputed::storage::sqlite
