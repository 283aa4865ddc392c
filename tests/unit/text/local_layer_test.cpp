// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What corrections teach: the words that explain them, and nothing about others.
#include "text/local_layer.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>

using namespace reputed;
using namespace reputed::text;
using core::Sentiment;

namespace {

using Base = LocalLayer::Base;

/// The shipped model takes everything for praise.
constexpr Base praise{0, 0, 3};

std::shared_ptr<const LocalLayer> learnt(const std::vector<Lesson>& lessons) {
    return LocalLayer::learn(lessons, [](std::string_view) { return praise; });
}

Base word_about(const LocalLayer& layer, std::string_view text) {
    model::Tokens tokens;
    tokens.read(text);
    model::Features features;
    model::sentiment_features(tokens, features);
    return layer.score(features);
}

bool is_negative(const LocalLayer& layer, std::string_view text) {
    const auto word = word_about(layer, text);
    return praise[0] + word[0] > praise[2] + word[2];
}

/// So many guests, each in other words, with the same joke.
std::vector<Lesson> jokes(int count) {
    std::vector<Lesson> lessons;
    for (int i = 0; i < count; ++i)
        lessons.push_back(
            {"en", fmt::format("guest{0} food{0} peak morvela room{0}", i), Sentiment::negative});
    return lessons;
}

}  // namespace

TEST_CASE("a joke that guests share is learnt, the words around it are not", "[text]") {
    const auto layer = learnt(jokes(5));
    CHECK(layer->lessons() == 5);
    CHECK(is_negative(*layer, "what a day, peak morvela again"));
    CHECK(word_about(*layer, "guest1 food1 room1") == Base{});
    CHECK(word_about(*layer, "a lovely room") == Base{});
    CHECK(word_about(*layer, "") == Base{});
}

TEST_CASE("what two lessons share may be chance", "[text]") {
    CHECK(word_about(*learnt(jokes(2)), "peak morvela") == Base{});
    CHECK(word_about(*learnt({}), "peak morvela") == Base{});
}

TEST_CASE("lessons that contradict each other about a word teach nothing about it", "[text]") {
    auto lessons = jokes(12);
    for (std::size_t i = 0; i < lessons.size(); i += 2) lessons[i].meant = Sentiment::positive;
    for (auto& lesson : lessons) lesson.text += lesson.meant == Sentiment::negative ? " sadly" : " gladly";
    const auto layer = learnt(lessons);
    CHECK_FALSE(is_negative(*layer, "peak morvela"));
    CHECK(is_negative(*layer, "peak morvela sadly"));
}

TEST_CASE("that all corrections go one way says nothing about other texts", "[text]") {
    std::vector<Lesson> lessons;
    for (int i = 0; i < 60; ++i) {
        const auto* common = i % 3 == 0 ? "the" : i % 3 == 1 ? "was" : "very";
        lessons.push_back({"en", fmt::format("one{0} {1} two{0}", i, common), Sentiment::negative});
    }
    const auto layer = learnt(lessons);
    for (const auto* text : {"the room", "it was clean", "very good"}) CHECK_FALSE(is_negative(*layer, text));
}

TEST_CASE("the same lessons make the same layer, and its word is bounded", "[text]") {
    const auto lessons = jokes(300);
    const auto one = learnt(lessons), other = learnt(lessons);
    const auto word = word_about(*one, "peak morvela");
    CHECK(word == word_about(*other, "peak morvela"));
    for (const float part : word) CHECK(std::abs(part) <= 5);
    CHECK(one->lessons() == 300);
    CHECK(learnt(jokes(2'010))->lessons() == LocalLayer::most_lessons);
}

TEST_CASE("what nobody judged teaches nothing", "[text]") {
    auto lessons = jokes(9);
    for (auto& lesson : lessons) lesson.meant = Sentiment::unjudged;
    CHECK(word_about(*learnt(lessons), "peak morvela") == Base{});
}
