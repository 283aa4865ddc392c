// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Tells people of a review that asks for an answer: the alerts, held to the throttle, and the line in its
// timeline. Runs inside a write job; no I/O.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "alerts/rules.hpp"
#include "storage/store.hpp"

namespace reputed::intake {

/// Returns how many alerts were made, digests among them.
[[nodiscard]] std::int64_t tell_of_negative(storage::Roles& roles, const alerts::Place& place,
                                            const core::Review& review, const core::Case& the_case,
                                            core::VersionId version, const alerts::Throttle& throttle,
                                            core::Instant now);
/// Gives an id to those that have none. Returns how many were new.
[[nodiscard]] std::int64_t enqueue(storage::Roles& roles, std::vector<core::Alert> made, core::Instant now);

void add_event(storage::Roles& roles, core::ReviewId review, core::EventKind kind, std::string text,
               core::VersionId version, core::Instant now);

}  // namespace reputed::intake
