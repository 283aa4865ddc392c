// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/model/model.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "small_model.hpp"

using namespace reputed;
using namespace reputed::tests;
using namespace reputed::text::model;

namespace {

constexpr float not_a_number = std::numeric_limits<float>::quiet_NaN();
constexpr float infinity = std::numeric_limits<float>::infinity();

/// What is wrong with it; empty when nothing is. The bytes of a good one are read while they live.
std::string complaint_about(const std::string& bytes) {
    auto file = ModelFile::over(bytes, "x.model");
    if (!file) return file.error();
    const auto model = Model::of(std::move(*file), "x.model");
    return model ? std::string{} : model.error();
}

template <class Change>
std::string complaint_after(const Change& change) {
    SmallModel small;
    change(small);
    return complaint_about(small.file());
}

std::string head_of(float weight) {
    const std::vector<float> weights(head_outputs * (1 + head_inputs), weight);
    return {reinterpret_cast<const char*>(weights.data()), weights.size() * sizeof(float)};
}

std::string section_of(Cue cue) { return cue_section({cue}); }

}  // namespace

TEST_CASE("a model whose parts are all there is read", "[text][model]") {
    SmallModel small;
    small.sentiment.bias = {1, 2, 3, 4};
    small.head = head_of(0.5f);
    small.cues = cue_section(cue_of("waiting\t-\tqueue", 0));
    const auto bytes = small.file();
    const auto model = Model::of(ModelFile::over(bytes, "x").value(), "x");
    REQUIRE(model);
    Scratch scratch;
    CHECK((*model)->score("any", scratch) == std::array<float, 4>{1, 2, 3, 4});
    CHECK_FALSE((*model)->head().empty());
    CHECK((*model)->provenance() == "{}");
    CHECK((*model)->checksum().starts_with((*model)->version()));
    core::TextVerdict verdict;
    (void)(*model)->score("a queue", scratch);
    (*model)->find_subjects(0, {}, scratch, verdict);
    CHECK(core::words_of(verdict.topics) == "waiting-");
    small.provenance = "{\"more\":1}";
    const auto other = small.file();
    CHECK(Model::of(ModelFile::over(other, "x").value(), "x").value()->version() != (*model)->version());
}

TEST_CASE("a model that lacks a part or has one from elsewhere is refused by name", "[text][model]") {
    CHECK(complaint_after([](SmallModel&) {}).empty());
    CHECK(complaint_about(model_file_of({})).contains("x.model"));
    const auto refused = [](const auto& change) { return complaint_after(change).contains("x.model"); };
    CHECK(refused([](SmallModel& m) { m.sentiment.bits = 7; }));
    CHECK(refused([](SmallModel& m) { m.head = "short"; }));
    CHECK(refused([](SmallModel& m) { m.cues = "short"; }));
    CHECK(refused([](SmallModel& m) { m.stage1.sentiment[3] = 0; }));
    CHECK(refused([](SmallModel& m) { m.stage2.complaint[14] = -1; }));
}

TEST_CASE("numbers that no training makes are refused, so that chances are chances", "[text][model]") {
    const float odd = GENERATE(values<float>({not_a_number, infinity, -infinity, 1e30f}));
    const auto refused = [](const auto& change) { return complaint_after(change).contains("x.model"); };
    CHECK(refused([&](SmallModel& m) { m.sentiment.scale[2] = odd; }));
    CHECK(refused([&](SmallModel& m) { m.sentiment.bias[0] = odd; }));
    CHECK(refused([&](SmallModel& m) { m.language.shares.words = odd; }));
    CHECK(refused([&](SmallModel& m) { m.stage1.sentiment[0] = odd; }));
    CHECK(refused([&](SmallModel& m) { m.head = head_of(odd); }));
}

TEST_CASE("cues of unknown topics, leans or languages are refused", "[text][model]") {
    const Cue good = cue_of("waiting\t-\tqueue", 0).front();
    const auto refused = [&](auto member, std::uint8_t value) {
        return complaint_after([&](SmallModel& m) {
            Cue cue = good;
            cue.*member = value;
            m.cues = section_of(cue);
        });
    };
    CHECK(refused(&Cue::subject, core::topic_count + core::urgency_count - 1).empty());
    CHECK(refused(&Cue::subject, core::topic_count + core::urgency_count).contains("x.model"));
    CHECK(refused(&Cue::lean, 3).contains("x.model"));
    CHECK(refused(&Cue::language, 14).contains("x.model"));
    const auto both =
        cue_section({cue_of("waiting\t-\tqueue", 0).front(), cue_of("staff\t+\tkind", 0).front()});
    CHECK(complaint_after([&](SmallModel& m) { m.cues = both; }).empty());
    CHECK(complaint_after([&](SmallModel& m) {
              m.cues = both.substr(sizeof(Cue)) + both.substr(0, sizeof(Cue));
          }).contains("x.model"));
}

TEST_CASE("raw outputs become chances that add up to 1", "[text][model]") {
    const auto even = chances_of(0, 0, 0, 1);
    CHECK(even.negative == Approx(1.0 / 3));
    const auto sure = chances_of(5, 0, 0, 1), warm = chances_of(5, 0, 0, 4);
    CHECK(sure.negative > warm.negative);
    CHECK(warm.negative > 0.5);
    const auto wild = chances_of(1e30f, -1e30f, 0, 0.3f);
    CHECK(wild.negative == Approx(1));
    CHECK(wild.negative + wild.neutral + wild.positive == Approx(1));
}
