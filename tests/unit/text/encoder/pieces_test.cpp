// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/encoder/pieces.hpp"

#include <catch2/catch.hpp>

#include "tiny_model.hpp"

using namespace reputed;
using namespace reputed::text::encoder;
using tests::TinyModel;

namespace {

/// A tokenizer with the file it looks into.
struct Cutter {
    explicit Cutter(const TinyModel& model = {}) : file(model.file()), layout(*Layout::read(file)) {}
    [[nodiscard]] std::string problem() const {
        const auto made = Pieces::make(layout.pieces());
        return made ? "" : made.error();
    }
    [[nodiscard]] std::string cut(std::string_view text, std::size_t most = 100) const {
        std::string out;
        for (const auto id : Pieces::make(layout.pieces())->encode(text, most))
            out += (out.empty() ? "" : " ") + TinyModel{}.pieces.at(id).first;
        return out;
    }

    std::string file;
    Layout layout;
};

struct Case {
    std::string given;
    std::string wanted;
};

}  // namespace

TEST_CASE("a text is cut into its most probable pieces", "[encoder]") {
    const auto row = GENERATE(values<Case>({
        {"good", "<s> \u2581good </s>"},
        {"goodgood", "<s> \u2581good good </s>"},
        {"bad good", "<s> \u2581bad \u2581good </s>"},
        {"bab", "<s> \u2581ba b </s>"},
        {"goo", "<s> \u2581 go o </s>"},
        {"хорошо", "<s> \u2581хорошо </s>"},
        {"é", "<s> \u2581 é </s>"},
        {"z", "<s> \u2581 <unk> </s>"},
        {"good\U0001f600", "<s> \u2581good <unk> </s>"},
        {"", "<s> \u2581 </s>"},
    }));
    CAPTURE(row.given);
    CHECK(Cutter().cut(row.given) == row.wanted);
}

TEST_CASE("characters are mapped, blanks joined, controls dropped", "[encoder]") {
    const auto row = GENERATE(values<Case>({
        {"  good   bad ", "<s> \u2581good \u2581bad \u2581 </s>"},
        {"good\t\n bad", "<s> \u2581good \u2581bad </s>"},
        {"go\x01od", "<s> \u2581good </s>"},
        {"①", "<s> \u2581 1 g </s>"},
        {"\x01\x01", "<s> \u2581 </s>"},
        {"good\xff\xfe"
         "bad",
         "<s> \u2581good \u2581bad </s>"},
        {"good\xe2\x96", "<s> \u2581good \u2581 </s>"},
    }));
    CAPTURE(row.given);
    CHECK(Cutter().cut(row.given) == row.wanted);
}

TEST_CASE("a text cannot speak the model's control symbols", "[encoder]") {
    CHECK(Cutter().cut("<s>") == "<s> \u2581 < s > </s>");
    CHECK(Cutter().cut("</s>") == "<s> \u2581 < / s > </s>");
}

TEST_CASE("a long text is cut behind the last token that counts", "[encoder]") {
    std::string text;
    for (int i = 0; i < 200'000; ++i) text += "good ";
    const Cutter cutter;
    CHECK(cutter.cut(text, 4) == "<s> \u2581good \u2581good </s>");
    CHECK(cutter.cut("good bad", 4) == "<s> \u2581good \u2581bad </s>");
    CHECK(cutter.cut("good bad good", 4) == "<s> \u2581good \u2581bad </s>");
    CHECK(cutter.cut(std::string(2'000'000, ' ') + "good", 4) == "<s> \u2581 </s>");
    CHECK(cutter.cut(std::string(500'000, ' ') + "good", 4) == "<s> \u2581good </s>");
    CHECK(cutter.cut(std::string(1'000'000, '\xff'), 4) == "<s> \u2581 </s>");
}

TEST_CASE("pieces that cannot be are refused with what is wrong", "[encoder]") {
    TinyModel model;
    SECTION("an empty piece") {
        model.pieces[7].first.clear();
        CHECK(Cutter(model).problem() == "its piece 7 has no length that can be");
    }
    SECTION("a piece too long") {
        model.pieces[7].first.assign(256, 'x');
        CHECK(Cutter(model).problem() == "its piece 7 has no length that can be");
    }
    SECTION("a score that is no number") {
        model.pieces[7].second = std::numeric_limits<float>::quiet_NaN();
        CHECK(Cutter(model).problem() == "its piece 7 has no score");
    }
    SECTION("pieces made to collide") {
        model.vocabulary = 4096;
        model.pieces.resize(4000, {"same", -5.0F});
        CHECK(Cutter(model).problem() == "its pieces are too much alike");
    }
    SECTION("a map out of order") {
        std::swap(model.map[0], model.map[1]);
        CHECK(Cutter(model).problem() == "its map of characters is out of order");
    }
    SECTION("a map to a half of a character") {
        model.map[1].second = {0xd800};
        CHECK(Cutter(model).problem() == "its map of characters leads to something that is none");
    }
}
