// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What whole sweeps of a source prove: a review that two of them did not show is gone. Portals hide reviews
// for a while and bring them back, so one sweep proves nothing (contract "portals", common rule 3). Inside a
// write job.
#pragma once
#include <string>
#include <vector>

#include "core/poll.hpp"
#include "storage/store.hpp"

namespace reputed::intake {

/// `swept` holds what the sweep showed, as core::Batch says. Returns the reviews that are gone by now.
[[nodiscard]] std::vector<core::ReviewId> gone_by_sweeps(storage::Roles& roles, core::SourceId source,
                                                         const std::vector<std::string>& swept,
                                                         std::vector<core::Problem>& problems);

}  // namespace reputed::intake
