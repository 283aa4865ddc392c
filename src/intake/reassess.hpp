// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Stored reviews that another version judged, or that came faster than they could be read, are judged again
// in the background. What is left to do is what the store says: a kill costs the batch in hand at most.
#pragma once
#include <functional>
#include <memory>

#include "base/broadcast.hpp"
#include "base/clock.hpp"
#include "intake/admit.hpp"

namespace reputed::intake {

struct ReassessmentProgress {
    std::int64_t left = 0;   ///< as counted when the present run began, less what was done since
    std::int64_t done = 0;   ///< since the start
    std::int64_t moved = 0;  ///< of these, whose case went to another list
};

struct Reassessed {
    std::int64_t done = 0;
    std::int64_t moved = 0;
    std::int64_t alerts = 0;
};

/// Takes the new judgement of these reviews over, in one transaction. Those that changed since they were read
/// are left for later. What people judged or touched stays as it is; nobody is told of what was stored
/// already, but for a review of the last hour that was never read in full.
[[nodiscard]] Reassessed take_over(storage::Roles& roles, const std::vector<core::Review>& judged,
                                   const AdmitRules& rules, core::Instant now);

/// The store's reviews of `was` judged anew, in the same order. Some 15 ms a review with an encoder.
[[nodiscard]] std::vector<core::Review> judged_again(std::vector<core::Review> was, const AdmitRules& rules);

/// Loop thread only.
class Reassessment {
  public:
    virtual ~Reassessment() = default;
    /// Until cancelled.
    [[nodiscard]] virtual base::Task<> run() = 0;
    [[nodiscard]] virtual ReassessmentProgress progress() const = 0;
};

/// `rules.assessor` must not be null. `arrivals` wakes it, and hears of cases that moved.
[[nodiscard]] std::unique_ptr<Reassessment> make_reassessment(storage::Store& store, base::Executor cpu,
                                                              const base::Clock& clock, AdmitRules rules,
                                                              base::Broadcast& arrivals,
                                                              std::function<void()> alerts_waiting);

}  // namespace reputed::intake
