// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What stars and text say together.
#include "core/assessment.hpp"

#include <catch2/catch.hpp>

#include "core/case.hpp"

using namespace reputed::core;

namespace {

TextVerdict says(double negative, double neutral, double positive, double complaint = 0) {
    TextVerdict text;
    text.language = "en";
    text.chances = Chances{negative, neutral, positive};
    text.complaint = complaint;
    text.stage = 1;
    text.model = "m";
    return text;
}

constexpr double one_star = 0, three_stars = 50, four_stars = 75, five_stars = 100;

}  // namespace

TEST_CASE("without a text the stars decide", "[core]") {
    CHECK(judge(one_star, {}, {}).sentiment == Sentiment::negative);
    CHECK(judge(three_stars, {}, {}).sentiment == Sentiment::neutral);
    CHECK(judge(five_stars, {}, {}).sentiment == Sentiment::positive);
    CHECK(judge(five_stars, {}, {}).by == JudgedBy::rating);
    CHECK(judge(std::nullopt, {}, {}).sentiment == Sentiment::unjudged);
    CHECK(judge(std::nullopt, {}, {}).by == JudgedBy::nothing);
}

TEST_CASE("a text without stars is judged where it is clear, and unsure where it is not", "[core]") {
    CHECK(judge(std::nullopt, says(0.9, 0.05, 0.05), {}).sentiment == Sentiment::negative);
    CHECK(judge(std::nullopt, says(0.1, 0.8, 0.1), {}).sentiment == Sentiment::neutral);
    CHECK(judge(std::nullopt, says(0.1, 0.1, 0.8), {}).sentiment == Sentiment::positive);
    CHECK(judge(std::nullopt, says(0.9, 0.05, 0.05), {}).by == JudgedBy::text);
    CHECK(judge(std::nullopt, says(0.4, 0.3, 0.3), {}).sentiment == Sentiment::unjudged);
}

TEST_CASE("a three-star review with a bitter text is negative", "[core]") {
    const auto bitter = judge(three_stars, says(0.7, 0.2, 0.1), {});
    CHECK(bitter.sentiment == Sentiment::negative);
    CHECK_FALSE(bitter.conflict);
    CHECK(judge(three_stars, says(0.4, 0.4, 0.2), {}).sentiment == Sentiment::neutral);
}

TEST_CASE("stars and text that contradict each other are marked", "[core]") {
    const auto bitter_five = judge(five_stars, says(0.9, 0.05, 0.05), {});
    CHECK(bitter_five.sentiment == Sentiment::negative);
    CHECK(bitter_five.conflict);
    CHECK(bitter_five.by == JudgedBy::text);
    const auto happy_one = judge(one_star, says(0.05, 0.05, 0.9), {});
    CHECK(happy_one.sentiment == Sentiment::negative);
    CHECK(happy_one.conflict);
    CHECK_FALSE(judge(five_stars, says(0.6, 0.2, 0.2), {}).conflict);
}

TEST_CASE("a happy review with a real grievance asks for an answer", "[core]") {
    const auto review = judge(four_stars, says(0.2, 0.2, 0.6, 0.8), {});
    CHECK(review.sentiment == Sentiment::positive);
    CHECK(review.grievance);
    CHECK(status_for(review, false) == CaseStatus::awaiting);
    CHECK(status_for(review, true) == CaseStatus::done);
    CHECK_FALSE(judge(four_stars, says(0.2, 0.2, 0.6, 0.3), {}).grievance);
    // What is negative as a whole needs no second mark.
    CHECK_FALSE(judge(one_star, says(0.9, 0.05, 0.05, 0.9), {}).grievance);
}

TEST_CASE("topics and urgency survive being written as words", "[core]") {
    const std::vector<TopicMark> topics{
        {Topic::waiting, Lean::friction}, {Topic::staff, Lean::praise}, {Topic::price, Lean::mention}};
    CHECK(words_of(topics) == "waiting- staff+ price");
    CHECK(topics_in("waiting- staff+ price") == topics);
    CHECK(topics_in(" waiting-  from-tomorrow+ ") == std::vector{topics[0]});
    const std::vector urgency{Urgency::legal, Urgency::press};
    CHECK(urgency_in(words_of(urgency)) == urgency);
    CHECK(urgency_in("").empty());
}
