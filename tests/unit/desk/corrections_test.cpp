// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// When a person and the service differ about a review, it is kept to learn from.
#include <catch2/catch.hpp>

#include "office.hpp"

using namespace reputed;
using core::Sentiment;
using tests::Office;

namespace {

struct Lessons : Office {
    void flag(core::ReviewId id, Sentiment sentiment) {
        act([&](storage::Roles& roles) {
            REQUIRE(desk::flag(roles, anna, {id, 0}, sentiment, now));
            return 0;
        });
    }
    std::vector<core::Correction> in_force() {
        return act([](storage::Roles& roles) { return roles.lessons.in_force(10); });
    }
    std::size_t kept() {
        return act([](storage::Roles& roles) { return roles.lessons.latest(10).size(); });
    }
};

}  // namespace

TEST_CASE("a corrected flag is kept with the text, who said what, and the service's word", "[desk]") {
    Lessons office;
    const auto id = office.review(Sentiment::positive, "No pięknie.");
    office.flag(id, Sentiment::negative);
    const auto corrections = office.in_force();
    REQUIRE(corrections.size() == 1);
    const auto& one = corrections.front();
    CHECK(one.review == id);
    CHECK(one.at == office.now);
    CHECK(one.person == office.anna.person.id);
    CHECK(one.language == "pl");
    CHECK(one.text == "No pięknie.");
    CHECK(one.said == Sentiment::positive);
    CHECK(one.meant == Sentiment::negative);
}

TEST_CASE("who agrees with the service teaches nothing", "[desk]") {
    Lessons office;
    office.flag(office.review(Sentiment::negative), Sentiment::negative);
    CHECK(office.kept() == 0);
}

TEST_CASE("a second thought is measured by the service's word, not by the first thought", "[desk]") {
    Lessons office;
    const auto id = office.review(Sentiment::positive);
    office.flag(id, Sentiment::negative);
    office.flag(id, Sentiment::neutral);
    REQUIRE(office.in_force().size() == 1);
    CHECK(office.in_force().front().said == Sentiment::positive);
    CHECK(office.in_force().front().meant == Sentiment::neutral);
    office.flag(id, Sentiment::positive);
    CHECK(office.in_force().empty());
    CHECK(office.kept() == 2);
    office.flag(id, Sentiment::negative);
    REQUIRE(office.in_force().size() == 1);
    CHECK(office.in_force().front().said == Sentiment::positive);
}

TEST_CASE("what the service left open is learnt from, stars without words are not", "[desk]") {
    Lessons office;
    office.flag(office.review(Sentiment::unjudged, "Hm."), Sentiment::neutral);
    office.flag(office.review(Sentiment::negative, ""), Sentiment::positive);
    REQUIRE(office.kept() == 1);
    CHECK(office.in_force().front().said == Sentiment::unjudged);
}

TEST_CASE("a refused flag teaches nothing", "[desk]") {
    Lessons office;
    const auto id = office.review(Sentiment::positive);
    office.act([&](storage::Roles& roles) {
        CHECK_FALSE(desk::flag(roles, office.reader, {id, 0}, Sentiment::negative, office.now));
        CHECK_FALSE(desk::flag(roles, office.anna, {id, 9}, Sentiment::negative, office.now));
        CHECK_FALSE(desk::flag(roles, office.anna, {id, 0}, Sentiment::unjudged, office.now));
        return 0;
    });
    CHECK(office.kept() == 0);
}
