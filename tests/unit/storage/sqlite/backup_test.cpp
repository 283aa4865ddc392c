// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <catch2/catch.hpp>
#include <fstream>
#include <thread>

#include "../backends.hpp"
#include "../builders.hpp"
#include "raw.hpp"

using namespace reputed;
using namespace reputed::tests;
using Catch::Matchers::Contains;
using storage::open_store;
using storage::restore_store;
using storage::Roles;

namespace {

std::int64_t reviews_in(const std::filesystem::path& file) {
    const auto store = open_store({.file = file});
    return read(*store, [](Roles& roles) { return roles.desk.counts(noon).all; });
}

void add_reviews(storage::Store& store, core::SourceId source, int from, int count) {
    for (int i = from; i < from + count; ++i)
        write(store, [&](Roles& roles) {
            ReviewBuilder{.of_source = source, .with_id = std::to_string(i)}.put(roles);
        });
}

}  // namespace

TEST_CASE("a backup taken while the store is written to is one whole state", "[storage]") {
    const TemporaryFolder folder;
    const auto backup = folder.path() / "backup.db";
    {
        const auto store = open_store({.file = folder.file()});
        const auto source = write(*store, [](Roles& roles) { return a_place(roles).source; });
        add_reviews(*store, source, 0, 50);
        std::thread writing([&] { add_reviews(*store, source, 50, 50); });
        for (int i = 0; i < 3; ++i) store->backup_to(backup);
        writing.join();
    }
    CHECK_FALSE(std::filesystem::exists(folder.path() / "backup.db-wal"));
    CHECK_FALSE(std::filesystem::exists(folder.path() / "backup.db.partial"));
    check_integrity(backup);
    CHECK(count_in(backup, "SELECT count(*) FROM review") >= 50);
    CHECK(count_in(backup, "SELECT count(*) FROM review") ==
          count_in(backup, "SELECT count(*) FROM review_case"));

    const auto restored = folder.path() / "elsewhere.db";
    restore_store(backup, restored);
    CHECK(reviews_in(restored) == count_in(backup, "SELECT count(*) FROM review"));
    check_integrity(restored);
}

TEST_CASE("a backup is never written over the store itself", "[storage]") {
    const TemporaryFolder folder;
    const auto store = open_store({.file = folder.file()});
    CHECK_THROWS_AS(store->backup_to(folder.file()), storage::StoreError);
    CHECK_THROWS_AS(store->backup_to(folder.path() / "nowhere" / "backup.db"), storage::StoreError);
    CHECK_NOTHROW(write(*store, [](Roles& roles) { roles.places.set_value("a", "b"); }));
}

TEST_CASE("restoring puts the backup in place and keeps what was there", "[storage]") {
    const TemporaryFolder folder;
    const auto backup = folder.path() / "backup.db";
    {
        const auto store = open_store({.file = folder.file()});
        const auto source = write(*store, [](Roles& roles) { return a_place(roles).source; });
        add_reviews(*store, source, 0, 10);
        store->backup_to(backup);
        add_reviews(*store, source, 10, 10);
    }
    restore_store(backup, folder.file());
    CHECK(reviews_in(folder.file()) == 10);
    CHECK(reviews_in(folder.file().concat(".before-restore")) == 20);

    SECTION("a store that is damaged is replaced as well, and its log does not follow the new one") {
        std::ofstream(folder.file(), std::ios::binary) << "not a database any more";
        std::ofstream(folder.file().concat("-wal"), std::ios::binary) << "nor a log";
        restore_store(backup, folder.file());
        CHECK_FALSE(std::filesystem::exists(folder.file().concat("-wal")));
        CHECK(reviews_in(folder.file()) == 10);
    }
    SECTION("the log of a store that was emptied is kept with it") {
        std::ofstream(folder.file(), std::ios::binary).flush();
        std::ofstream(folder.file().concat("-wal"), std::ios::binary) << "the last commits";
        restore_store(backup, folder.file());
        CHECK(std::filesystem::exists(folder.file().concat(".before-restore-wal")));
        CHECK(reviews_in(folder.file()) == 10);
    }
    SECTION("a store that is gone is brought back") {
        std::filesystem::remove(folder.file());
        restore_store(backup, folder.file());
        CHECK(reviews_in(folder.file()) == 10);
    }
}

TEST_CASE("a backup that cannot be trusted is refused and the store stays", "[storage]") {
    const TemporaryFolder folder;
    const auto backup = folder.path() / "backup.db";
    {
        const auto store = open_store({.file = folder.file()});
        const auto source = write(*store, [](Roles& roles) { return a_place(roles).source; });
        add_reviews(*store, source, 0, 200);
        store->backup_to(backup);
    }
    SECTION("missing") { std::filesystem::remove(backup); }
    SECTION("empty") { std::filesystem::resize_file(backup, 0); }
    SECTION("damaged") {
        const auto size = static_cast<std::streamoff>(std::filesystem::file_size(backup));
        std::fstream stream(backup, std::ios::binary | std::ios::in | std::ios::out);
        stream.seekp(size / 2 / 8192 * 8192);
        stream << std::string(4096, 'x');
    }
    SECTION("newer") { run_sql(backup, "PRAGMA user_version = 999"); }
    SECTION("of another program") { run_sql(backup, "PRAGMA application_id = 5"); }
    CHECK_THROWS_AS(restore_store(backup, folder.file()), storage::StoreError);
    CHECK_THROWS_AS(restore_store(folder.file(), folder.file()), storage::StoreError);
    CHECK(reviews_in(folder.file()) == 200);
    CHECK_FALSE(std::filesystem::exists(folder.file().concat(".before-restore")));
}
