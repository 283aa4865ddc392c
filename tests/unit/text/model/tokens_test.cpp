// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/model/tokens.hpp"

#include <catch2/catch.hpp>

#include "base/utf8.hpp"

using namespace reputed;
using namespace reputed::text::model;

namespace {

std::string letters_of(const Tokens& tokens, const Token& token) {
    std::string utf8;
    for (const char32_t c : tokens.letters(token)) base::append_code_point(utf8, c);
    return utf8;
}

/// "so~ GOOD^ |": elongated, shouted, and a stroke where a clause begins behind the first.
std::string drawn(std::string_view text) {
    Tokens tokens;
    tokens.read(text);
    std::string out;
    for (const auto& token : tokens.all()) {
        if (!out.empty()) out += token.clause_starts ? " | " : " ";
        out += letters_of(tokens, token);
        if (token.elongated) out += '~';
        if (token.shouted) out += '^';
    }
    return out;
}

struct Case {
    std::string given, wanted;
};

}  // namespace

TEST_CASE("what is typed to be loud is one token with a mark", "[text][tokens]") {
    const auto row = GENERATE(values<Case>({
        {"sooo good", "so~ good"},
        {"очееееень", "очень~"},
        {"cool, book", "cool | book"},
        {"aaabaaab", "abab~"},
        {"AWFUL place", "awful^ place"},
        {"I am, A4 B", "i am | a4 b"},
        {"PRZEPŁACONE", "przeplacone^"},
        {"CAFE\xcc\x81", "cafe^"},
        {"bad!!!", "bad !~"},
        {"bad! no", "bad ! | no"},
        {"why?!", "why ?!"},
        {"لماذا؟", "لماذا ?"},
        {"well...", "well .~"},
        {"a. b; c - d", "a | b | c | d"},
        {"😡😡😡 bad", "😡~ bad"},
        {"👍👎👍", "👍 👎 👍"},
        {"👍🏽👍🏿", "👍~"},
        {"❤️", "❤"},
        {"ok :( or :-) then", "ok :( | or :-) | then"},
        {"", ""},
        {" \t\n ,", ""},
    }));
    CAPTURE(row.given);
    CHECK(drawn(row.given) == row.wanted);
}

TEST_CASE("words are told apart as their readers do", "[text][tokens]") {
    const auto row = GENERATE(values<Case>({
        {"don't", "dont"},
        {"don’t, can't", "dont | cant"},
        {"п'ять п’ять пʼять", "пять пять пять"},
        {"l'hotel d’accord", "l | hotel d | accord"},
        {"İstanbul'da", "istanbul | da"},
        {"the staff's 'top'", "the staff | s | top"},
        {"نمی‌شود", "نمیشود"},
        {"كتاب علي کتاب علی", "کتاب علی کتاب علی"},
        {"جـــدا جدا", "جدا جدا"},
        {"مُحَمَّد", "محمد"},
        {"Straße STRASSE", "strasse strasse^"},
        {"ЁЛКА ёлка", "елка^ елка"},
        {"2 hours 45, 10/10, 320", "2 hours # | 10 | 10 | #"},
        {"۵ از ۱۰ ٥", "5 از 10 5"},
        {"4you", "4you"},
        {"co\xc2\xadoperate", "cooperate"},
        {"caf\xe9 bad", "caf bad"},
        {"\xf0\x9f\x98 ok", "ok"},
    }));
    CAPTURE(row.given);
    CHECK(drawn(row.given) == row.wanted);
}

TEST_CASE("each token knows its bytes in the text", "[text][tokens]") {
    const std::string text = "Żółw — «не» ПЛОХО!!! 😡😡 خوب نبود؟ don’t";
    Tokens tokens;
    tokens.read(text);
    std::vector<std::string> parts;
    for (const auto& token : tokens.all()) parts.push_back(text.substr(token.from, token.to - token.from));
    CHECK(parts == std::vector<std::string>{"Żółw", "не", "ПЛОХО", "!!!", "😡", "خوب", "نبود", "؟", "don’t"});
}

TEST_CASE("a megabyte of anything is read up to the cap of tokens", "[text][tokens]") {
    const std::string piece = GENERATE(values<std::string>(
        {"word ", "x", "!", "\xff", "👍", "👍👎", "١٢ ", "e\xcc\x81", "\xe2\x80\x8c", "' ", "a'", "п'"}));
    CAPTURE(piece);
    std::string text;
    while (text.size() < 1'000'000) text += piece;
    Tokens tokens;
    tokens.read(text);
    CHECK(tokens.all().size() <= Tokens::most_tokens);
    if (piece == "word ") CHECK(tokens.all().size() == Tokens::most_tokens);
    for (const auto& token : tokens.all()) {
        REQUIRE(token.from < token.to);
        REQUIRE(token.to <= text.size());
        REQUIRE(tokens.letters(token).size() <= 40);
        REQUIRE_FALSE(tokens.letters(token).empty());
    }
    tokens.read("short");
    CHECK(tokens.all().size() == 1);
}

TEST_CASE("for the language letters keep their accents and lose everything else", "[text][tokens]") {
    const auto read = [](std::string_view text, std::size_t most) {
        std::u32string letters;
        read_letters(text, most, letters);
        return letters;
    };
    CHECK(read("Kůň: 5 KM!", 100) == U" kůň km ");
    CHECK(read("می‌خواهم", 100) == U" میخواهم ");
    CHECK(read("caf\xe9s", 100) == U" caf s ");
    CHECK(read("👍 5/5", 100) == U" ");
    CHECK(read("", 100) == U" ");
    CHECK(read(std::string(1'000'000, 'a'), 50).size() <= 51);
}
