// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Looks at a store's file behind the store's back, once the store is closed.
#pragma once
#include <catch2/catch.hpp>

#include "storage/sqlite/connection.hpp"

namespace reputed::tests {

inline void run_sql(const std::filesystem::path& file, const char* sql) {
    storage::sqlite::Connection connection(storage::sqlite::ConnectionSettings{.file = file});
    connection.execute(sql);
}

inline std::int64_t count_in(const std::filesystem::path& file, const char* sql) {
    storage::sqlite::Connection connection(storage::sqlite::ConnectionSettings{.file = file});
    return connection.integer_of(sql);
}

/// Pages, indexes, foreign keys, the full-text index and the tallies all agree.
inline void check_integrity(const std::filesystem::path& file) {
    storage::sqlite::Connection connection(storage::sqlite::ConnectionSettings{.file = file});
    CHECK(connection.text_of("PRAGMA integrity_check") == "ok");
    CHECK(connection.text_of("PRAGMA foreign_key_check").empty());
    CHECK_NOTHROW(connection.execute("INSERT INTO review_search(review_search) VALUES('integrity-check')"));
    CHECK(connection.integer_of("SELECT count(*) FROM tally t WHERE t.dimension = 'status' AND t.count <>"
                                " (SELECT count(*) FROM review_case c WHERE c.status = t.key)") == 0);
    CHECK(connection.integer_of("SELECT count(*) FROM tally t WHERE t.dimension = 'language' AND t.count <>"
                                " (SELECT count(*) FROM review_case c WHERE c.language = t.key)") == 0);
}

}  // namespace reputed::tests
