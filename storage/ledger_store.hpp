// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What was checked, when, how completely, and what stands in the way: poll states, host pauses,
// coverage, incidents, page scores. Reading methods may be called in read jobs.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/poll.hpp"

namespace reputed::storage {

class LedgerStore {
  public:
    virtual ~LedgerStore() = default;
    [[nodiscard]] virtual std::optional<core::PollState> poll_state(core::SourceId source) = 0;
    [[nodiscard]] virtual std::vector<core::PollState> poll_states() = 0;
    virtual void save(const core::PollState& state) = 0;

    [[nodiscard]] virtual std::vector<core::HostPause> host_pauses(
        core::Instant now) = 0;  ///< those still in force
    virtual void save(const core::HostPause& pause) = 0;

    /// Adds one check to the day.
    virtual void add_check(core::SourceId source, std::string_view local_day,
                           core::Completeness completeness) = 0;
    /// Days from `since_day` on, oldest first; days without a check are left out.
    [[nodiscard]] virtual std::vector<core::CoverageDay> coverage(core::SourceId source,
                                                                  std::string_view since_day) = 0;

    [[nodiscard]] virtual std::optional<core::Incident> open_incident(core::SourceId source) = 0;
    [[nodiscard]] virtual std::vector<core::Incident> open_incidents() = 0;
    [[nodiscard]] virtual std::optional<core::Incident> find_incident(core::IncidentId id) = 0;
    virtual void put(const core::Incident& incident) = 0;
    [[nodiscard]] virtual core::IncidentId next_incident_id(core::Instant now) = 0;

    /// A page's own score, kept as a series; equal neighbours are stored once.
    virtual void add_aggregate(core::SourceId source, const core::Aggregate& aggregate,
                               core::Instant now) = 0;
};

}  // namespace reputed::storage
