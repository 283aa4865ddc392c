// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/encoder.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <thread>

#include "base/hash.hpp"
#include "tiny_model.hpp"

using namespace reputed;
using tests::TinyModel;
using text::Encoder;

namespace {

class ModelFile {
  public:
    explicit ModelFile(std::string bytes) : bytes_(std::move(bytes)) {
        path_ =
            std::filesystem::temp_directory_path() / ("reputed-model-" + std::to_string(::getpid()) + ".bin");
        std::ofstream(path_, std::ios::binary) << bytes_;
    }
    ~ModelFile() {
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }
    ModelFile(const ModelFile&) = delete;
    ModelFile& operator=(const ModelFile&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] const std::string& bytes() const { return bytes_; }

  private:
    std::string bytes_;
    std::filesystem::path path_;
};

TinyModel wide_model() {
    TinyModel model;
    model.hidden = Encoder::dimension;
    model.heads = 12;
    model.layers = 1;
    return model;
}

double cosine(const Encoder::Embedding& a, const Encoder::Embedding& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += static_cast<double>(a[i]) * b[i];
    return sum;
}

}  // namespace

TEST_CASE("embeddings have length 1 and depend on the text", "[encoder]") {
    const ModelFile file(wide_model().file());
    const auto encoder = Encoder::open(file.path());
    REQUIRE(encoder);
    const auto good = encoder->embed("good");
    CHECK(cosine(good, good) == Approx(1));
    CHECK(good == encoder->embed("good"));
    CHECK(cosine(good, encoder->embed("bad bad")) < 0.9999);
    CHECK(encoder->checksum() == base::sha256_hex(file.bytes()));
    CHECK(encoder->checksum() == encoder->checksum());
}

TEST_CASE("texts embedded together come out as one by one", "[encoder]") {
    const ModelFile file(wide_model().file());
    const auto encoder = Encoder::open(file.path());
    REQUIRE(encoder);
    std::vector<std::string> texts;
    for (int i = 0; i < 60; ++i) texts.push_back(std::string(static_cast<std::size_t>(i), 'a') + " good");
    const std::vector<std::string_view> views(texts.begin(), texts.end());
    const auto all = encoder->embed_all(views);
    REQUIRE(all.size() == texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) CHECK(all[i] == encoder->embed(texts[i]));
    CHECK(encoder->embed_all({}).empty());
}

TEST_CASE("any bytes have an embedding", "[encoder]") {
    const ModelFile file(wide_model().file());
    const auto encoder = Encoder::open(file.path());
    REQUIRE(encoder);
    std::string all_bytes;
    for (int c = 0; c < 256; ++c) all_bytes += static_cast<char>(c);
    for (const auto& text :
         {std::string(), all_bytes, std::string(1u << 20, 'g'), std::string(1u << 21, '\xf0'),
          std::string(1u << 20, '\0'), std::string("\xed\xa0\x80\xf4\x90\x80\x80")}) {
        const auto made = encoder->embed(text);
        CHECK(cosine(made, made) == Approx(1));
    }
}

TEST_CASE("threads share an encoder, and it can be moved", "[encoder]") {
    const ModelFile file(wide_model().file());
    auto opened = Encoder::open(file.path());
    REQUIRE(opened);
    const Encoder encoder = std::move(*opened);
    const auto wanted = encoder.embed("good bad");
    std::vector<std::thread> threads;
    std::array<bool, 4> same{};
    for (auto& one : same)
        threads.emplace_back([&] {
            one = encoder.checksum().size() == 64;
            for (int i = 0; i < 20; ++i) one = one && encoder.embed("good bad") == wanted;
        });
    for (auto& thread : threads) thread.join();
    CHECK(std::ranges::all_of(same, [](bool one) { return one; }));
}

TEST_CASE("weights beyond arithmetic give zeros, not nonsense", "[encoder]") {
    auto model = wide_model();
    model.scale = 0x7c00;  // infinite
    const ModelFile file(model.file());
    const auto encoder = Encoder::open(file.path());
    REQUIRE(encoder);
    CHECK(encoder->embed("good") == Encoder::Embedding{});
}

TEST_CASE("what is no model is refused with a sentence that names it", "[encoder]") {
    const auto refusal = [](const std::string& bytes) {
        const ModelFile file(bytes);
        const auto opened = Encoder::open(file.path());
        REQUIRE_FALSE(opened);
        CHECK_THAT(opened.error(), Catch::Contains(file.path().string()));
        return opened.error();
    };
    CHECK_THAT(refusal(""), Catch::Contains("it is empty"));
    CHECK_THAT(refusal("PK\x03\x04 and so on"), Catch::Contains("does not begin with"));
    CHECK_THAT(refusal(TinyModel{}.file()), Catch::Contains("32 components, not 384"));
    CHECK_THAT(refusal(wide_model().file().substr(0, 100'000)), Catch::Contains("cut off"));
    CHECK_THAT(Encoder::open("/nonexistent/model.bin").error(), Catch::Contains("No such file"));
    CHECK_THAT(Encoder::open("/dev/null").error(), Catch::Contains("not a plain file"));
    CHECK_THAT(Encoder::open("/").error(), Catch::Contains("cannot be read"));
}
