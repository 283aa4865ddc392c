// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/encoder/layout.hpp"

#include <catch2/catch.hpp>

#include "text/encoder/pieces.hpp"
#include "text/encoder/transformer.hpp"
#include "tiny_model.hpp"

using namespace reputed;
using namespace reputed::text::encoder;
using tests::TinyModel;

namespace {

/// What keeps the file from being used, or empty.
std::string problem_of(const std::string& file) {
    const auto layout = Layout::read(file);
    if (!layout) return layout.error();
    if (const auto pieces = Pieces::make(layout->pieces()); !pieces) return pieces.error();
    const auto made = Transformer::make(*layout);
    return made ? "" : made.error();
}

std::string problem_of(const TinyModel& model) { return problem_of(model.file()); }

}  // namespace

TEST_CASE("a whole file is read", "[encoder]") {
    const auto file = TinyModel{}.file();
    const auto layout = Layout::read(file);
    REQUIRE(layout);
    CHECK(layout->shape().hidden == 32);
    CHECK(layout->shape().layers == 2);
    CHECK(layout->pieces().count == TinyModel{}.pieces.size());
    CHECK(layout->vector("emb.ln.b", 32)->front() == 0.5F);
    CHECK(layout->matrix("l1.fo.w", 32, 64)->size() == 32 * 2 * block_bytes);
    CHECK(problem_of(file).empty());
}

TEST_CASE("a file cut off anywhere is refused", "[encoder]") {
    const auto file = TinyModel{}.file();
    for (std::size_t length = 0; length < file.size(); length += length < 2600 ? 1 : 97) {
        CAPTURE(length);
        CHECK_FALSE(problem_of(file.substr(0, length)).empty());
    }
    CHECK(problem_of("") == "it does not begin with \"E5S1\"");
    CHECK(problem_of(file.substr(0, 20)) == "it ends inside its header");
    CHECK(problem_of(file.substr(0, 100)) == "it ends inside its pieces");
    CHECK(problem_of(file.substr(0, file.size() - 1)).contains("cut off"));
}

TEST_CASE("numbers of the header that cannot be are refused", "[encoder]") {
    const auto refused = [](auto TinyModel::* field, auto value, const char* words) {
        // Weights are made by these numbers, so they are written over in the finished file's beginning.
        auto file = TinyModel{}.file();
        TinyModel other;
        other.*field = value;
        std::string header = "E5S1";
        for (const auto number : {other.version, other.hidden, other.layers, other.heads, other.inner,
                                  other.vocabulary, other.positions, other.kinds})
            tests::put(header, number);
        tests::put(header, other.epsilon);
        tests::put(header, other.block);
        file.replace(0, header.size(), header);
        CHECK_THAT(problem_of(file), Catch::Contains(words));
    };
    refused(&TinyModel::version, 2U, "version is 2");
    refused(&TinyModel::hidden, 0U, "its width");
    refused(&TinyModel::hidden, 48U, "its width");
    refused(&TinyModel::hidden, 0xffffffe0U, "its width");
    refused(&TinyModel::hidden, 64U, "another shape");
    refused(&TinyModel::layers, 0U, "layers");
    refused(&TinyModel::layers, 3U, "\"l2.q.w\" is missing");
    refused(&TinyModel::heads, 0U, "heads");
    refused(&TinyModel::heads, 5U, "heads");
    refused(&TinyModel::inner, 33U, "inner width");
    refused(&TinyModel::vocabulary, 0U, "vocabulary");
    refused(&TinyModel::vocabulary, 3U, "pieces for a vocabulary of 3");
    refused(&TinyModel::vocabulary, 65U, "\"emb.word\"");
    refused(&TinyModel::positions, 3U, "positions");
    refused(&TinyModel::positions, 17U, "\"emb.pos\"");
    refused(&TinyModel::kinds, 0U, "token types");
    refused(&TinyModel::block, 64U, "blocks have 64 weights");
}

TEST_CASE("an epsilon that would divide by nothing is refused", "[encoder]") {
    TinyModel model;
    model.epsilon = GENERATE(0.0F, -1.0F, 2.0F, std::numeric_limits<float>::quiet_NaN());
    CHECK(problem_of(model) == "its epsilon cannot be");
}

TEST_CASE("tensors that are not where or what they should be are refused", "[encoder]") {
    TinyModel model;
    SECTION("missing") {
        model.drop = "l1.ao.w";
        CHECK(problem_of(model) == "\"l1.ao.w\" is missing in it or has another shape");
    }
    SECTION("of the other kind") {
        model.twist = "l0.fi.w";
        CHECK(problem_of(model) == "the size of \"l0.fi.w\" does not fit its shape");
    }
    SECTION("beyond the end") {
        model.shift = 1u << 30;
        CHECK(problem_of(model).contains("lies beyond its end"));
    }
    SECTION("beyond the end by an overflow") {
        model.shift = ~std::uint64_t{0} - 64;
        CHECK_FALSE(problem_of(model).empty());
    }
    SECTION("all in one place") {
        model.overlap = true;
        auto file = model.file();
        CHECK(problem_of(file).empty());
        // The same directory in front of the bytes of one matrix only.
        const auto whole = file.size();
        file.resize(whole - (whole - 4096) / 2);
        CHECK(problem_of(file) == "its tensors overlap");
    }
    SECTION("a bias that is no number") {
        model.first_bias = std::numeric_limits<float>::infinity();
        CHECK(problem_of(model) == "\"emb.ln.b\" holds what is not a number");
    }
    SECTION("a special token that is no piece") {
        model.unknown = 1000;
        CHECK(problem_of(model) == "one of its special tokens is not among its pieces");
    }
}

TEST_CASE("no name out of the file reaches a message unless it is plain", "[encoder]") {
    auto file = TinyModel{}.file();
    file.replace(file.find("emb.word"), 8, "\x1b[31mword");
    CHECK(problem_of(file) == "an entry of its directory cannot be read");
}
