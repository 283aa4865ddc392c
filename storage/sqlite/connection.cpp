// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "storage/sqlite/connection.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cerrno>
#include <cstring>
#include <new>
#include <stdexcept>
#include <utility>

#include "base/log.hpp"
#include "storage/store.hpp"

namespace reputed::storage::sqlite {
namespace {

// Every combination of the desk's filters is a statement of its own; the rarely used make room.
constexpr std::size_t most_prepared = 160;
constexpr int busy_timeout_ms = 10'000;
constexpr int steps_between_looks = 20'000;

bool is_out_of_space(int system_error) {
    return system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG;
}

/// What the operating system said last about one of this connection's files. sqlite3_system_errno alone
/// does not know of writes that failed at a commit.
int system_error_of(sqlite3* connection) {
    if (connection == nullptr) return 0;
    if (const int error = sqlite3_system_errno(connection); is_out_of_space(error)) return error;
    sqlite3_file* log = nullptr;
    int error = 0;
    sqlite3_file_control(connection, "main", SQLITE_FCNTL_JOURNAL_POINTER, static_cast<void*>(&log));
    if (log != nullptr && log->pMethods != nullptr)
        log->pMethods->xFileControl(log, SQLITE_FCNTL_LAST_ERRNO, &error);
    if (error == 0) sqlite3_file_control(connection, "main", SQLITE_FCNTL_LAST_ERRNO, &error);
    return error != 0 ? error : sqlite3_system_errno(connection);
}

}  // namespace

Connection::Connection(ConnectionSettings settings) : settings_(std::move(settings)) {
    try {
        open();
    } catch (...) {
        close();
        throw;
    }
}

Connection::~Connection() { close(); }

void Connection::open() {
    const int access = settings_.access == Access::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    const char* vfs = settings_.vfs.empty() ? nullptr : settings_.vfs.c_str();
    // An absolute path can neither be taken for a URI nor for one of SQLite's special names.
    const auto path = std::filesystem::absolute(settings_.file);
    const int code =
        sqlite3_open_v2(path.c_str(), &handle_, access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, vfs);
    if (code != SQLITE_OK) raise(code);
    sqlite3_busy_timeout(handle_, busy_timeout_ms);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_create_function_v2(handle_, "examined", 1, SQLITE_UTF8 | SQLITE_DIRECTONLY, this, count_examined,
                               nullptr, nullptr, nullptr);
    execute(fmt::format("PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; "
                        "PRAGMA secure_delete = ON;"
                        "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -{};",
                        settings_.cache_kib)
                .c_str());
}

void Connection::close() {
    for (auto& prepared : prepared_) sqlite3_finalize(prepared.handle);
    prepared_.clear();
    by_sql_.clear();
    sqlite3_close(handle_);
    handle_ = nullptr;
}

sqlite3_stmt* Connection::prepare(std::string_view sql, bool for_long) {
    sqlite3_stmt* prepared = nullptr;
    const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                                        for_long ? SQLITE_PREPARE_PERSISTENT : 0U, &prepared, nullptr);
    if (code != SQLITE_OK) raise(code);
    return prepared;
}

Statement Connection::statement(std::string_view sql) {
    if (transaction_required_ && !in_transaction())
        throw StoreError(
            "The store undid this piece of work after an error; nothing more can be added to it.");
    if (const auto found = by_sql_.find(sql); found != by_sql_.end()) {
        if (found->second->in_use) return {*this, prepare(sql, false), nullptr};
        prepared_.splice(prepared_.begin(), prepared_, found->second);
        return {*this, found->second->handle, &found->second->in_use};
    }
    if (prepared_.size() >= most_prepared) forget_oldest();
    auto* handle = prepare(sql, true);
    prepared_.push_front({std::string(sql), handle, false});
    by_sql_.emplace(prepared_.front().sql, prepared_.begin());
    return {*this, handle, &prepared_.front().in_use};
}

void Connection::forget_oldest() {
    for (auto at = prepared_.end(); at != prepared_.begin();) {
        --at;
        if (at->in_use) continue;
        by_sql_.erase(at->sql);
        sqlite3_finalize(at->handle);
        prepared_.erase(at);
        return;
    }
}

