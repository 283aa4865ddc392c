// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/model/calibration.hpp"

#include <cmath>
#include <functional>

#include "text/model/arithmetic.hpp"

namespace reputed::text::model {
namespace {

constexpr std::size_t enough_texts = 150;

/// The best of 60 temperatures between 0.3 and 6, evenly spaced in their logarithm; 1 when there was nothing
/// to lose.
float best_temperature(const std::function<double(float)>& loss) {
    float best = 1, temperature = 0.3f;
    double least = 1e300;
    for (int i = 0; i < 60; ++i, temperature *= 1.052f) {
        const double now = loss(temperature);
        if (now < least) least = now, best = temperature;
    }
    return least == 0 ? 1 : best;
}

double surprise(float chance) { return -std::log(static_cast<double>(chance) + 1e-7); }

}  // namespace

void Calibration::add(std::size_t language, std::array<float, sentiment_outputs> scores,
                      std::array<float, 3> sentiment, float complaint) {
    seen_.push_back({language, scores, sentiment, complaint});
}

Temperatures Calibration::fitted() const {
    const auto of_sentiment = [&](std::size_t language, bool all) {
        return best_temperature([&](float temperature) {
            double loss = 0;
            for (const auto& one : seen_) {
                if (!all && one.language != language) continue;
                std::array<float, 3> chances{one.scores[0] / temperature, one.scores[1] / temperature,
                                             one.scores[2] / temperature};
                softmax(chances);
                for (std::size_t i = 0; i < 3; ++i)
                    if (one.sentiment[i] > 0.5f) loss += surprise(chances[i]);
            }
            return loss;
        });
    };
    const auto of_complaint = [&](std::size_t language, bool all) {
        return best_temperature([&](float temperature) {
            double loss = 0;
            for (const auto& one : seen_) {
                if ((!all && one.language != language) || one.complaint < 0) continue;
                const float chance = logistic(one.scores[3] / temperature);
                loss += surprise(one.complaint > 0.5f ? chance : 1 - chance);
            }
            return loss;
        });
    };
    Temperatures fitted;
    fitted.sentiment.fill(of_sentiment(0, true));
    fitted.complaint.fill(of_complaint(0, true));
    for (std::size_t language = 0; language < languages.size(); ++language) {
        const auto count = static_cast<std::size_t>(std::ranges::count(seen_, language, &Seen::language));
        if (count < enough_texts) continue;
        fitted.sentiment[language] = of_sentiment(language, false);
        fitted.complaint[language] = of_complaint(language, false);
    }
    return fitted;
}

}  // namespace reputed::text::model
