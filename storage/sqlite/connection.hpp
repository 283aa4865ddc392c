// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// One connection to the store's file, with its prepared statements, and the one place where SQLite's
// error codes become words. Used by one thread at a time.
#pragma once
#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>

#include "storage/sqlite/statement.hpp"

struct sqlite3;
struct sqlite3_context;
struct sqlite3_value;

namespace reputed::storage::sqlite {

enum class Access { read, write };

struct ConnectionSettings {
    std::filesystem::path file;
    Access access = Access::write;
    std::string vfs{};  ///< empty: SQLite's default
    std::int64_t cache_kib = 2 * 1024;
    std::atomic<std::int64_t>* rows_scanned = nullptr;  ///< where to add to, when somebody counts
};

class Connection {
  public:
    /// Opens an existing file. Throws StoreError.
    explicit Connection(ConnectionSettings settings);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// The statement for this text, from the cache where it is free.
    [[nodiscard]] Statement statement(std::string_view sql);
    /// One or several statements without values, not cached.
    void execute(const char* sql);
    /// The first column of the first row of such a statement.
    [[nodiscard]] std::int64_t integer_of(std::string_view sql);
    [[nodiscard]] std::string text_of(std::string_view sql);

    [[nodiscard]] bool in_transaction() const;
    [[nodiscard]] std::int64_t changes() const;
    /// While set, statements are refused once SQLite has given the transaction up by itself: they would
    /// be committed one by one.
    void require_transaction(bool required) { transaction_required_ = required; }

    /// Statements fail with a StoreError once this much time has passed; zero: no limit.
    void set_deadline(std::chrono::steady_clock::duration from_now);

    /// True after an error that puts in doubt what this connection knows of the file: reopen, check, go on.
    [[nodiscard]] bool is_suspect() const { return suspect_; }

    /// Rows that the SQL function examined() was called for since the last finished statement.
    [[nodiscard]] std::int64_t examined() const { return examined_; }
    void note_scanned(std::int64_t rows);

    /// Throws: StoreError for what the world did to us, std::logic_error for what our own code did wrong.
    [[noreturn]] void raise(int code);

    [[nodiscard]] sqlite3* handle() const { return handle_; }
    [[nodiscard]] const std::filesystem::path& file() const { return settings_.file; }

  private:
    struct Prepared {
        std::string sql;
        sqlite3_stmt* handle = nullptr;
        bool in_use = false;
    };
    void open();
    void close();
    [[nodiscard]] sqlite3_stmt* prepare(std::string_view sql, bool for_long);
    void forget_oldest();
    [[nodiscard]] std::string words_for(int code, bool& our_fault);
    static void count_examined(sqlite3_context* context, int count, sqlite3_value** values);
    static int stop_when_late(void* self);

    ConnectionSettings settings_;
    sqlite3* handle_ = nullptr;
    std::list<Prepared> prepared_;  // the most recently used first
    std::unordered_map<std::string_view, std::list<Prepared>::iterator> by_sql_;
    bool transaction_required_ = false;
    bool suspect_ = false;
    std::int64_t examined_ = 0;
    std::chrono::steady_clock::time_point deadline_;
};

}  // namespace reputed::storage::sqlite
