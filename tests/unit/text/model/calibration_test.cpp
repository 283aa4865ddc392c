// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/model/calibration.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "text/model/arithmetic.hpp"
#include "text/model/dice.hpp"

using namespace reputed::text::model;

namespace {

/// Texts that are right as often as scores of `honest` say, but are said with `claimed`: the temperature that
/// mends them is claimed / honest.
void add_texts(Calibration& calibration, std::size_t language, int count, float honest, float claimed) {
    Dice dice(7);
    const auto thousandths = static_cast<std::uint64_t>(1000 * std::exp(honest) / (std::exp(honest) + 2));
    const auto complaints = static_cast<std::uint64_t>(1000 * logistic(honest));
    for (int i = 0; i < count; ++i) {
        std::array<float, sentiment_outputs> scores{};
        const std::size_t said = dice.below(3);
        const std::size_t is = dice.below(1000) < thousandths ? said : (said + 1 + dice.below(2)) % 3;
        std::array<float, 3> sentiment{};
        scores[said] = claimed;
        scores[3] = claimed;
        sentiment[is] = 1;
        calibration.add(language, scores, sentiment, dice.below(1000) < complaints ? 1.0f : 0.0f);
    }
}

}  // namespace

TEST_CASE("over-confident scores are cooled, timid ones are heated", "[text][calibration]") {
    Calibration bold, timid, honest;
    add_texts(bold, 0, 3'000, 1.5f, 4.5f);
    add_texts(timid, 0, 3'000, 3, 1.5f);
    add_texts(honest, 0, 3'000, 2, 2);
    CHECK(bold.fitted().sentiment[0] == Approx(3).epsilon(0.15));
    CHECK(bold.fitted().complaint[0] == Approx(3).epsilon(0.15));
    CHECK(timid.fitted().sentiment[0] == Approx(0.5).epsilon(0.15));
    CHECK(honest.fitted().sentiment[0] == Approx(1).epsilon(0.15));
    CHECK(honest.fitted().complaint[0] == Approx(1).epsilon(0.15));
}

TEST_CASE("a language with few texts takes the temperature of all", "[text][calibration]") {
    Calibration calibration;
    add_texts(calibration, 0, 1'000, 1.5f, 4.5f);
    add_texts(calibration, 1, 200, 3, 1.5f);
    add_texts(calibration, 2, 149, 3, 1.5f);
    CHECK(calibration.size() == 1'349);
    const auto fitted = calibration.fitted();
    CHECK(fitted.sentiment[0] > 2);
    CHECK(fitted.sentiment[1] < 1);
    CHECK(fitted.sentiment[2] == fitted.sentiment[13]);
    CHECK(fitted.sentiment[2] == fitted.sentiment.back());
    CHECK(fitted.sentiment[2] > fitted.sentiment[1]);
}

TEST_CASE("without texts nothing is cooled or heated", "[text][calibration]") {
    Calibration calibration;
    CHECK(calibration.fitted().sentiment.front() == 1);
    CHECK(calibration.fitted().complaint.back() == 1);
    calibration.add(0, {3, 0, 0, 3}, {1, 0, 0}, -1);
    CHECK(calibration.fitted().complaint.front() == 1);
    CHECK(calibration.fitted().sentiment.front() < 1);
}

TEST_CASE("the arithmetic of training is right to a millionth and never infinite", "[text][calibration]") {
    for (float x = -79; x < 79; x += 0.37f)
        CHECK(exponential(x) == Approx(std::exp(static_cast<double>(x))).epsilon(2e-6));
    for (const float x : {1e9f, -1e9f}) CHECK(std::isfinite(exponential(x)));
    CHECK(logistic(0) == 0.5f);
    std::array<float, 3> chances{1'000, 0, -1'000};
    softmax(chances);
    CHECK(chances[0] == Approx(1));
    CHECK(chances[2] == Approx(0).margin(1e-6));
}

TEST_CASE("dice fall the same way on every machine", "[text][calibration]") {
    Dice dice(1);
    std::vector<std::uint64_t> thrown;
    for (int i = 0; i < 5; ++i) thrown.push_back(dice.below(100));
    CHECK(thrown == std::vector<std::uint64_t>{73, 19, 55, 56, 33});
    std::vector<std::uint32_t> order{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, sorted = order;
    dice.shuffle(order);
    CHECK(order != sorted);
    std::ranges::sort(order);
    CHECK(order == sorted);
}
