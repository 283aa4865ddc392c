// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "desk/explain.hpp"

#include <catch2/catch.hpp>

#include "marking_assessor.hpp"

using namespace reputed;
using core::Lean;
using core::Topic;
using desk::Span;

namespace {

core::Review a_review(std::string title, std::string body) {
    core::Review review;
    review.content.title = std::move(title);
    review.content.body = std::move(body);
    return review;
}

std::string joined(const std::vector<Span>& spans) {
    std::string text;
    for (const auto& span : spans) text += span.text;
    return text;
}

const core::TopicMark dirt{Topic::cleanliness, Lean::friction};

text::Mark at(std::size_t from, std::size_t to) { return {from, to, dirt, std::nullopt}; }

}  // namespace

TEST_CASE("title and body are cut at the words that showed a topic", "[desk]") {
    tests::MarkingAssessor assessor({{"dirty", dirt, {}}, {"lawyer", {}, core::Urgency::legal}});
    const auto shown = desk::explain(a_review("So dirty", "A dirty room. My lawyer knows."), &assessor);
    CHECK(shown.title == std::vector<Span>{{"So ", {}, {}}, {"dirty", dirt, {}}});
    REQUIRE(shown.body.size() == 5);
    CHECK(shown.body[1] == Span{"dirty", dirt, {}});
    CHECK(shown.body[3] == Span{"lawyer", {}, core::Urgency::legal});
    CHECK(joined(shown.body) == "A dirty room. My lawyer knows.");
}

TEST_CASE("neighbours that show the same are one mark, others are not", "[desk]") {
    tests::MarkingAssessor assessor(
        {{"dirty", dirt, {}}, {"filthy", dirt, {}}, {"lawyer", {}, core::Urgency::legal}});
    const auto shown = desk::explain(a_review("dirty", "filthy  dirty, dirty lawyer"), &assessor);
    CHECK(shown.title == std::vector<Span>{{"dirty", dirt, {}}});  // a line's end parts them
    REQUIRE(shown.body.size() == 5);
    CHECK(shown.body[0] == Span{"filthy  dirty", dirt, {}});
    CHECK(shown.body[2] == Span{"dirty", dirt, {}});
    CHECK(shown.body[4] == Span{"lawyer", {}, core::Urgency::legal});
}

TEST_CASE("without an assessor nothing is marked and nothing is lost", "[desk]") {
    const auto shown = desk::explain(a_review("A title", "A body."), nullptr);
    CHECK(shown.title == std::vector<Span>{{"A title", {}, {}}});
    CHECK(shown.body == std::vector<Span>{{"A body.", {}, {}}});
    CHECK(desk::explain(a_review("", ""), nullptr).body.empty());
}

TEST_CASE("a title that the body repeats is marked in the body alone", "[desk]") {
    tests::MarkingAssessor assessor({{"dirty", dirt, {}}});
    const auto shown = desk::explain(a_review("A dirty", "A dirty room"), &assessor);
    CHECK(shown.title == std::vector<Span>{{"A dirty", {}, {}}});
    CHECK(shown.body.size() == 3);
}

TEST_CASE("marks that cut letters, overlap, cross the title's end or leave the text lose no byte", "[desk]") {
    const std::string title = "Łóżko";
    const std::string body = "بدون نظافت";
    const std::size_t gap = title.size() + 1;
    tests::MarkingAssessor assessor(std::vector<text::Mark>{at(1, 3), at(2, 5), at(title.size() - 1, gap + 3),
                                                            at(gap + 1, gap + 2), at(gap + 4, 9999),
                                                            at(7000, 8000)});
    const auto shown = desk::explain(a_review(title, body), &assessor);
    CHECK(joined(shown.title) == title);
    CHECK(joined(shown.body) == body);
    for (const auto* part : {&shown.title, &shown.body})
        for (const auto& span : *part) {
            INFO(span.text);
            CHECK(base::is_valid_utf8(span.text));
            CHECK_FALSE(span.text.empty());
        }
}
