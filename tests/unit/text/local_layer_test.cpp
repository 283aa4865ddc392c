// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/local_layer.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace reputed;
using namespace reputed::text;

namespace {

model::Features features_of(std::string_view text) {
    model::Tokens tokens;
    tokens.read(text);
    model::Features features;
    model::sentiment_features(tokens, features);
    return features;
}

/// A shipped model that takes everything for praise.
LocalLayer::Base praise(std::string_view) { return {-2, 0, 2}; }

std::shared_ptr<const LocalLayer> taught(const std::vector<Lesson>& lessons) {
    return LocalLayer::learn(lessons, praise);
}

/// Negative, as the shipped model and the layer together see it.
bool is_negative(const LocalLayer& layer, std::string_view text) {
    auto scores = praise(text);
    const auto learnt = layer.score(features_of(text));
    for (std::size_t i = 0; i < 3; ++i) scores[i] += learnt[i];
    return scores[0] > scores[1] && scores[0] > scores[2];
}

std::vector<Lesson> lessons(int times) {
    std::vector<Lesson> all;
    for (int i = 0; i < times; ++i)
        all.push_back({"en", "That was sick, total mess", core::Sentiment::negative});
    return all;
}

}  // namespace

TEST_CASE("without lessons a layer adds nothing", "[text][layer]") {
    const auto features = features_of("anything at all");
    CHECK(LocalLayer().score(features) == LocalLayer::Base{0, 0, 0});
    CHECK(taught({})->score(features) == LocalLayer::Base{0, 0, 0});
    CHECK(taught({})->lessons() == 0);
    CHECK(taught({{"en", "Fine", core::Sentiment::unjudged}})->score(features_of("Fine")) ==
          LocalLayer::Base{0, 0, 0});
}

TEST_CASE("corrections are learnt, and reach texts of the same words", "[text][layer]") {
    const auto layer = taught(lessons(5));
    CHECK(layer->lessons() == 5);
    CHECK(is_negative(*layer, "That was sick, total mess"));
    CHECK(is_negative(*layer, "total mess that was"));
    CHECK_FALSE(is_negative(*layer, "Wunderbares Frühstück"));
}

TEST_CASE("a layer's word is bounded, however often the same is said", "[text][layer]") {
    const auto learnt = taught(lessons(2'000))->score(features_of("That was sick, total mess"));
    for (const float one : learnt) CHECK(std::fabs(one) <= 3);
    CHECK(learnt[0] > 1);
    CHECK(learnt[2] < -1);
}

TEST_CASE("the same lessons teach the same, bit by bit", "[text][layer]") {
    auto all = lessons(3);
    all.push_back({"de", "Geht so", core::Sentiment::neutral});
    const auto features = features_of("Geht so, total mess");
    CHECK(taught(all)->score(features) == taught(all)->score(features));
    CHECK(taught(all)->score(features) != taught(lessons(3))->score(features));
}

TEST_CASE("only the last two thousand lessons count", "[text][layer]") {
    std::vector<Lesson> all(500, {"en", "Forgotten words", core::Sentiment::negative});
    for (std::size_t i = 0; i < LocalLayer::most_lessons; ++i)
        all.push_back({"en", "Other", core::Sentiment::positive});
    std::size_t asked = 0;
    const auto layer = LocalLayer::learn(all, [&](std::string_view text) {
        ++asked;
        return praise(text);
    });
    CHECK(asked == LocalLayer::most_lessons);
    CHECK(layer->lessons() == LocalLayer::most_lessons);
    CHECK_FALSE(is_negative(*layer, "Forgotten words"));
}
