// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "storage/sqlite/statement.hpp"

#include <sqlite3.h>

#include <limits>
#include <utility>

#include "storage/sqlite/connection.hpp"

namespace reputed::storage::sqlite {

Statement::Statement(Connection& connection, sqlite3_stmt* handle, bool* in_use)
    : connection_(connection), handle_(handle), in_use_(in_use) {
    if (in_use_ != nullptr) *in_use_ = true;
}

Statement::Statement(Statement&& other) noexcept
    : connection_(other.connection_),
      handle_(std::exchange(other.handle_, nullptr)),
      in_use_(std::exchange(other.in_use_, nullptr)),
      bound_(other.bound_),
      rows_(other.rows_) {}

Statement::~Statement() {
    if (handle_ == nullptr) return;
    const auto full_scan = sqlite3_stmt_status(handle_, SQLITE_STMTSTATUS_FULLSCAN_STEP, 1);
    connection_.note_scanned(rows_ > full_scan ? rows_ : full_scan);
    if (in_use_ == nullptr) {
        sqlite3_finalize(handle_);
        return;
    }
    sqlite3_reset(handle_);
    sqlite3_clear_bindings(handle_);
    *in_use_ = false;
}

bool Statement::step() {
    const int code = sqlite3_step(handle_);
    if (code == SQLITE_ROW) {
        ++rows_;
        return true;
    }
    if (code != SQLITE_DONE) connection_.raise(code);
    return false;
}

std::int64_t Statement::run() {
    while (step()) {
    }
    return connection_.changes();
}

void Statement::bind_null() { check(sqlite3_bind_null(handle_, ++bound_)); }
void Statement::bind_integer(std::int64_t value) { check(sqlite3_bind_int64(handle_, ++bound_, value)); }
void Statement::bind_real(double value) { check(sqlite3_bind_double(handle_, ++bound_, value)); }

void Statement::bind_text(std::string_view value) {
    // A view without memory behind it would bind NULL.
    const char* bytes = value.data() == nullptr ? "" : value.data();
    check(sqlite3_bind_text64(handle_, ++bound_, bytes, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Statement::check(int code) {
    if (code != SQLITE_OK) connection_.raise(code);
}

bool Row::next_is_null() const { return sqlite3_column_type(handle_, column_) == SQLITE_NULL; }

std::int64_t Row::integer() { return sqlite3_column_int64(handle_, column_++); }

double Row::real() { return maybe_real().value_or(std::numeric_limits<double>::quiet_NaN()); }

std::string Row::text() {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column_));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_, column_));
    ++column_;
    return bytes == nullptr ? std::string{} : std::string(bytes, size);
}

std::optional<std::int64_t> Row::maybe_integer() {
    const bool absent = next_is_null();
    const auto value = integer();
    return absent ? std::nullopt : std::optional(value);
}

std::optional<double> Row::maybe_real() {
    const bool absent = next_is_null();
    const double value = sqlite3_column_double(handle_, column_++);
    return absent ? std::nullopt : std::optional(value);
}

std::optional<std::string> Row::maybe_text() {
    const bool absent = next_is_null();
    auto value = text();
    return absent ? std::nullopt : std::optional(std::move(value));
}

std::optional<core::Instant> Row::maybe_instant() {
    const auto micros = maybe_integer();
    return micros ? std::optional(core::from_micros(*micros)) : std::nullopt;
}

}  // namespace reputed::storage::sqlite
