// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <catch2/catch.hpp>

#include "text/assess.hpp"
#include "text/difference.hpp"
#include "text/fold.hpp"

using namespace reputed;
using namespace reputed::text;

namespace {

struct Case {
    std::string given;
    std::string wanted;
};

std::string joined(const std::vector<DiffPart>& parts, DiffPart::Kind besides_same) {
    std::string text;
    for (const auto& part : parts)
        if (part.kind == DiffPart::Kind::same || part.kind == besides_same) text += part.text;
    return text;
}

std::string drawn(const std::vector<DiffPart>& parts) {
    std::string text;
    for (const auto& part : parts) {
        if (part.kind == DiffPart::Kind::added) text += "+[" + part.text + "]";
        if (part.kind == DiffPart::Kind::removed) text += "-[" + part.text + "]";
        if (part.kind == DiffPart::Kind::same) text += part.text;
    }
    return text;
}

}  // namespace

TEST_CASE("what people type the same way folds to the same text", "[text]") {
    const auto row = GENERATE(values<Case>({
        {"Žluťoučký KŮŇ", "zlutoucky kun"},
        {"Łódź", "lodz"},
        {"Straße", "strasse"},
        {"Всё плохо, Ёлка", "все плохо, елка"},
        {"كتاب علي", "کتاب علی"},
        {"کتابی", "کتابی"},
        {"مصطفى", "مصطفی"},
        {"می‌خواهم", "میخواهم"},
        {"جـــدا", "جدا"},
        {"مُحَمَّد", "محمد"},
        {"۱۲۳ ٤٥٦ ７", "123 456 7"},
        {"İstanbul ISPARTA ışık", "istanbul isparta isik"},
        {"ﬁne Ｎice", "fine nice"},
        {"co\xc2\xad"
         "operate",
         "cooperate"},
        {"हिंदी", "हिंदी"},
        {"Plain 12", "plain 12"},
        {"", ""},
    }));
    CAPTURE(row.given);
    CHECK(fold(row.given) == row.wanted);
    CHECK(fold(fold(row.given)) == row.wanted);
}

TEST_CASE("languages are written one way", "[text]") {
    const auto row = GENERATE(values<Case>({
        {"PL_pl", "pl-PL"},
        {"en", "en"},
        {" de-AT ", "de-AT"},
        {"zh-hans-cn", "zh-Hans-CN"},
        {"es-419", "es-419"},
        {"pl_PL.UTF-8", "pl-PL"},
        {"en;q=0.8", "en"},
        {"iw", "he"},
        {"de-1996", "de-1996"},
        {"fr-", "fr"},
        {"", "und"},
        {"English", "und"},
        {"x-default", "und"},
        {"1", "und"},
        {"und", "und"},
    }));
    CAPTURE(row.given);
    CHECK(normal_language(row.given) == row.wanted);
}

TEST_CASE("stars are judged, and words without stars wait for a person", "[text]") {
    core::Item item;
    item.body = "Terrible.";
    item.language = "en_GB";
    CHECK(assess(item, {}, nullptr).sentiment == core::Sentiment::unjudged);
    CHECK(assess(item, {}, nullptr).by == core::JudgedBy::nothing);
    CHECK(assess(item, {}, nullptr).language == "en-GB");
    item.rating = core::Rating{2, 5, 1};
    CHECK(assess(item, {}, nullptr).sentiment == core::Sentiment::negative);
    CHECK(assess(item, {}, nullptr).by == core::JudgedBy::rating);
    CHECK(assess({}, {}, nullptr).language == "und");
}

TEST_CASE("a difference shows the words that changed", "[text]") {
    CHECK(drawn(difference("the room was cold", "the room was warm")) == "the room was -[cold]+[warm]");
    CHECK(drawn(difference("a b c d", "a x y d")) == "a -[b c]+[x y] d");
    CHECK(drawn(difference("same", "same")) == "same");
    CHECK(drawn(difference("", "new text")) == "+[new text]");
    CHECK(drawn(difference("old", "")) == "-[old]");
    CHECK(difference("", "").empty());
    CHECK(drawn(difference("good stay", "good long stay")) == "good +[long ]stay");
}

TEST_CASE("both texts can be read out of their difference", "[text]") {
    const auto row = GENERATE(values<Case>({
        {"a b c a b b a", "c b a b a c"},
        {"one two three four", "zero one three four five"},
        {"x\ny  z", "x y z"},
        {"ala ma kota", "kota ma ala"},
    }));
    const auto parts = difference(row.given, row.wanted);
    CHECK(joined(parts, DiffPart::Kind::removed) == row.given);
    CHECK(joined(parts, DiffPart::Kind::added) == row.wanted);
}

TEST_CASE("long texts with nothing in common are one removal and one addition", "[text]") {
    std::string before = "begin ", after = "begin ";
    for (int i = 0; i < 5000; ++i) {
        before += "a" + std::to_string(i) + " ";
        after += "b" + std::to_string(i) + " ";
    }
    const auto parts = difference(before + "end", after + "end");
    CHECK(parts.size() <= 5);
    CHECK(joined(parts, DiffPart::Kind::removed) == before + "end");
    CHECK(joined(parts, DiffPart::Kind::added) == after + "end");
}
