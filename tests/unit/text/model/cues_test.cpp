// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/model/cues.hpp"

#include <catch2/catch.hpp>

#include "text/model/languages.hpp"

using namespace reputed;
using namespace reputed::text::model;

namespace {

struct Row {
    std::string_view language, line;
};

constexpr std::array<Row, 15> rows{{
    {"en", "waiting\t-\tqueue for hours"},
    {"en", "waiting\t0\tqueue*"},
    {"en", "staff\t+\tfriendly"},
    {"en", "cleanliness\t-\tdirt*"},
    {"en", "legal\t0\tmy lawyer"},
    {"en", "price\t0\tprice*"},
    {"pl", "waiting\t-\topóźni*"},
    {"ru", "delivery\t+\tбеспла* доставк*"},
    {"uk", "price\t0\tп'ятсот"},
    {"fa", "cleanliness\t+\tتمیز"},
    {"ar", "cleanliness\t+\tنظيف*"},
    {"tr", "cleanliness\t+\ttemiz"},
    {"fr", "staff\t+\taccueil chaleureux"},
    {"de", "price\t-\tzu teuer"},
    {"de", "cleanliness\t+\tsauber"},
}};

class Finder {
  public:
    Finder() {
        std::vector<Cue> all;
        for (const auto& row : rows)
            for (const auto& cue : cue_of(row.line, place_of_language(row.language))) all.push_back(cue);
        REQUIRE(all.size() == rows.size());
        section_ = cue_section(all);
        REQUIRE(are_cues(section_));
        cues_ = Cues(section_);
    }
    /// "waiting-[opóźnienia]", in the order of the text.
    [[nodiscard]] std::string operator()(std::string_view language, const std::string& text) const {
        Tokens tokens;
        tokens.read(text);
        std::vector<Found> found;
        cues_.find(tokens, place_of_language(language), found);
        std::string out;
        for (const auto& one : found) {
            const auto from = tokens.all()[one.first].from, to = tokens.all()[one.last - 1].to;
            const auto name = one.is_topic() ? core::words_of({core::TopicMark{one.topic(), one.lean}})
                                             : std::string(core::name_of(one.urgency()));
            out += (out.empty() ? "" : " ") + name + "[" + text.substr(from, to - from) + "]";
        }
        return out;
    }

  private:
    std::string section_;
    Cues cues_;
};

struct Case {
    std::string_view language;
    std::string text, wanted;
};

}  // namespace

TEST_CASE("cues are found where they stand, to the byte", "[text][cues]") {
    const Finder find;
    const auto row = GENERATE(values<Case>({
        {"en", "A queue for hours.", "waiting-[queue for hours] waiting[queue]"},
        {"en", "QUEUES, queuing… queueless", "waiting[QUEUES] waiting[queueless]"},
        {"en", "unfriendly queu", ""},
        {"en", "DIRTY dirt", "cleanliness-[DIRTY] cleanliness-[dirt]"},
        {"en", "I call my lawyer!", "legal[my lawyer]"},
        {"pl", "Żenujące opóźnienia, OPÓŹNIONY lot", "waiting-[opóźnienia] waiting-[OPÓŹNIONY]"},
        {"ru", "Ёлки, бесплатная доставка — да", "delivery+[бесплатная доставка]"},
        {"ru", "бесплатная быстрая доставка", ""},
        {"uk", "за п’ятсот гривень", "price[п’ятсот]"},
        {"fr", "Très bon accueil, chaleureux", "staff+[accueil, chaleureux]"},
        {"fa", "اتاق تمیز بود", "cleanliness+[تمیز]"},
        {"ar", "غرفة نظيفة", "cleanliness+[نظيفة]"},
        {"en", "", ""},
    }));
    CAPTURE(row.text);
    CHECK(find(row.language, row.text) == row.wanted);
}

TEST_CASE("a cue of one language is no cue in another", "[text][cues]") {
    const Finder find;
    CHECK(find("en", "friendly") == "staff+[friendly]");
    CHECK(find("pl", "friendly").empty());
    CHECK(find("other", "friendly").empty());
    CHECK(find("pl", "opóźnienia") == "waiting-[opóźnienia]");
    CHECK(find("cs", "opóźnienia").empty());
}

TEST_CASE("a negation before or behind a cue turns its lean", "[text][cues]") {
    const Finder find;
    const auto row = GENERATE(values<Case>({
        {"en", "not friendly", "staff-[friendly]"},
        {"en", "not very friendly", "staff-[friendly]"},
        {"en", "not at all so friendly", "staff+[friendly]"},
        {"en", "why not? friendly staff", "staff+[friendly]"},
        {"en", "no dirt", "cleanliness+[dirt]"},
        {"en", "no price", "price[price]"},
        {"de", "nicht zu teuer", "price+[zu teuer]"},
        {"fa", "تمیز نبود", "cleanliness-[تمیز]"},
        {"fa", "اصلا تمیز نبود", "cleanliness-[تمیز]"},
        {"fa", "تمیز، ولی گران نبود", "cleanliness+[تمیز]"},
        {"tr", "odalar temiz değil", "cleanliness-[temiz]"},
        {"tr", "temiz ve güzel", "cleanliness+[temiz]"},
        {"de", "sauber nicht teuer", "cleanliness+[sauber]"},
    }));
    CAPTURE(row.text);
    CHECK(find(row.language, row.text) == row.wanted);
}

TEST_CASE("a line of the data is a cue, or none", "[text][cues]") {
    CHECK(cue_of("waiting\t-\tone two three four", 0).size() == 1);
    for (const std::string_view line :
         {"waiting\t-\tone two three four five", "weather\t-\train", "waiting\t-\t...", "waiting\t-\t",
          "waiting\t-", "waiting", "", "waiting\t--\tqueue", "waiting -\tqueue"}) {
        CAPTURE(line);
        CHECK(cue_of(line, 0).empty());
    }
}

TEST_CASE("no cues find nothing", "[text][cues]") {
    Tokens tokens;
    tokens.read("queue for hours");
    std::vector<Found> found(3);
    Cues().find(tokens, 0, found);
    CHECK(found.empty());
    found.resize(3);
    Cues(std::span<const char>{}).find(tokens, 0, found);
    CHECK(found.empty());
}
