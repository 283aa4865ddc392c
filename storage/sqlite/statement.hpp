// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A prepared statement in use, and a row of its result. Values are bound, never written into SQL text.
#pragma once
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "core/ids.hpp"
#include "core/instant.hpp"

struct sqlite3_stmt;

namespace reputed::storage::sqlite {

class Connection;

template <class Type>
inline constexpr bool is_id = false;
template <class Tag>
inline constexpr bool is_id<core::Id<Tag>> = true;
template <class Type>
inline constexpr bool is_optional = false;
template <class Value>
inline constexpr bool is_optional<std::optional<Value>> = true;

/// Borrowed from its connection's cache and given back by the destructor. Throws what
/// Connection::raise throws.
class Statement {
  public:
    /// `in_use` is the cache's mark to clear; nullptr: the statement is this object's own.
    Statement(Connection& connection, sqlite3_stmt* handle, bool* in_use);
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&&) = delete;
    ~Statement();

    /// Binds to the places after those bound already. Absent optionals and ids that are none become NULL.
    template <class... Values>
    Statement& bind(const Values&... values) {
        (bind_one(values), ...);
        return *this;
    }

    /// True when there is a row.
    [[nodiscard]] bool step();
    /// For statements whose rows do not matter. Returns how many rows were changed.
    std::int64_t run();

    [[nodiscard]] sqlite3_stmt* handle() const { return handle_; }

  private:
    template <class Value>
    void bind_one(const Value& value) {
        if constexpr (is_optional<Value>) {
            value ? bind_one(*value) : bind_null();
        } else if constexpr (is_id<Value>) {
            value ? bind_integer(value.value) : bind_null();
        } else if constexpr (std::same_as<Value, core::Instant>) {
            bind_integer(core::to_micros(value));
        } else if constexpr (std::integral<Value>) {
            bind_integer(static_cast<std::int64_t>(value));
        } else if constexpr (std::floating_point<Value>) {
            bind_real(value);
        } else {
            static_assert(std::is_convertible_v<const Value&, std::string_view>);
            bind_text(value);
        }
    }
    void bind_null();
    void bind_integer(std::int64_t value);
    void bind_real(double value);
    void bind_text(std::string_view value);
    void check(int code);

    Connection& connection_;
    sqlite3_stmt* handle_;
    bool* in_use_;
    int bound_ = 0;
    std::int64_t rows_ = 0;
};

/// Reads the columns of a statement's present row from left to right.
class Row {
  public:
    explicit Row(const Statement& statement) : handle_(statement.handle()) {}
    [[nodiscard]] std::int64_t integer();
    [[nodiscard]] int small() { return static_cast<int>(integer()); }
    [[nodiscard]] bool truth() { return integer() != 0; }
    [[nodiscard]] double real();  ///< NULL is not-a-number
    [[nodiscard]] std::string text();
    [[nodiscard]] core::Instant instant() { return core::from_micros(integer()); }
    [[nodiscard]] std::optional<std::int64_t> maybe_integer();
    [[nodiscard]] std::optional<double> maybe_real();
    [[nodiscard]] std::optional<std::string> maybe_text();
    [[nodiscard]] std::optional<core::Instant> maybe_instant();
    template <class AnyId>
    [[nodiscard]] AnyId id() {
        return AnyId{integer()};
    }
    [[nodiscard]] bool next_is_null() const;

  private:
    sqlite3_stmt* handle_;
    int column_ = 0;
};

}  // namespace reputed::storage::sqlite
