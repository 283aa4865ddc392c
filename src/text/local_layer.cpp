// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Forward stagewise fitting (Hastie, Tibshirani, Friedman, "The Elements of Statistical Learning", 3.8):
// small steps, each for the one feature that explains most of what is still wrong. So a joke of the house is
// learnt as itself, and not as a grudge against all the common words around it.
#include "text/local_layer.hpp"

#include <cmath>
#include <map>

#include "text/model/arithmetic.hpp"

namespace reputed::text {
namespace {

using Base = LocalLayer::Base;

constexpr std::size_t outputs = std::tuple_size_v<Base>;
constexpr std::size_t most_steps = 2'000;
constexpr float step = 0.1f;
/// Of one feature, and of the whole layer's word about a text.
constexpr float most_weight = 4, most_word = 5;
/// The price of a weight, so that rare words do not have to make up for what common ones should not have got.
constexpr float ridge = 0.2f;
/// What stands in fewer lessons is chance.
constexpr std::size_t least_lessons = 3;
/// The errors of a feature's lessons must add up to so much.
constexpr float least_error = 1;

/// Without the last one, which is the text's length: no correction is about that.
std::vector<std::uint64_t> distinct_words(const model::Features& features) {
    auto all = features.words;
    if (!all.empty()) all.pop_back();
    std::ranges::sort(all);
    all.erase(std::ranges::unique(all).begin(), all.end());
    return all;
}

class Fit {
  public:
    Fit(std::span<const Lesson> lessons, std::span<const Base> bases) {
        std::vector<std::vector<std::uint64_t>> words;
        model::Tokens tokens;
        model::Features features;
        for (std::size_t i = 0; i < lessons.size(); ++i) {
            if (lessons[i].meant == core::Sentiment::unjudged) continue;
            tokens.read(lessons[i].text);
            model::sentiment_features(tokens, features);
            words.push_back(distinct_words(features));
            raw_.push_back(bases[i]);
            meant_.push_back(static_cast<std::size_t>(lessons[i].meant));
        }
        choose_features(words);
        errors_.resize(raw_.size());
        for (std::size_t lesson = 0; lesson < raw_.size(); ++lesson) look_at(lesson);
    }

    void run() {
        for (std::size_t taken = 0; taken < most_steps; ++taken)
            if (!take_a_step()) return;
    }

    /// Sorted. What the constant learnt is left out: that people correct mostly in one direction says nothing
    /// about texts that nobody corrected.
    [[nodiscard]] std::vector<std::pair<std::uint64_t, Base>> weights() const {
        std::vector<std::pair<std::uint64_t, Base>> kept;
        for (std::size_t f = 0; f < constant_; ++f)
            if (features_[f].weight != Base{}) kept.emplace_back(features_[f].hash, features_[f].weight);
        return kept;
    }

  private:
    struct Feature {
        std::uint64_t hash = 0;
        std::vector<std::size_t> lessons;
        Base weight{};
        Base pull{};   ///< the sum of its lessons' errors
        Base force{};  ///< and of their squares
    };

    /// Those that several lessons share, and last a constant, which all share.
    void choose_features(const std::vector<std::vector<std::uint64_t>>& words) {
        std::map<std::uint64_t, std::vector<std::size_t>> having;
        for (std::size_t lesson = 0; lesson < words.size(); ++lesson)
            for (const auto hash : words[lesson]) having[hash].push_back(lesson);
        of_lesson_.resize(words.size());
        const auto add = [this](std::uint64_t hash, std::vector<std::size_t> lessons) {
            for (const auto lesson : lessons) of_lesson_[lesson].push_back(features_.size());
            features_.push_back({hash, std::move(lessons), {}, {}, {}});
        };
        for (auto& [hash, lessons] : having)
            if (lessons.size() >= least_lessons) add(hash, std::move(lessons));
        constant_ = features_.size();
        std::vector<std::size_t> all(words.size());
        for (std::size_t lesson = 0; lesson < all.size(); ++lesson) all[lesson] = lesson;
        add(0, std::move(all));
    }

    void look_at(std::size_t lesson) {
        Base error = raw_[lesson];
        model::softmax(error);
        for (float& one : error) one = -one;
        error[meant_[lesson]] += 1;
        const Base& old = errors_[lesson];
        for (const auto f : of_lesson_[lesson])
            for (std::size_t k = 0; k < outputs; ++k) {
                features_[f].pull[k] += error[k] - old[k];
                features_[f].force[k] += error[k] * error[k] - old[k] * old[k];
            }
        errors_[lesson] = error;
    }

    /// How many times what errors of random signs would add up to: the more features there are, the larger is
    /// the largest of them by chance (the universal threshold of Donoho and Johnstone, 1994).
    [[nodiscard]] float least_agreement() const {
        return std::sqrt(2 * std::log(static_cast<float>(features_.size())));
    }

    [[nodiscard]] bool may_move(const Feature& feature, std::size_t output) const {
        const float pull = std::abs(feature.pull[output]);
        const float next = feature.weight[output] + std::copysign(step, feature.pull[output]);
        return pull - ridge * std::abs(next) >= least_error && std::abs(next) <= most_weight &&
               pull >= least_agreement() * std::sqrt(std::max(feature.force[output], 0.0f));
    }

    /// False when nothing is left that is worth one.
    bool take_a_step() {
        Feature* best = nullptr;
        std::size_t output = 0;
        for (auto& feature : features_)
            for (std::size_t k = 0; k < outputs; ++k) {
                if (best != nullptr && std::abs(feature.pull[k]) <= std::abs(best->pull[output])) continue;
                if (!may_move(feature, k)) continue;
                best = &feature;
                output = k;
            }
        if (best == nullptr) return false;
        const float move = std::copysign(step, best->pull[output]);
        best->weight[output] += move;
        for (const auto lesson : best->lessons) {
            raw_[lesson][output] += move;
            look_at(lesson);
        }
        return true;
    }

    std::vector<Feature> features_;
    std::size_t constant_ = 0;
    std::vector<std::vector<std::size_t>> of_lesson_;  ///< its features
    std::vector<Base> raw_, errors_;
    std::vector<std::size_t> meant_;
};

}  // namespace

LocalLayer::Base LocalLayer::score(const model::Features& features) const {
    Base out{};
    for (const auto hash : distinct_words(features)) {
        const auto at =
            std::ranges::lower_bound(weights_, hash, {}, [](const auto& weight) { return weight.first; });
        if (at == weights_.end() || at->first != hash) continue;
        for (std::size_t i = 0; i < out.size(); ++i) out[i] += at->second[i];
    }
    for (float& one : out) one = std::clamp(one, -most_word, most_word);
    return out;
}

std::shared_ptr<const LocalLayer> LocalLayer::learn_from(std::span<const Lesson> lessons,
                                                         std::span<const Base> bases) {
    const auto layer = std::make_shared<LocalLayer>();
    layer->lessons_ = lessons.size();
    Fit fit(lessons, bases);
    fit.run();
    layer->weights_ = fit.weights();
    return layer;
}

}  // namespace reputed::text
