// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "commands/scores.hpp"

#include <catch2/catch.hpp>

#include "base/json.hpp"

using namespace reputed;
using namespace reputed::commands;

namespace {

core::TextVerdict said(double negative, double neutral, double positive, std::string language = "en") {
    core::TextVerdict verdict;
    verdict.chances = {negative, neutral, positive};
    verdict.language = std::move(language);
    return verdict;
}

void add(Scores& scores, std::string_view row, const core::TextVerdict& verdict) {
    scores.add(text::model::labelled_row(row).value(), verdict);
}

base::Json figures(const Scores& scores) { return base::Json::parse(scores.json()).value(); }

double figure(const Scores& scores, std::string_view group, std::string_view name) {
    return figures(scores)[group][name].number().value();
}

}  // namespace

TEST_CASE("an evaluation counts by label and by answer", "[commands]") {
    Scores scores;
    add(scores, "neg\t\ten\tx\tone\tA", said(0.8, 0.1, 0.1));
    add(scores, "neg\t\ten\tx\tone\tB", said(0.3, 0.5, 0.2));
    add(scores, "neu\t\ten\tx\ttwo\tC", said(0.6, 0.3, 0.1));
    add(scores, "pos\t\tpl\tx\ttwo\tD", said(0.1, 0.2, 0.7));
    CHECK(figure(scores, "all", "rows") == 4);
    CHECK(figure(scores, "all", "accuracy") == 0.5);
    CHECK(figure(scores, "all", "two_class") == 1);  // B is rather negative than positive
    CHECK(figure(scores, "all", "negative_precision") == 0.5);
    CHECK(figure(scores, "all", "negative_recall") == 0.5);
    CHECK(figure(scores, "all", "macro_f1") == Approx((0.5 + 0 + 1) / 3).margin(1e-4));
    CHECK(figure(scores, "all", "language") == 0.75);
    CHECK(figure(scores, "all", "sure_share") == 0.75);
    CHECK(figure(scores, "all", "sure_right") == Approx(2.0 / 3).margin(1e-4));
    CHECK(figure(scores, "language pl", "rows") == 1);
    CHECK(figure(scores, "source two", "accuracy") == 0.5);
    CHECK(figures(scores)["all"]["confusion"].at(1).at(0).integer() == 1);
    // 0.8 and 0.7 were right, 0.6 and 0.5 were not.
    CHECK(figure(scores, "all", "calibration_error") == Approx((0.2 + 0.3 + 0.6 + 0.5) / 4).margin(1e-4));
}

TEST_CASE("complaints, topics and urgencies count where the rows name them", "[commands]") {
    Scores scores;
    auto verdict = said(0.9, 0.05, 0.05);
    verdict.complaint = 0.9;
    verdict.topics = core::topics_in("staff- price+ waiting");
    verdict.urgency = {core::Urgency::legal};
    add(scores, "neg\t\ten\tx\town\tA\t1\tstaff- price- quality-\tlegal", verdict);
    add(scores, "neg\t\ten\tx\tother\tB", verdict);
    CHECK(figure(scores, "all", "complaint_f1") == 1);
    CHECK(figure(scores, "all", "topics_f1") == Approx(2.0 * 2 / (3 + 3)).margin(1e-4));
    CHECK(figure(scores, "all", "leaned_topics_f1") == Approx(2.0 * 1 / (2 + 3)).margin(1e-4));
    CHECK(figure(scores, "all", "urgency_f1") == 1);
    CHECK(figures(scores)["source other"]["complaint_f1"].is_null());
}

TEST_CASE("a text that nothing was said about counts as neutral, and no rows are said to be none",
          "[commands]") {
    Scores scores;
    CHECK(scores.text() == "No rows.\n");
    CHECK(figures(scores).members().empty());
    add(scores, "neu\t\ten\tx\ty\t👍", {});
    CHECK(figure(scores, "all", "accuracy") == 1);
}
