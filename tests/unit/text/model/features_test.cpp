// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/model/features.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "text/model/linear.hpp"

using namespace reputed::text::model;

namespace {

Features features_of(std::string_view text) {
    Tokens tokens;
    tokens.read(text);
    Features features;
    sentiment_features(tokens, features);
    return features;
}

bool same(const Features& a, const Features& b) { return a.words == b.words && a.pieces == b.pieces; }

/// Of two texts that differ in one word.
struct Pair {
    std::string turned, plain;
    std::size_t more;  ///< features of turned words that only the first one has
};

struct Spelling {
    std::string one, other;
};

}  // namespace

TEST_CASE("composed and decomposed letters give equal features", "[text][features]") {
    const auto row = GENERATE(values<Spelling>({
        {"ne\xcc\x81mozne\xcc\x81", "némozné"},
        {"u\xcc\x88"
         "ble Ku\xcc\x88"
         "che",
         "üble Küche"},
        {"плохои\xcc\x86 е\xcc\x88лка", "плохой ёлка"},
        {"з'і\xcc\x88зд", "з'їзд"},
        {"\xd8\xa7\xd9\x93سف", "آسف"},
        {"¡Qué señor!", "¡Que\xcc\x81 sen\xcc\x83or!"},
        {"می‌شود", "میشود"},
        {"كويس جداً", "کویس جدا"},
        {"SO BAD!!!!", "SO BAD!!!"},
        {"don’t", "don't"},
        {"500 rooms", "320 rooms"},
    }));
    CAPTURE(row.one);
    CHECK(same(features_of(row.one), features_of(row.other)));
}

TEST_CASE("what negates turns its neighbours, in every language", "[text][features]") {
    const auto row = GENERATE(values<Pair>({
        {"not good", "now good", 1},
        {"not very good", "now very good", 2},
        {"nie polecam", "nowe polecam", 1},
        {"не советую", "ну советую", 1},
        {"kein gutes hotel", "kunst gutes hotel", 2},
        {"خوب نبود", "خوب آنجا", 1},
        {"güzel değil", "güzel deniz", 1},
        {"غرفة ليست نظيفة", "غرفة ليلا نظيفة", 1},
        {"not, good", "now, good", 0},
        {"good not", "good now", 0},
        {"slow but good", "slow and good", 1},
        {"wolno ale dobrze", "wolno alt dobrze", 1},
    }));
    CAPTURE(row.turned, row.plain);
    const auto turned = features_of(row.turned), plain = features_of(row.plain);
    CHECK(turned.words.size() == plain.words.size() + row.more);
    CHECK_FALSE(same(turned, plain));
}

TEST_CASE("the order and the loudness of words count", "[text][features]") {
    CHECK_FALSE(same(features_of("good not bad"), features_of("bad not good")));
    CHECK(features_of("BAD").words.size() == features_of("bad").words.size() + 1);
    CHECK(features_of("baaad").words.size() == features_of("bad").words.size() + 1);
    CHECK_FALSE(same(features_of("bad 😡"), features_of("bad 😍")));
}

TEST_CASE("forms of one word share pieces, other words do not", "[text][features]") {
    const auto shared = [](std::string_view one, std::string_view other) {
        const auto a = features_of(one).pieces, b = features_of(other).pieces;
        const std::set<std::uint64_t> known(a.begin(), a.end());
        return std::ranges::count_if(b, [&](std::uint64_t hash) { return known.contains(hash); });
    };
    CHECK(shared("opóźnienie", "opóźnionych") >= 15);
    CHECK(shared("opóźnienie", "kucharka") == 0);
}

TEST_CASE("a part of the tokens gives the features of that part", "[text][features]") {
    Tokens tokens;
    tokens.read("awful queue but lovely staff");
    Features part;
    sentiment_features(tokens, 3, 5, part);
    CHECK(same(part, features_of("lovely staff")));
}

TEST_CASE("hashes are never 0 and spread over a table of any size", "[text][features]") {
    CHECK(hash_of(U"") != 0);
    std::set<std::uint64_t> rows;
    for (char32_t c = 0; c < 4'096; ++c) rows.insert(hash_of(std::u32string{U'a', c}) >> 48);
    CHECK(rows.size() > 3'800);
}

TEST_CASE("languages are told apart by letters with their accents", "[text][features]") {
    std::u32string letters;
    Features plain, accented;
    read_letters("pokoj", 100, letters);
    language_features(letters, plain);
    read_letters("pokój", 100, letters);
    language_features(letters, accented);
    CHECK(plain.words != accented.words);
    CHECK(plain.pieces != accented.pieces);
    CHECK(plain.pieces.size() == accented.pieces.size());
    read_letters("5/5 👍", 100, letters);
    language_features(letters, plain);
    CHECK(plain.words.empty());
}

TEST_CASE("a linear model weighs words and pieces whatever the length", "[text][features]") {
    std::vector<std::int8_t> rows(std::size_t{256} * 4);
    for (std::size_t row = 0; row < 256; ++row) rows[row * 4] = 10;
    SentimentModel model{8, {2, 0}, {0.5f, 1, 1, 1}, {1, 2, 3, 4}, rows.data()};
    const Features one{{1}, {1, 2, 3}}, four{{1, 2, 3, 4}, {}};
    CHECK(model.score(one) == std::array<float, 4>{1 + 2 * 0.5f * 10, 2, 3, 4});
    CHECK(model.score(four) == std::array<float, 4>{1 + 2 * 0.5f * 40 / 2, 2, 3, 4});
    CHECK(model.score({}) == std::array<float, 4>{1, 2, 3, 4});
}
