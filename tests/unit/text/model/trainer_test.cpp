// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/model/trainer.hpp"

#include <catch2/catch.hpp>

#include "text/model/head.hpp"

using namespace reputed::text::model;

namespace {

using Targets = std::array<float, sentiment_outputs>;
constexpr Targets negative{1, 0, 0, 1}, neutral{0, 1, 0, 0}, positive{0, 0, 1, 0},
    complaint_unsaid{0, 0, 1, -1};

Features features_of(std::string_view text) {
    Tokens tokens;
    tokens.read(text);
    Features features;
    sentiment_features(tokens, features);
    return features;
}

Trainer<sentiment_outputs> toy() {
    Trainer<sentiment_outputs> trainer;
    for (const auto* place : {"hotel", "bank", "clinic", "salon"}) {
        trainer.add(features_of(std::string("awful ") + place), negative, 1);
        trainer.add(features_of(std::string("lovely ") + place), positive, 1);
        trainer.add(features_of(std::string("is it open, ") + place), neutral, 1);
    }
    return trainer;
}

FitOptions options(std::uint64_t seed = 1) {
    FitOptions options;
    options.bits = 12;
    options.epochs = 10;
    options.seed = seed;
    return options;
}

Fitted<sentiment_outputs> fitted(const FitOptions& options) {
    return toy().fit(options, [](int, double) {});
}

std::size_t answer(const Fitted<sentiment_outputs>& model, std::string_view text) {
    const auto scores = model.view().score(features_of(text));
    return static_cast<std::size_t>(std::max_element(scores.begin(), scores.begin() + 3) - scores.begin());
}

std::vector<HeadExample> head_examples() {
    std::vector<HeadExample> examples;
    for (std::size_t i = 0; i < 30; ++i) {
        HeadExample example;
        example.targets.fill(-1);
        const std::size_t label = i % 3;
        for (std::size_t k = 0; k < 3; ++k) example.targets[k] = k == label ? 1.0f : 0.0f;
        example.targets[first_urgency] = label == 0 ? 1.0f : 0.0f;
        example.input[label] = 1;
        example.input[10 + i] = 0.3f;
        examples.push_back(example);
    }
    return examples;
}

}  // namespace

TEST_CASE("equal examples and seed give equal bytes, another seed others", "[text][trainer]") {
    const auto one = fitted(options()), again = fitted(options()), other = fitted(options(2));
    CHECK(one.rows == again.rows);
    CHECK(one.scale == again.scale);
    CHECK(one.bias == again.bias);
    CHECK(one.rows.size() == std::size_t{4'096} * sentiment_outputs);
    CHECK((one.rows != other.rows || one.scale != other.scale));
}

TEST_CASE("a toy problem is learnt, also of texts that were not seen", "[text][trainer]") {
    const auto model = fitted(options());
    CHECK(answer(model, "awful garage") == 0);
    CHECK(answer(model, "is it open, school") == 1);
    CHECK(answer(model, "lovely garage") == 2);
    CHECK(model.view().score(features_of("awful garage"))[3] >
          model.view().score(features_of("lovely garage"))[3]);
}

TEST_CASE("the loss sinks from epoch to epoch and is told", "[text][trainer]") {
    std::vector<double> losses;
    (void)toy().fit(options(), [&](int epoch, double loss) {
        CHECK(epoch == static_cast<int>(losses.size()) + 1);
        losses.push_back(loss);
    });
    REQUIRE(losses.size() == 10);
    CHECK(losses.back() < losses.front() / 4);
}

TEST_CASE("a target below 0 and a weight of 0 teach nothing", "[text][trainer]") {
    Trainer<sentiment_outputs> silent;
    silent.add(features_of("lovely"), complaint_unsaid, 1);
    silent.add(features_of("lovely"), {-1, -1, -1, -1}, 1);
    const auto model = silent.fit(options(), [](int, double) {});
    CHECK(model.view().score(features_of("lovely"))[3] == 0);
    CHECK(model.view().score(features_of("lovely"))[2] > 0);
    Trainer<sentiment_outputs> light;
    light.add(features_of("lovely"), positive, 0);
    CHECK(light.fit(options(), [](int, double) {}).view().score(features_of("lovely")) == Targets{});
}

TEST_CASE("nothing to learn from gives a model that says nothing", "[text][trainer]") {
    const auto model = Trainer<sentiment_outputs>().fit(options(), [](int, double) {});
    CHECK(model.view().score(features_of("lovely")) == Targets{});
}

TEST_CASE("the head learns a toy problem, the same bytes each time", "[text][head]") {
    const auto examples = head_examples();
    const auto section = fit_head(examples, 20, 0.1f, 1e-4f);
    CHECK(section == fit_head(examples, 20, 0.1f, 1e-4f));
    CHECK(section != fit_head(examples, 19, 0.1f, 1e-4f));
    const Head head(section);
    REQUIRE_FALSE(head.empty());
    for (std::size_t label = 0; label < 3; ++label) {
        HeadInput input{};
        input[label] = 1;
        const auto scores = head.score(input);
        CHECK(std::max_element(scores.begin(), scores.begin() + 3) - scores.begin() ==
              static_cast<int>(label));
        CHECK((scores[first_urgency] > 0) == (label == 0));
        CHECK(scores[first_praise] == 0);
    }
    CHECK(Head(std::span(section).first(section.size() - 4)).empty());
}

TEST_CASE("stage 1 gets the share that helps on texts nobody learnt from", "[text][head]") {
    const auto examples = head_examples();
    const auto section = fit_head(examples, 20, 0.1f, 1e-4f);
    HeadExample kept_apart;
    kept_apart.targets = {0, 0, 1, 0};
    const auto words_say = [&](float said) {
        HeadExample one = kept_apart;
        one.input[head_inputs - sentiment_outputs + 2] = said;
        return with_share_of_stage1(section, std::array{one});
    };
    const auto score_of = [](const std::string& head) {
        HeadInput input{};
        input[head_inputs - sentiment_outputs + 2] = 1;
        return Head(head).score(input)[2];
    };
    CHECK(score_of(words_say(3)) > score_of(section) + 0.3f);
    CHECK(score_of(words_say(-3)) == score_of(with_share_of_stage1(section, {})));
    CHECK(Head(words_say(3)).score(examples.front().input) == Head(section).score(examples.front().input));
}

TEST_CASE("the head reads the encoder's vector and what the words said", "[text][head]") {
    reputed::text::Encoder::Embedding embedding{};
    embedding[0] = 0.1f;
    embedding[383] = -0.05f;
    const std::array<float, sentiment_outputs> words{1, 2, 3, 4};
    const auto input = head_input(embedding, words);
    CHECK(input[0] > 0);
    CHECK(input[383] == Approx(-input[0] / 2));
    CHECK(std::equal(words.begin(), words.end(), input.begin() + 384));
}
