// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <array>
#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>
#include <thread>

#include "../backends.hpp"
#include "../builders.hpp"
#include "raw.hpp"
#include "storage/seal.hpp"

using namespace reputed;
using namespace reputed::tests;
using Catch::Matchers::Contains;
using storage::open_store;
using storage::Roles;

namespace {

namespace fs = std::filesystem;

constexpr const char* marker = "MARKED-pässword-7f3a";

core::Source a_source_with_a_secret(Roles& roles) {
    auto source = *roles.places.find_source(a_place(roles).source);
    source.settings = {{"url", "https://feeds.example/"}, {"password", marker}};
    (void)roles.places.put(source, noon);
    return source;
}

core::Source stored(storage::Store& store, core::SourceId id) {
    return *read(store, [id](Roles& roles) { return roles.places.find_source(id); });
}

std::string bytes_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::stringstream bytes;
    bytes << in.rdbuf();
    return bytes.str();
}

/// A store with one source whose settings are sealed, closed again.
core::Source make_sealed(const TemporaryFolder& folder) {
    const auto store = open_store({.file = folder.file()});
    return write(*store, a_source_with_a_secret);
}

}  // namespace

TEST_CASE("a source's settings are in no file of the store, and are read back whole", "[storage]") {
    const TemporaryFolder folder;
    const auto store = open_store({.file = folder.file()});
    const auto source = write(*store, a_source_with_a_secret);
    store->backup_to(folder.path() / "backup.db");
    for (const auto& entry : fs::directory_iterator(folder.path())) {
        INFO(entry.path());
        CHECK_FALSE(bytes_of(entry.path()).contains(marker));
    }
    CHECK(stored(*store, source.id).settings == source.settings);
}

TEST_CASE("the key is made beside the store for its owner alone", "[storage]") {
    const TemporaryFolder folder;
    (void)make_sealed(folder);
    const auto key = folder.path() / "secret.key";
    CHECK(fs::status(key).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
    for (const auto& entry : fs::directory_iterator(folder.path()))
        CHECK_FALSE(entry.path().filename().string().starts_with("secret.key."));
}

TEST_CASE("of keys that are made at the same time, one stays and all use it", "[storage]") {
    const TemporaryFolder folder;
    const auto key = folder.path() / "key";
    std::array<std::string, 8> sealed;
    {
        std::vector<std::jthread> threads;
        for (auto& text : sealed)
            threads.emplace_back([&text, &key] { text = storage::Seal(key).sealed("text", "here"); });
    }
    for (const auto& text : sealed) CHECK(storage::Seal(key).opened(text, "here") == "text");
}

TEST_CASE("the key may be kept elsewhere", "[storage]") {
    const TemporaryFolder folder;
    const auto elsewhere = folder.path() / "credentials";
    const auto source = make_sealed(folder);
    fs::rename(folder.path() / "secret.key", elsewhere);
    const auto store = open_store({.file = folder.file(), .key_file = elsewhere});
    CHECK(stored(*store, source.id).settings == source.settings);
    CHECK_FALSE(fs::exists(folder.path() / "secret.key"));
}

TEST_CASE("a store whose key is not there is refused with the file and the way out", "[storage]") {
    const TemporaryFolder folder;
    (void)make_sealed(folder);
    const auto key = folder.path() / "secret.key";
    SECTION("missing") { fs::remove(key); }
    SECTION("of another store") { std::ofstream(key) << std::string(64, 'a') << "\n"; }
    SECTION("no key at all") { std::ofstream(key) << "hunter2\n"; }
    SECTION("emptied") { std::ofstream(key).flush(); }
    CHECK_THROWS_WITH(open_store({.file = folder.file()}),
                      Contains(key.string()) && Contains("store.key_file"));
    CHECK_THROWS_AS(open_store({.file = folder.file()}), storage::StoreError);
}

TEST_CASE("a missing key is not replaced by a new one while settings are sealed with it", "[storage]") {
    const TemporaryFolder folder;
    (void)make_sealed(folder);
    fs::remove(folder.path() / "secret.key");
    CHECK_THROWS_AS(open_store({.file = folder.file()}), storage::StoreError);
    CHECK_FALSE(fs::exists(folder.path() / "secret.key"));
}

TEST_CASE("settings whose key is lost can be given up; their source waits for a person", "[storage]") {
    const TemporaryFolder folder;
    const auto source = make_sealed(folder);
    const bool by_file = GENERATE(false, true);
    if (by_file) run_sql(folder.file(), "UPDATE source SET by_file = 1");
    fs::remove(folder.path() / "secret.key");
    const auto store = open_store({.file = folder.file(), .forget_sealed = true});
    const auto left = stored(*store, source.id);
    CHECK(left.settings.empty());
    REQUIRE(left.pause);
    CHECK_THAT(left.pause->reason, Contains("Enter them again"));
}

TEST_CASE("giving up spares the settings that open", "[storage]") {
    const TemporaryFolder folder;
    const auto source = make_sealed(folder);
    const auto store = open_store({.file = folder.file(), .forget_sealed = true});
    CHECK(stored(*store, source.id).settings == source.settings);
    CHECK_FALSE(stored(*store, source.id).pause);
}

TEST_CASE("settings in clear are read, and sealed when they are next written", "[storage]") {
    const TemporaryFolder folder;
    auto source = make_sealed(folder);
    run_sql(folder.file(), "UPDATE source SET settings = '{\"url\":\"https://old.example/\"}'");
    const auto store = open_store({.file = folder.file()});
    source = stored(*store, source.id);
    CHECK(source.settings.at("url") == "https://old.example/");
    write(*store, [&](Roles& roles) { (void)roles.places.put(source, noon); });
    CHECK(count_in(folder.file(), "SELECT count(*) FROM source WHERE settings LIKE 'sealed:%'") == 1);
}

TEST_CASE("sealed settings open for their own source only", "[storage]") {
    const TemporaryFolder folder;
    (void)make_sealed(folder);
    run_sql(folder.file(),
            "INSERT INTO source(id, location, slug, portal, name, settings, by_file, archived, created)"
            " SELECT id + 1, location, 'thief', portal, name, settings, 0, 0, created FROM source");
    CHECK_THROWS_WITH(open_store({.file = folder.file()}), Contains("\"thief\""));
}

TEST_CASE("a seal opens what it sealed, and nothing that was changed", "[storage]") {
    const TemporaryFolder folder;
    const storage::Seal seal(folder.path() / "key");
    const std::string text = GENERATE("", "{}", "żółć and more");
    auto sealed = seal.sealed(text, "here");
    CHECK(seal.opened(sealed, "here") == text);
    CHECK_FALSE(seal.opened(sealed, "there"));
    CHECK(seal.sealed(text, "here") != sealed);
    sealed[20] = sealed[20] == 'A' ? 'B' : 'A';
    CHECK_FALSE(seal.opened(sealed, "here"));
    CHECK_FALSE(seal.opened("sealed:", "here"));
    CHECK_FALSE(seal.opened("sealed:no base64!", "here"));
}