void Connection::execute(const char* sql) {
    const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) raise(code);
}

std::int64_t Connection::integer_of(std::string_view sql) {
    Statement asked(*this, prepare(sql, false), nullptr);
    return asked.step() ? Row(asked).integer() : 0;
}

std::string Connection::text_of(std::string_view sql) {
    Statement asked(*this, prepare(sql, false), nullptr);
    return asked.step() ? Row(asked).text() : std::string{};
}

bool Connection::in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }
std::int64_t Connection::changes() const { return sqlite3_changes64(handle_); }

void Connection::set_deadline(std::chrono::steady_clock::duration from_now) {
    deadline_ = std::chrono::steady_clock::now() + from_now;
    const bool limited = from_now > std::chrono::steady_clock::duration::zero();
    sqlite3_progress_handler(handle_, limited ? steps_between_looks : 0, limited ? stop_when_late : nullptr,
                             this);
}

int Connection::stop_when_late(void* self) {
    return std::chrono::steady_clock::now() > static_cast<const Connection*>(self)->deadline_ ? 1 : 0;
}

void Connection::count_examined(sqlite3_context* context, int, sqlite3_value**) {
    ++static_cast<Connection*>(sqlite3_user_data(context))->examined_;
    sqlite3_result_int(context, 1);
}

void Connection::note_scanned(std::int64_t rows) {
    const auto examined = std::exchange(examined_, 0);
    if (settings_.rows_scanned != nullptr)
        settings_.rows_scanned->fetch_add(rows > examined ? rows : examined, std::memory_order_relaxed);
}

void Connection::raise(int code) {
    const std::string technical = handle_ == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(handle_);
    bool our_fault = false;
    const auto words = words_for(code, our_fault);
    if (our_fault) throw std::logic_error(fmt::format("{} ({})", words, technical));
    base::log_error("storage", words, {{"sqlite", technical}, {"code", code}});
    throw StoreError(words);
}

std::string Connection::words_for(int code, bool& our_fault) {
    const int system_error = system_error_of(handle_);
    const auto name = settings_.file.string();
    auto full = fmt::format(
        "The disk is full: nothing new can be stored in {}. What is there can still be "
        "read. Free some space; storing goes on by itself.",
        name);
    switch (code & 0xff) {
        case SQLITE_NOMEM:
            throw std::bad_alloc();
        case SQLITE_FULL:
            return full;
        case SQLITE_IOERR:
            suspect_ = suspect_ || code == SQLITE_IOERR_FSYNC || !is_out_of_space(system_error);
            if (is_out_of_space(system_error)) return full;
            return fmt::format("The disk reported an error while {} was used ({}). Check the disk.", name,
                               system_error == 0 ? sqlite3_errstr(code) : std::strerror(system_error));
        case SQLITE_CORRUPT:
            suspect_ = true;
            return fmt::format(
                "The store {} is damaged. Bring back the last backup with `reputed restore`; the "
                "damaged file is kept beside it.",
                name);
        case SQLITE_NOTADB:
            return fmt::format(
                "{} is not a store of reputed, or its beginning is damaged. Bring back the last backup "
                "with `reputed restore`.",
                name);
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return fmt::format("The store {} is in use by another program. Stop it and try again.", name);
        case SQLITE_CANTOPEN:
        case SQLITE_PERM:
            return fmt::format(
                "The store {} cannot be opened ({}). Check that the file and its folder belong to the "
                "user reputed runs as.",
                name, system_error == 0 ? sqlite3_errstr(code) : std::strerror(system_error));
        case SQLITE_READONLY:
            our_fault = settings_.access == Access::read;
            if (our_fault) return "a read job tried to write";
            return fmt::format(
                "The store {} may only be read. Check the permissions of the file and its folder.", name);
        case SQLITE_INTERRUPT:
            return "Reading from the store took too long and was stopped.";
        default:
            our_fault = true;
            return "the store was asked for something it cannot do";
    }
}

}  // namespace reputed::storage::sqlite
