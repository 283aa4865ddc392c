// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/model/model_file.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "small_model.hpp"

using namespace reputed::tests;
using namespace reputed::text::model;

namespace {

std::string text_of(std::span<const char> bytes) { return {bytes.data(), bytes.size()}; }

/// What is wrong with it; empty when nothing is.
std::string complaint_about(const std::string& file) {
    const auto opened = ModelFile::over(file, "x.model");
    return opened ? std::string{} : opened.error();
}

std::string three_sections() {
    return model_file_of({{"one", "first bytes"}, {"two", ""}, {"sixteen letters!", std::string(100, 'z')}});
}

/// Where the directory keeps the offset of a section; its size is 8 further.
constexpr std::size_t offset_of_entry(std::size_t entry) { return 48 + entry * 32 + 16; }

class OnDisk {
  public:
    explicit OnDisk(std::string_view bytes)
        : path_(std::filesystem::temp_directory_path() /
                ("reputed-model-" + std::to_string(::getpid()) + ".model")) {
        std::ofstream(path_, std::ios::binary) << bytes;
    }
    ~OnDisk() { std::filesystem::remove(path_); }
    OnDisk(const OnDisk&) = delete;
    OnDisk& operator=(const OnDisk&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

}  // namespace

TEST_CASE("sections are read back as they were written, from memory and from a file", "[text][model_file]") {
    const auto bytes = three_sections();
    const OnDisk file(bytes);
    for (const auto& opened : {ModelFile::over(bytes, "x.model"), ModelFile::open(file.path())}) {
        REQUIRE(opened);
        CHECK(text_of(opened->section("one")) == "first bytes");
        CHECK(opened->section("two").empty());
        CHECK(text_of(opened->section("sixteen letters!")) == std::string(100, 'z'));
        CHECK(opened->section("three").empty());
        CHECK(opened->checksum() == reputed::base::sha256_hex(std::string_view(bytes).substr(48)));
    }
    CHECK(complaint_about(model_file_of({})).empty());
}

TEST_CASE("sections of a file lie where numbers may lie", "[text][model_file]") {
    const auto bytes = three_sections();
    const auto opened = ModelFile::over(bytes, "x.model");
    REQUIRE(opened);
    for (const std::string_view name : {"one", "sixteen letters!"})
        CHECK((opened->section(name).data() - bytes.data()) % 64 == 0);
    std::vector<char> moved(bytes.size() + 1);
    std::ranges::copy(bytes, moved.begin() + 1);
    CHECK_FALSE(ModelFile::over(std::span(moved).subspan(1), "x.model"));
}

TEST_CASE("a cut model is refused by name, wherever it is cut", "[text][model_file]") {
    const auto bytes = three_sections();
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        CAPTURE(size);
        const auto complaint = complaint_about(bytes.substr(0, size));
        REQUIRE(complaint.contains("x.model"));
        REQUIRE_FALSE(complaint_about(sealed(bytes.substr(0, size))).empty());
    }
    CHECK_FALSE(complaint_about(bytes + '\0').empty());
    CHECK_FALSE(complaint_about(sealed(bytes + '\0')).empty());
}

TEST_CASE("every damaged byte of a model is noticed", "[text][model_file]") {
    const auto bytes = three_sections();
    for (std::size_t at = 0; at < bytes.size(); ++at)
        for (const int change : {0x01, 0x80, 0xff}) {
            CAPTURE(at, change);
            auto damaged = bytes;
            damaged[at] = static_cast<char>(damaged[at] ^ change);
            REQUIRE(complaint_about(damaged).contains("x.model"));
        }
}

TEST_CASE("a hostile list of sections is refused although its checksum fits", "[text][model_file]") {
    const auto bytes = three_sections();
    const auto with = [&](std::size_t at, std::uint64_t value) {
        return complaint_about(sealed(with_number(bytes, at, value)));
    };
    const auto first = std::uint64_t{192};
    REQUIRE(with(offset_of_entry(0), first).empty());
    CHECK(with(offset_of_entry(0), first + 1).contains("x.model"));
    CHECK(with(offset_of_entry(0), 0).contains("x.model"));
    CHECK(with(offset_of_entry(0), bytes.size() + 64).contains("x.model"));
    CHECK(with(offset_of_entry(0), ~std::uint64_t{0}).contains("x.model"));
    CHECK(with(offset_of_entry(0) + 8, bytes.size()).contains("x.model"));
    CHECK(with(offset_of_entry(2) + 8, ~std::uint64_t{0} - 100).contains("x.model"));
    for (const std::uint32_t count : {0u, 1u, 2u, 4u, 32u, 33u, 0x08000000u, 0xffffffffu})
        CHECK(complaint_about(sealed(with_number(bytes, 12, count))).contains("x.model"));
}

TEST_CASE("a file that is no model is told from one of another version", "[text][model_file]") {
    CHECK(complaint_about("GGUF and more, but certainly no model of ours, long enough").contains("no model"));
    CHECK(complaint_about("").contains("no model"));
    CHECK(complaint_about(with_number(three_sections(), 8, std::uint32_t{2})).contains("another version"));
    const OnDisk empty("");
    for (const auto& path :
         {std::filesystem::path("/nonexistent/x.model"), empty.path(), empty.path().parent_path()}) {
        const auto opened = ModelFile::open(path);
        REQUIRE_FALSE(opened);
        CHECK(opened.error().contains(path.string()));
    }
}
