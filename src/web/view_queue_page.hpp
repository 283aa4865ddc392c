// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What the queue page reads from the store, and the view made of it.
#pragma once
#include <string>
#include <vector>

#include "desk/standing.hpp"
#include "web/site.hpp"
#include "web/view_queue.hpp"

namespace reputed::web {

struct QueueFacts {
    Names names;
    QueueAsk ask;
    storage::TabCounts counts;
    storage::QueuePage page;
    storage::QueuePage held;   ///< shown under the awaiting ones
    std::int64_t fitting = 0;  ///< rows of the filtered list, up to a thousand
    std::int64_t late = 0;
    core::ReviewId newest;
    std::vector<desk::Standing> standings;
};

/// Runs in a read job.
[[nodiscard]] QueueFacts read_queue(storage::Roles& roles, const QueryPairs& query, core::PersonId me,
                                    core::Instant now);
[[nodiscard]] View queue_view(const QueueFacts& facts, const Visitor& visitor, core::Instant now);
[[nodiscard]] std::string queue_title(std::int64_t awaiting, const Words& words);

}  // namespace reputed::web
