// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <catch2/catch.hpp>
#include <fstream>

#include "../backends.hpp"
#include "../builders.hpp"
#include "raw.hpp"
#include "storage/sqlite/queue_query.hpp"
#include "storage/sqlite/transaction.hpp"

using namespace reputed;
using namespace reputed::tests;
using namespace reputed::storage::sqlite;
using storage::Roles;

namespace {

std::filesystem::path empty_database(const TemporaryFolder& folder) {
    std::ofstream(folder.file()).flush();
    run_sql(folder.file(), "CREATE TABLE thing(id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT");
    return folder.file();
}

}  // namespace

TEST_CASE("a statement is prepared once, and once more while it is in use", "[storage]") {
    const TemporaryFolder folder;
    Connection connection({.file = empty_database(folder)});
    connection.statement("INSERT INTO thing(name) VALUES(?1)").bind("a").run();
    connection.statement("INSERT INTO thing(name) VALUES(?1)").bind("b").run();
    const auto* first = connection.statement("SELECT name FROM thing ORDER BY id").handle();
    auto outer = connection.statement("SELECT name FROM thing ORDER BY id");
    CHECK(outer.handle() == first);
    REQUIRE(outer.step());
    auto inner = connection.statement("SELECT name FROM thing ORDER BY id");
    CHECK(inner.handle() != first);
    REQUIRE(inner.step());
    CHECK(Row(inner).text() == "a");
    REQUIRE(outer.step());
    CHECK(Row(outer).text() == "b");
    CHECK_FALSE(outer.step());
}

TEST_CASE("statements seldom used make room, those in use stay", "[storage]") {
    const TemporaryFolder folder;
    Connection connection({.file = empty_database(folder)});
    auto held = connection.statement("SELECT 41 + 1");
    for (int i = 0; i < 500; ++i) {
        auto asked = connection.statement("SELECT " + std::to_string(i));
        REQUIRE(asked.step());
        CHECK(Row(asked).integer() == i);
    }
    REQUIRE(held.step());
    CHECK(Row(held).integer() == 42);
}

TEST_CASE("a transaction that is not committed is undone, and so is a savepoint that is not kept",
          "[storage]") {
    const TemporaryFolder folder;
    Connection connection({.file = empty_database(folder)});
    const auto add = [&](const char* name) {
        connection.statement("INSERT INTO thing(name) VALUES(?1)").bind(name).run();
    };
    {
        Transaction transaction(connection, Access::write);
        add("lost");
    }
    {
        Transaction transaction(connection, Access::write);
        add("kept");
        {
            Savepoint savepoint(connection);
            add("undone");
        }
        transaction.commit();
    }
    CHECK(connection.text_of("SELECT group_concat(name) FROM thing") == "kept");
}

TEST_CASE("nothing is written behind the back of a transaction that SQLite gave up", "[storage]") {
    const TemporaryFolder folder;
    Connection connection({.file = empty_database(folder)});
    Transaction transaction(connection, Access::write);
    connection.execute("ROLLBACK");  // as after a full disk
    CHECK_THROWS_AS(connection.statement("INSERT INTO thing(name) VALUES(?1)"), storage::StoreError);
}

TEST_CASE("a question that takes too long is stopped", "[storage]") {
    const TemporaryFolder folder;
    Connection connection({.file = empty_database(folder)});
    connection.set_deadline(std::chrono::nanoseconds{1});
    const auto endless =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";
    CHECK_THROWS_WITH(connection.integer_of(endless), Catch::Matchers::Contains("too long"));
    connection.set_deadline({});
    CHECK(connection.integer_of("SELECT 1") == 1);
}

TEST_CASE("a second writer waits for its turn and is told when it does not come", "[storage]") {
    const TemporaryFolder folder;
    const auto file = empty_database(folder);
    Connection one({.file = file});
    Connection two({.file = file});
    const Transaction holding(one, Access::write);
    two.execute("PRAGMA busy_timeout = 1");
    CHECK_THROWS_WITH(Transaction(two, Access::write),
                      Catch::Matchers::Contains("in use by another program"));
}

TEST_CASE("a commit is synced to the disk, and many jobs share one sync", "[storage]") {
    const TemporaryFolder folder;
    const auto store = storage::open_store({.file = folder.file()});
    write(*store, [](Roles& roles) { roles.places.set_value("first", "x"); });
    const auto before = store->counters();
    write(*store, [](Roles& roles) { roles.places.set_value("second", "x"); });
    CHECK(store->counters().fsyncs - before.fsyncs == 1);
    write(*store, [](Roles& roles) { (void)roles.places.value("second"); });
    CHECK(store->counters().fsyncs - before.fsyncs == 1);
    CHECK(store->counters().commits - before.commits == 2);
}

TEST_CASE("equal neighbours of a page's score are stored once", "[storage]") {
    const TemporaryFolder folder;
    {
        const auto store = storage::open_store({.file = folder.file()});
        write(*store, [](Roles& roles) {
            const auto source = a_place(roles).source;
            const auto hour = std::chrono::hours{1};
            const core::Aggregate score{"", 4.25, 5, 1, 200};
            roles.ledger.add_aggregate(source, score, noon);
            roles.ledger.add_aggregate(source, score, noon + hour);
            auto other = score;
            other.item = "another thing";
            roles.ledger.add_aggregate(source, other, noon + hour);
            other = score;
            other.count = 201;
            roles.ledger.add_aggregate(source, other, noon + 2 * hour);
            roles.ledger.add_aggregate(source, score, noon + 3 * hour);
            roles.ledger.add_aggregate(source, core::Aggregate{"", {}, 5, 1, {}}, noon + 4 * hour);
            roles.ledger.add_aggregate(source, core::Aggregate{"", {}, 5, 1, {}}, noon + 5 * hour);
        });
    }
    CHECK(count_in(folder.file(), "SELECT count(*) FROM aggregate WHERE item = ''") == 4);
    CHECK(count_in(folder.file(), "SELECT count(*) FROM aggregate WHERE item <> ''") == 1);
}

TEST_CASE("searched words become quoted words", "[storage]") {
    CHECK(search_expression("cold soup") == R"("cold" "soup")");
    CHECK(search_expression(R"(a "b c"d)") == R"("a" "b c" "d")");
    CHECK(search_expression(R"(a"b c)") == R"("a" "b c")");
    CHECK(search_expression(" \t\n\"\" ").empty());
}
