// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Corrections that teach: what people corrected becomes a layer over the shipped model. It is made anew from
// the corrections in force each time they change, so that rolling them back brings the former answers back.
#pragma once
#include <memory>
#include <span>
#include <vector>

#include "base/async.hpp"
#include "intake/admit.hpp"

namespace reputed::text {
class LocalLayer;
}

namespace reputed::intake {

/// Below so many held-back corrections their accuracy says nothing.
constexpr std::int64_t enough_to_tell = 10;

/// What the layer is worth, measured on corrections it never saw.
struct LearningReport {
    std::int64_t learnt = 0;
    std::int64_t held_back = 0;
    std::int64_t right_without = 0;  ///< of those held back: the likeliest reading is what the person meant
    std::int64_t right_with = 0;
    bool operator==(const LearningReport&) const = default;
};

struct Learnt {
    std::shared_ptr<const text::LocalLayer> layer;  ///< null: there is nothing to learn from
    std::int64_t learnt = 0;
    std::vector<core::Correction> held_back;
};

/// Pure. Up to a second for thousands of corrections: not on the loop.
[[nodiscard]] Learnt learn(const text::Assessor& assessor, const std::vector<core::Correction>& in_force);
/// What the layer is worth on these. Some 15 ms a text with an encoder: not on the loop.
[[nodiscard]] LearningReport measure(const text::Assessor& assessor, const text::LocalLayer* layer,
                                     std::span<const core::Correction> held_back);

/// Reads the corrections in force, learns, and gives the layer to the assessor. Blocks: for the start and for
/// commands.
void learn_now(storage::Store& store, text::Assessor& assessor);

/// Keeps the layer in step with the corrections. Loop thread only.
class Learner {
  public:
    virtual ~Learner() = default;
    /// Until cancelled.
    [[nodiscard]] virtual base::Task<> run() = 0;
    /// Corrections changed: look now, not some seconds later.
    virtual void wake() = 0;
    [[nodiscard]] virtual LearningReport report() const = 0;
};

/// Learns at once, blocking; afterwards some seconds after the corrections changed. `assessor` not null.
[[nodiscard]] std::unique_ptr<Learner> make_learner(base::Executor loop, storage::Store& store,
                                                    base::Executor cpu,
                                                    std::shared_ptr<text::Assessor> assessor);

}  // namespace reputed::intake
