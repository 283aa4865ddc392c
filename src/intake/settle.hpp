// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The end of every poll, whatever came of it: one write job that admits the batch and writes poll state,
// coverage, incident, host pause and alerts together. Runs inside a write job; no I/O.
#pragma once
#include "intake/admit.hpp"

namespace reputed::intake {

struct Settlement {
    AdmitSummary summary;
    bool incident_changed = false;
    bool source_changed = false;  ///< its address was replaced by the one it moved to
    std::int64_t alerts = 0;
};

struct Settled {
    alerts::Place place;
    core::PollResult result;
    core::PollState before;
    core::PollState after;
};

[[nodiscard]] Settlement settle(storage::Roles& roles, const Settled& poll,
                                const std::optional<core::HostPause>& pause, const AdmitRules& rules,
                                core::Instant now);

/// True when losing this poll's record in a crash would lose something: then it must not wait for company.
[[nodiscard]] bool is_worth_a_commit(const Settled& poll);

}  // namespace reputed::intake
