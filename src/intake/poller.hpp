// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Decides what is due, keeps to the manners, and carries each result through the door. Each source has
// its own time; a paused host never holds up the others. Loop thread only.
#pragma once
#include <memory>
#include <string>

#include "base/broadcast.hpp"
#include "fetchers/fetcher.hpp"
#include "intake/admit.hpp"

namespace reputed::intake {

struct PollerSettings {
    int at_once = 16;  ///< sources being polled at the same time
    int at_once_per_host = 2;
    core::PollPolicy policy;  ///< base is replaced by the source's own interval
    AdmitRules rules;
};

struct PollReport {
    core::PollResult result;
    AdmitSummary summary;
    core::PollState state;
};

/// What a source would bring, without storing anything.
struct TestReport {
    bool good = false;
    std::string words;              ///< "14 reviews can be read", or what stands in the way and the way out
    std::vector<core::Item> items;  ///< the first few
    std::optional<core::FailureKind> failure{};  ///< what kind of thing stands in the way of reading
};

class Poller {
  public:
    virtual ~Poller() = default;
    /// Until cancelled.
    [[nodiscard]] virtual base::Task<> run() = 0;
    /// Ends the polls in flight and waits for them, at most so long. Call it after `run` was cancelled.
    [[nodiscard]] virtual base::Task<> stop(std::chrono::steady_clock::duration at_most) = 0;
    /// Sources or their times changed: look again.
    virtual void wake() = 0;
    /// What stood in this source's way is gone: it is due now, whatever was planned.
    virtual void poll_soon(core::SourceId source) = 0;
    /// Its portal says that something is new there: due at once, as far as `core::due_after_notice` lets it.
    /// For a source that is unknown or paused nothing happens.
    virtual void take_notice(core::SourceId source) = 0;
    /// One poll now, out of turn but with the host's manners kept.
    [[nodiscard]] virtual base::Task<PollReport> poll_now(core::SourceId source) = 0;
    [[nodiscard]] virtual base::Task<TestReport> test(core::Source source) = 0;
    [[nodiscard]] virtual std::int64_t polls_done() const = 0;
};

[[nodiscard]] std::unique_ptr<Poller> make_poller(base::Executor loop, storage::Store& store,
                                                  fetchers::FetcherDeps deps, PollerSettings settings,
                                                  base::Broadcast& arrivals,
                                                  std::function<void()> alerts_waiting);

}  // namespace reputed::intake
