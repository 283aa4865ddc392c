// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What corrections taught, and how the Settings page tells how texts are judged.
#include "business.hpp"
#include "desk/actions.hpp"

using namespace reputed;
using namespace reputed::web;
using Catch::Contains;
using core::Sentiment;

namespace {

struct School : Town {
    core::Person olga = hire(core::Role::owner, "olga@morvela.example", "Olga");
    int woken = 0;

    core::ReviewId corrected(std::string body, Sentiment meant = Sentiment::negative) {
        const auto id = review(maps, {.body = std::move(body), .status = core::CaseStatus::none});
        house.store->write_now([&](storage::Roles& roles) {
            REQUIRE(desk::flag(roles, {anna}, {id, 0}, meant, now() - hours{2}));
        });
        return id;
    }
    void learnt(intake::LearningReport report) {
        house.site->judgement.learning = [report] { return report; };
        house.site->judgement.corrections_changed = [this] { ++woken; };
    }
    std::int64_t in_force() {
        std::int64_t count = 0;
        house.store->read_now([&](storage::Roles& roles) { count = roles.lessons.lesson_state().in_force; });
        return count;
    }
};

}  // namespace

TEST_CASE("the learning page lists what was corrected and says what it is worth", "[web]") {
    School school;
    (void)school.corrected("No pięknie <b>znowu</b> zimna zupa.");
    school.learnt({40, 12, 3, 9});
    auto olga = school.as(school.olga);
    const Response response = olga.get("/settings/learning");
    REQUIRE(response.status == 200);
    CHECK_THAT(response.body, Contains("lang=\"pl\"") && !Contains("<b>znowu"));
    const std::string page = read_aloud(response.body);
    CHECK_THAT(page, Contains("1 correction is in force. 40 were learnt from; every fifth, 12 so far,"));
    CHECK_THAT(page, Contains("it is right now about 75 of 100; without what it learnt, about 25 of 100."));
    CHECK_THAT(page, Contains("No pięknie <b>znowu</b> zimna zupa."));
    CHECK_THAT(page, Contains("The service said: positive · Anna Wiśniewska : negative · 2 h ago"));
}

TEST_CASE("few held-back corrections tell nothing, and the page says so", "[web]") {
    School school;
    (void)school.corrected("No pięknie.");
    school.learnt({40, 9, 3, 9});
    auto olga = school.as(school.olga);
    const std::string page = read_aloud(olga.get("/settings/learning").body);
    CHECK_THAT(page, Contains("Too few are held back to tell"));
    CHECK_THAT(page, !Contains("of 100"));
}

TEST_CASE("without corrections there is nothing to forget", "[web]") {
    School school;
    auto olga = school.as(school.olga);
    const std::string page = read_aloud(olga.get("/settings/learning").body);
    CHECK_THAT(page, Contains("0 corrections are in force.") && Contains("Nobody has corrected a flag yet."));
    CHECK_THAT(page, !Contains("Forget all corrections"));
}

TEST_CASE("the list shows the last twenty", "[web]") {
    School school;
    for (int i = 0; i < 22; ++i) (void)school.corrected(fmt::format("Word number {:02}.", i));
    auto olga = school.as(school.olga);
    const std::string page = read_aloud(olga.get("/settings/learning").body);
    CHECK(place(page, "number 21") < place(page, "number 02"));
    CHECK_THAT(page, !Contains("number 01"));
    CHECK_THAT(page, Contains("held back"));
}

TEST_CASE("forgetting takes the right role and the form's token, and leaves the history", "[web]") {
    School school;
    (void)school.corrected("No pięknie.");
    (void)school.corrected("Brawo wy.");
    school.learnt({2, 0, 0, 0});
    auto anna = school.as(school.anna);
    CHECK(anna.get("/settings/learning").status == 404);
    CHECK(anna.post("/settings/learning/forget", {}).status == 404);
    auto olga = school.as(school.olga);
    auto forged = olga;
    forged.form_token = "forged";
    CHECK(forged.post("/settings/learning/forget", {}).status == 403);
    CHECK(school.in_force() == 2);
    CHECK(school.woken == 0);

    CHECK(olga.post("/settings/learning/forget", {}).status == 303);
    CHECK(school.in_force() == 0);
    CHECK(school.woken == 1);
    const std::string page = read_aloud(olga.get("/settings/learning").body);
    CHECK_THAT(page, Contains("2 corrections are forgotten. Texts are judged as before them."));
    CHECK_THAT(page, Contains("Brawo wy.") && Contains("· forgotten"));
    CHECK(olga.post("/settings/learning/forget", {}).status == 303);
    CHECK_THAT(read_aloud(olga.get("/settings/learning").body), Contains("There was nothing to forget."));
}

TEST_CASE("the settings page tells how texts are judged and how far it has got", "[web]") {
    School school;
    auto olga = school.as(school.olga);
    CHECK_THAT(read_aloud(olga.get("/settings").body), Contains("the stars alone speak"));
    auto& judgement = school.house.site->judgement;
    judgement.version = "abcd1234";
    judgement.checksum = "abcd1234ef";
    const std::string words = read_aloud(olga.get("/settings").body);
    CHECK_THAT(words, Contains("Texts are judged by their words.") && Contains("reputed model install"));
    CHECK_THAT(words, Contains("Model abcd1234 · SHA-256 abcd1234ef") && Contains("What corrections taught"));
    CHECK_THAT(words, !Contains("judged again."));
    judgement.has_encoder = true;
    judgement.progress = [] { return intake::ReassessmentProgress{1200, 300, 2}; };
    const std::string meaning = read_aloud(olga.get("/settings").body);
    CHECK_THAT(meaning, Contains("the sentence encoder is installed") && !Contains("reputed model install"));
    CHECK_THAT(
        meaning,
        Contains("1,200 stored reviews wait to be judged again. 300 were judged again since the start."));
}

TEST_CASE("a review that was judged again says so in its timeline", "[web]") {
    School school;
    const auto id = school.review(school.maps, {});
    school.house.store->write_now([&](storage::Roles& roles) {
        core::Event event;
        event.id = roles.intake.next_event_id(school.now());
        event.review = id;
        event.at = school.now();
        event.kind = core::EventKind::flagged;
        event.text = "negative";
        roles.intake.add_event(event);
    });
    auto olga = school.as(school.olga);
    CHECK_THAT(read_aloud(olga.get(fmt::format("/reviews/{}", id.value)).body),
               Contains("Read again: negative"));
}
