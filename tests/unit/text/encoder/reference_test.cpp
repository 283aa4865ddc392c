// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Against what the package's own engine says of the real weights (tests/fixtures/encoder/reference.json).
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "base/json.hpp"
#include "text/encoder.hpp"
#include "text/encoder/mapped_file.hpp"
#include "text/encoder/pieces.hpp"
#include "text/encoder/transformer.hpp"

using namespace reputed;
using namespace reputed::text;

namespace {

/// Empty when the real weights are not there, which is said.
std::string real_weights() {
    const char* named = std::getenv("REPUTED_ENCODER");
    const std::string path = named != nullptr ? named : REPUTED_TREE "/build/encoder/e5-small-q4.bin";
    if (std::filesystem::exists(path)) return path;
    WARN("Skipped: there is no " << path << ". REPUTED_DATA=build reputed model install fetches it.");
    return {};
}

base::Json references() {
    std::ifstream in(REPUTED_FIXTURES "/encoder/reference.json", std::ios::binary);
    return *base::Json::parse(std::string(std::istreambuf_iterator<char>(in), {}));
}

/// Of the components that were kept, as if they were all.
double cosine(const base::Json& head, std::span<const float> made) {
    double both = 0, own = 0, others = 0;
    for (std::size_t i = 0; i < head.items().size(); ++i) {
        const double other = *head.at(i).number();
        both += other * made[i];
        own += static_cast<double>(made[i]) * made[i];
        others += other * other;
    }
    return both / std::sqrt(own * others);
}

std::vector<std::uint32_t> ids_of(const base::Json& reference) {
    std::vector<std::uint32_t> ids;
    for (const auto& id : reference["ids"].items()) ids.push_back(static_cast<std::uint32_t>(*id.integer()));
    return ids;
}

}  // namespace

TEST_CASE("the real weights' tokens are the package's", "[encoder][real]") {
    const auto path = real_weights();
    if (path.empty()) return;
    const auto file = encoder::MappedFile::open(path);
    const auto layout = encoder::Layout::read(file->bytes());
    const auto pieces = encoder::Pieces::make(layout->pieces());
    REQUIRE(pieces);
    const auto all = references();
    REQUIRE(all.items().size() >= 20);
    for (const auto& one : all.items()) {
        CAPTURE(one["name"].text());
        CHECK(pieces->encode("query: " + std::string(one["text"].text()), 512) == ids_of(one));
    }
}

TEST_CASE("the real weights' embeddings are the package's, by every kernel", "[encoder][real]") {
    const auto path = real_weights();
    if (path.empty()) return;
    const auto file = encoder::MappedFile::open(path);
    const auto layout = encoder::Layout::read(file->bytes());
    const auto transformer = encoder::Transformer::make(*layout);
    REQUIRE(transformer);
    const auto all = references();
    const auto kernels = encoder::usable_kernels();
    for (const auto& kernel : kernels)
        for (const auto& one : all.items()) {
            // All kernels give the same bits (kernel_test.cpp); under sanitizers the slow ones take minutes.
            if (kernel.name != kernels.front().name && one["name"].text() != "fa") continue;
            const auto ids = ids_of(one);
            std::vector<float> made(Encoder::dimension);
            transformer->embed(kernel, {&ids, 1}, made);
            CAPTURE(kernel.name, one["name"].text());
            CHECK(cosine(one["head"], made) > 0.999);
        }
}

TEST_CASE("what means the same is near in any language", "[encoder][real]") {
    const auto path = real_weights();
    if (path.empty()) return;
    const auto encoder = Encoder::open(path);
    REQUIRE(encoder);
    const auto near = [&](std::string_view a, std::string_view b) {
        const auto left = encoder->embed(a), right = encoder->embed(b);
        double sum = 0;
        for (std::size_t i = 0; i < left.size(); ++i) sum += static_cast<double>(left[i]) * right[i];
        return sum;
    };
    CHECK(near("The food was cold.", "Jedzenie było zimne.") >
          near("The food was cold.", "Świetna lokalizacja."));
    CHECK(near("Еда была холодной.", "غذا سرد بود") > near("Еда была холодной.", "پارکینگ رایگان است"));
}
