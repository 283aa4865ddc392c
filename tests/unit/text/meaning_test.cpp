// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Stage 2, with a small model whose head has one opinion.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "../captured_errors.hpp"
#include "model/small_model.hpp"
#include "text/assess.hpp"
#include "text/local_layer.hpp"

using namespace reputed;
using namespace reputed::text;
using tests::SmallModel;

namespace {

namespace fs = std::filesystem;

/// A folder with a model that takes every text for neutral by its words, and for negative, a matter of price
/// and of law by its meaning.
class Opinion {
  public:
    Opinion() : folder_(fs::temp_directory_path() / ("reputed-opinion-" + std::to_string(::getpid()))) {
        fs::create_directories(folder_);
        SmallModel small;
        small.sentiment.bias = {0, 1, 0, 0};
        std::vector<float> head(model::head_outputs * (1 + model::head_inputs));
        const auto bias = [&](std::size_t output) -> float& {
            return head[output * (1 + model::head_inputs)];
        };
        for (std::size_t i = model::first_friction; i < model::head_outputs; ++i) bias(i) = -5;
        for (const auto output :
             {std::size_t{0}, model::first_friction + static_cast<std::size_t>(core::Topic::price),
              model::first_urgency + static_cast<std::size_t>(core::Urgency::legal)})
            bias(output) = 5;
        small.head.assign(reinterpret_cast<const char*>(head.data()), head.size() * sizeof(float));
        std::ofstream(folder_ / "x.model", std::ios::binary) << small.file();
        std::ofstream(folder_ / "broken.bin", std::ios::binary) << "no encoder";
    }
    ~Opinion() { fs::remove_all(folder_); }
    Opinion(const Opinion&) = delete;
    Opinion& operator=(const Opinion&) = delete;
    [[nodiscard]] std::shared_ptr<Assessor> with(const fs::path& encoder) const {
        return make_assessor({.model = folder_ / "x.model", .encoder = encoder}).value();
    }
    [[nodiscard]] fs::path broken() const { return folder_ / "broken.bin"; }

  private:
    fs::path folder_;
};

core::TextVerdict by_words(double negative, double neutral, double positive, double complaint = 0) {
    core::TextVerdict verdict;
    verdict.chances = {negative, neutral, positive};
    verdict.complaint = complaint;
    verdict.stage = 1;
    return verdict;
}

std::optional<fs::path> real_encoder() {
    const fs::path file = REPUTED_TREE "/build/encoder/e5-small-q4.bin";
    if (fs::exists(file)) return file;
    WARN("Skipped: the encoder is not at " << file << " (reputed model install fetches it)");
    return std::nullopt;
}

}  // namespace

TEST_CASE("the encoder is asked where the words leave a doubt", "[text][meaning]") {
    const Opinion opinion;
    const auto assessor = opinion.with(opinion.broken());
    REQUIRE(assessor->has_encoder());
    CHECK(assessor->version().ends_with("+e5"));
    const auto asks = [&](const core::TextVerdict& said, std::optional<double> score) {
        return assessor->needs_meaning(said, score, {});
    };
    CHECK(asks(by_words(0.95, 0.03, 0.02), std::nullopt));  // no stars: the text alone decides
    CHECK(asks(by_words(0.5, 0.3, 0.2), 0));                // unclear words
    CHECK(asks(by_words(0.02, 0.03, 0.95), 0));             // they contradict the stars
    CHECK(asks(by_words(0.95, 0.03, 0.02), 100));
    CHECK(asks(by_words(0.01, 0.04, 0.95, 0.4), 100));  // a complaint in a happy review
    CHECK_FALSE(asks(by_words(0.95, 0.03, 0.02), 0));
    CHECK_FALSE(asks(by_words(0.02, 0.03, 0.95), 100));
    CHECK_FALSE(asks({}, std::nullopt));  // no text
}

TEST_CASE("an encoder that is damaged is told of once, and the words answer", "[text][meaning]") {
    const Opinion opinion;
    const auto assessor = opinion.with(opinion.broken());
    const CapturedErrors captured;
    CHECK(assessor->read("It was so so", "en", 2).stage == 1);
    const auto told = captured.text();
    CHECK(told.contains(opinion.broken().string()));
    CHECK(assessor->read("It was so so", "en", 2).stage == 1);
    CHECK(captured.text() == told);
}

TEST_CASE("the meaning speaks when it was asked, and is remembered", "[text][meaning]") {
    const auto encoder = real_encoder();
    if (!encoder) return;
    const Opinion opinion;
    const auto assessor = opinion.with(*encoder);
    CHECK(assessor->verdict("It was so so", "en").stage == 1);
    CHECK(assessor->read("", "en", 2).stage == 0);
    CHECK(assessor->read("It was so so", "en", 1).stage == 1);
    core::Item item;
    item.body = "It was so so";
    item.language = "en";
    assessor->prepare({&item, 1}, {});
    const auto said = assessor->verdict("It was so so", "en");
    CHECK(said.stage == 2);
    CHECK(said.chances->negative > 0.9);
    CHECK(core::words_of(said.topics) == "price-");
    CHECK(said.urgency == std::vector{core::Urgency::legal});
    CHECK(assessor->read("Another one", "en", 0).stage == 2);

    const std::vector<Lesson> lessons(20, {"en", item.body, core::Sentiment::positive});
    assessor->set_layer(
        LocalLayer::learn(lessons, [](std::string_view) { return LocalLayer::Base{5, 0, 0}; }));
    CHECK(assessor->verdict("It was so so", "en").chances->negative < said.chances->negative - 0.1);
}
