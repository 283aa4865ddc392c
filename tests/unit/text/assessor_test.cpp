// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "../captured_errors.hpp"
#include "base/utf8.hpp"
#include "model/small_model.hpp"
#include "text/assess.hpp"
#include "text/local_layer.hpp"

using namespace reputed;
using namespace reputed::text;

namespace {

namespace fs = std::filesystem;

const Assessor& built_in() {
    static const auto assessor = make_assessor({}).value();
    return *assessor;
}

core::Sentiment sentiment_of(const core::TextVerdict& verdict) {
    return core::judge(std::nullopt, verdict, {}).sentiment;
}

bool same(const core::TextVerdict& a, const core::TextVerdict& b) {
    return a.chances == b.chances && a.complaint == b.complaint && a.topics == b.topics &&
           a.urgency == b.urgency && a.stage == b.stage && a.language == b.language;
}

void check_marks(const std::string& text, const std::vector<Mark>& marks) {
    std::size_t end = 0;
    for (const auto& mark : marks) {
        CHECK(mark.from >= end);
        CHECK(mark.to > mark.from);
        CHECK(mark.to <= text.size());
        CHECK(base::is_valid_utf8(text.substr(mark.from, mark.to - mark.from)));
        CHECK(mark.topic.has_value() != mark.urgency.has_value());
        end = mark.to;
    }
}

}  // namespace

TEST_CASE("plain words are judged as their readers would", "[text][assessor]") {
    for (const std::string_view bad :
         {"Terrible service, never again, they stole our money.", "Okropna obsługa, nie polecam nikomu.",
          "Ужасный сервис, никому не советую.",
          "خدمات افتضاح بود، اصلا توصیه نمی‌کنم.",
          "Furchtbarer Service, nie wieder.", "Berbat hizmet, kimseye tavsiye etmem."}) {
        CAPTURE(bad);
        const auto verdict = built_in().verdict(bad, "");
        CHECK(sentiment_of(verdict) == core::Sentiment::negative);
        CHECK(verdict.complaint > 0.5);
        CHECK(verdict.stage == 1);
        CHECK(verdict.model == built_in().version());
    }
    for (const std::string_view good :
         {"Wonderful staff, we loved it, thank you!", "Wspaniała obsługa, gorąco polecam!",
          "Отличный сервис, всем советую!", "Wunderbar, sehr nettes Personal, gerne wieder!"}) {
        CAPTURE(good);
        CHECK(sentiment_of(built_in().verdict(good, "")) == core::Sentiment::positive);
    }
}

TEST_CASE("a text without anything to read is not judged", "[text][assessor]") {
    for (const std::string_view text : {"", "   \n", ".", "\xe2\x80\x8c", "\xff\xfe"}) {
        const auto verdict = built_in().verdict(text, "pl");
        CHECK(verdict.stage == 0);
        CHECK_FALSE(verdict.chances);
        CHECK(verdict.topics.empty());
        CHECK(same(verdict, built_in().read(text, "pl", 2)));
        CHECK(built_in().marks(text, "pl").empty());
    }
}

TEST_CASE("topics and urgencies are said, and shown where they stand", "[text][assessor]") {
    const std::string text = "Brudny pokój, godzina czekania — zgłaszam do prokuratury! 😡";
    const auto verdict = built_in().verdict(text, "pl");
    CHECK(std::ranges::find(verdict.topics, core::TopicMark{core::Topic::cleanliness,
                                                            core::Lean::friction}) != verdict.topics.end());
    CHECK(std::ranges::find(verdict.urgency, core::Urgency::legal) != verdict.urgency.end());
    const auto marks = built_in().marks(text, "pl-PL");
    check_marks(text, marks);
    CHECK(marks.size() >= 3);
    const auto first = marks.front();
    CHECK(text.substr(first.from, first.to - first.from) == "Brudny");
    CHECK(built_in().marks(text, "tlh").empty());
}

TEST_CASE("marks never overlap, whatever the text", "[text][assessor]") {
    for (const std::string& text :
         {std::string(
              "We queued for hours, rude staff, dirty dirty room; my lawyer will hear of the refund."),
          std::string("خیلی معطل شدیم و اتاق کثیف بود، پول ما را پس ندادند"),
          std::string("waiting time waiting list long wait time \xff waiting")}) {
        CAPTURE(text);
        const auto marks = built_in().marks(text, text[0] < 0 ? "fa" : "en");
        check_marks(base::is_valid_utf8(text) ? text : std::string(text.size(), ' '), marks);
        CHECK_FALSE(marks.empty());
    }
}

TEST_CASE("what people corrected counts at once, and is forgotten without a trace", "[text][assessor]") {
    const auto assessor = make_assessor({}).value();
    const std::string text = "Sztos, bomba, petarda";
    const auto before = assessor->verdict(text, "pl");
    const std::vector<Lesson> lessons(20, {"pl", text, core::Sentiment::negative});
    assessor->set_layer(
        LocalLayer::learn(lessons, [](std::string_view) { return LocalLayer::Base{-1, 0, 1}; }));
    CHECK(assessor->verdict(text, "pl").chances->negative > before.chances->negative + 0.05);
    assessor->set_layer(nullptr);
    CHECK(same(assessor->verdict(text, "pl"), before));
}

TEST_CASE("without an encoder the words answer every question", "[text][assessor]") {
    const auto assessor = make_assessor({.model = {}, .encoder = "/nonexistent/encoder.bin"}).value();
    CHECK_FALSE(assessor->has_encoder());
    CHECK_FALSE(assessor->version().contains('+'));
    const auto by_words = assessor->read("So so", "en", 1);
    CHECK(same(assessor->read("So so", "en", 2), by_words));
    CHECK_FALSE(assessor->needs_meaning(by_words, std::nullopt, {}));
    CHECK(assessor->model_checksum().starts_with(assessor->version()));
}

TEST_CASE("a model that cannot be read is named", "[text][assessor]") {
    const auto made = make_assessor({.model = "/nonexistent/x.model", .encoder = {}});
    REQUIRE_FALSE(made);
    CHECK(made.error().contains("/nonexistent/x.model"));
}
