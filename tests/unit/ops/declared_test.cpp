// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What the settings file declares, as it comes to stand in the store.
#include "ops/declared.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>

using namespace reputed;
using namespace reputed::ops;

namespace {

class DeclaredHouse {
  public:
    DeclaredHouse() {
        std::string pattern = (std::filesystem::temp_directory_path() / "reputed-declared-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        folder_ = pattern;
        store_ = storage::open_store({.file = folder_ / "reputed.db", .sync_full = false});
    }
    ~DeclaredHouse() {
        store_.reset();
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }

    void declare(const std::string& text) {
        const auto settings = read_settings_text(text, "x.toml");
        REQUIRE(settings);
        store_->write_now([&](storage::Roles& roles) { apply_declared(roles, *settings, now_); });
    }

    std::optional<core::Person> person(const std::string& mail) {
        std::optional<core::Person> found;
        store_->read_now([&](storage::Roles& roles) { found = roles.people.find_person(mail); });
        return found;
    }

  private:
    std::filesystem::path folder_;
    std::unique_ptr<storage::Store> store_;
    core::Instant now_ = core::from_iso("2026-08-14T12:20:00Z").value();
};

const std::string bob = "[[person]]\nmail = \"Bob@Example.com\"\nname = \"Bob\"\n";

}  // namespace

TEST_CASE("declared people are found by their address however it is written", "[ops]") {
    DeclaredHouse house;
    house.declare(bob);
    REQUIRE(house.person("bob@example.com"));
    CHECK(house.person("bob@example.com")->by_file);
}

TEST_CASE("people who leave the settings file are handed over to the pages", "[ops]") {
    DeclaredHouse house;
    house.declare(bob);
    house.declare("");
    REQUIRE(house.person("bob@example.com"));
    CHECK_FALSE(house.person("bob@example.com")->by_file);
    house.declare(bob);
    CHECK(house.person("bob@example.com")->by_file);
}
