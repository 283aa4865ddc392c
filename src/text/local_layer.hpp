// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What one installation learnt from the corrections of its people: weights of a few words and word pairs that
// are added to the shipped model's raw outputs. A pure function of the lessons, in their order: without the
// lessons it is gone, and the model answers as before, bit by bit. Immutable; any thread.
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/assessment.hpp"
#include "text/model/features.hpp"

namespace reputed::text {

/// A text that a person judged otherwise than the service.
struct Lesson {
    std::string language;
    std::string text;
    core::Sentiment meant = core::Sentiment::neutral;
};

class LocalLayer {
  public:
    /// What stands before it: the shipped model's raw outputs (negative, neutral, positive) for a text.
    using Base = std::array<float, 3>;
    static constexpr std::size_t most_lessons = 2'000;

    /// Of the last `most_lessons`. `base_of` is asked once for each lesson.
    template <class BaseOf>
    [[nodiscard]] static std::shared_ptr<const LocalLayer> learn(std::span<const Lesson> lessons,
                                                                 BaseOf&& base_of) {
        const auto used = lessons.last(std::min(lessons.size(), most_lessons));
        std::vector<Base> bases;
        for (const Lesson& lesson : used) bases.push_back(base_of(lesson.text));
        return learn_from(used, bases);
    }

    /// To be added to the raw outputs; bounded, so that no correction can turn what it has nothing to do
    /// with.
    [[nodiscard]] Base score(const model::Features& features) const;
    [[nodiscard]] std::size_t lessons() const { return lessons_; }

  private:
    [[nodiscard]] static std::shared_ptr<const LocalLayer> learn_from(std::span<const Lesson> lessons,
                                                                      std::span<const Base> bases);
    std::vector<std::pair<std::uint64_t, Base>> weights_;  ///< sorted by feature
    std::size_t lessons_ = 0;
};

}  // namespace reputed::text
