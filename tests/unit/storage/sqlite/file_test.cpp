// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The file: made, migrated, refused.
#include <sys/stat.h>

#include <array>
#include <catch2/catch.hpp>
#include <fstream>

#include "../backends.hpp"
#include "../builders.hpp"
#include "raw.hpp"
#include "storage/migrations.hpp"

using namespace reputed;
using namespace reputed::tests;
using Catch::Matchers::Contains;
using storage::open_store;
using storage::Roles;
using storage::StoreError;

namespace {

void write_bytes(const std::filesystem::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}

void overwrite(const std::filesystem::path& file, std::streamoff at, std::size_t count) {
    std::fstream stream(file, std::ios::binary | std::ios::in | std::ios::out);
    stream.seekp(at);
    stream << std::string(count, '\x5a');
}

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// A store with enough in it that every table has a page worth damaging.
void fill(const std::filesystem::path& file) {
    const auto store = open_store({.file = file});
    write(*store, [](Roles& roles) {
        const auto source = a_place(roles).source;
        for (int i = 0; i < 300; ++i)
            ReviewBuilder{.of_source = source, .with_id = std::to_string(i), .words = std::string(400, 'w')}
                .put(roles);
    });
}

}  // namespace

TEST_CASE("an empty folder gets a new store that only its owner can read", "[storage]") {
    const TemporaryFolder folder;
    {
        const auto store = open_store({.file = folder.file()});
        write(*store, [](Roles& roles) { roles.places.set_value("key", "kept"); });
        for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
            struct stat status{};
            REQUIRE(::stat(entry.path().c_str(), &status) == 0);
            CHECK((status.st_mode & 0777U) == 0600U);
        }
    }
    CHECK(count_in(folder.file(), "PRAGMA user_version") == storage::migration_steps().back().version);
    CHECK_FALSE(std::filesystem::exists(folder.file().concat("-wal")));
    const auto again = open_store({.file = folder.file()});
    CHECK(read(*again, [](Roles& roles) { return roles.places.value("key"); }) == "kept");
}

TEST_CASE("a start that died while making the store is no trap", "[storage]") {
    const TemporaryFolder folder;
    write_bytes(folder.file().concat(".new"), "half");
    CHECK_NOTHROW(open_store({.file = folder.file()}));
    CHECK_FALSE(std::filesystem::exists(folder.file().concat(".new")));
}

TEST_CASE("a file that is not a store is refused and left as it is", "[storage]") {
    const TemporaryFolder folder;
    const auto [bytes, words] = GENERATE(table<std::string, std::string>({
        {"", "`reputed restore`"},
        {std::string(20'000, 'x'), "`reputed restore`"},
        {"short", "`reputed restore`"},
    }));
    write_bytes(folder.file(), bytes);
    CHECK_THROWS_WITH(open_store({.file = folder.file()}), Contains(words));
    CHECK(std::filesystem::file_size(folder.file()) == bytes.size());
}

TEST_CASE("a database of another program is refused", "[storage]") {
    const TemporaryFolder folder;
    write_bytes(folder.file(), "");
    run_sql(folder.file(), "CREATE TABLE recipe(id INTEGER PRIMARY KEY) STRICT");
    CHECK_THROWS_WITH(open_store({.file = folder.file()}), Contains("another program"));
}

TEST_CASE("a missing store beside the remains of one is refused", "[storage]") {
    const TemporaryFolder folder;
    write_bytes(folder.file().concat("-wal"), "the last commits");
    CHECK_THROWS_WITH(open_store({.file = folder.file()}),
                      Contains("missing") && Contains("`reputed restore`"));
    CHECK_FALSE(std::filesystem::exists(folder.file()));
}

TEST_CASE("a newer store is refused by an older program", "[storage]") {
    const TemporaryFolder folder;
    fill(folder.file());
    run_sql(folder.file(), "PRAGMA user_version = 999");
    CHECK_THROWS_WITH(open_store({.file = folder.file()}), Contains("newer") && Contains("999"));
    CHECK(count_in(folder.file(), "PRAGMA user_version") == 999);
}

TEST_CASE("a damaged store is refused with the way out", "[storage]") {
    const TemporaryFolder folder;
    fill(folder.file());
    const auto size = static_cast<std::streamoff>(std::filesystem::file_size(folder.file()));
    SECTION("at its beginning") { overwrite(folder.file(), 0, 64); }
    SECTION("in the middle") { overwrite(folder.file(), size / 2 / 8192 * 8192, 4096); }
    SECTION("cut off") { std::filesystem::resize_file(folder.file(), static_cast<std::uintmax_t>(size / 2)); }
    CHECK_THROWS_AS(open_store({.file = folder.file()}), StoreError);
    CHECK_THROWS_WITH(open_store({.file = folder.file()}),
                      Contains("damaged") && Contains("`reputed restore`"));
}

TEST_CASE("a store damaged while it is used says so, and works again once the file is good", "[storage]") {
    const TemporaryFolder folder;
    fill(folder.file());
    const auto good = bytes_of(folder.file());
    // A tiny cache, so that what is asked for comes from the disk.
    const auto store = open_store({.file = folder.file(), .cache_kib = 8});
    const auto rewrite_all = [&] {
        write(*store, [](Roles& roles) {
            const auto source = roles.places.find_source("old-town-app");
            for (int i = 0; i < 300; ++i) {
                const ReviewBuilder built{
                    .of_source = source->id, .with_id = std::to_string(i), .words = "new"};
                roles.intake.update(built.review(roles.intake.find(source->id, "", built.with_id)->id),
                                    "new");
            }
        });
    };
    overwrite(folder.file(), 8192, good.size() - 8192);
    CHECK_THROWS_WITH(rewrite_all(), Contains("damaged"));
    CHECK_THROWS_WITH(rewrite_all(), Contains("damaged"));
    std::fstream(folder.file(), std::ios::binary | std::ios::in | std::ios::out) << good;
    CHECK_NOTHROW(rewrite_all());
}

TEST_CASE("a folder that is not there, or a folder in the file's place, is refused with words", "[storage]") {
    const TemporaryFolder folder;
    CHECK_THROWS_WITH(open_store({.file = folder.path() / "nowhere" / "reputed.db"}),
                      Contains("cannot be made"));
    CHECK_THROWS_AS(open_store({.file = folder.path()}), StoreError);
}

TEST_CASE("a migration step that fails leaves nothing behind", "[storage]") {
    const TemporaryFolder folder;
    fill(folder.file());
    const auto before = count_in(folder.file(), "PRAGMA user_version");
    const auto next = static_cast<int>(before) + 1;
    {
        storage::sqlite::Connection connection({.file = folder.file()});
        const std::array<storage::MigrationStep, 1> broken{
            {{next, "CREATE TABLE half(id INTEGER PRIMARY KEY) STRICT; CREATE TABLE half(id INTEGER)"}}};
        CHECK_THROWS(storage::migrate(connection, broken));
        const std::array<storage::MigrationStep, 1> forgetful{
            {{next, "CREATE TABLE half(id INTEGER) STRICT"}}};
        CHECK_THROWS(storage::migrate(connection, forgetful));
        CHECK(connection.integer_of("SELECT count(*) FROM sqlite_schema WHERE name = 'half'") == 0);
        CHECK(connection.integer_of("PRAGMA user_version") == before);
    }
    CHECK_NOTHROW(open_store({.file = folder.file()}));
}
