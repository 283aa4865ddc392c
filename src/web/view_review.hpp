// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// One review's page: what it reads from the store, and the view made of it.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "desk/replies.hpp"
#include "desk/review_view.hpp"
#include "web/site.hpp"
#include "web/view_judgement.hpp"
#include "web/view_queue.hpp"

namespace reputed::web {

/// Where the review stands in the list one came from.
struct ListPlace {
    std::optional<std::int64_t> rank;  ///< from 1; none beyond the first hundred
    std::int64_t total = 0;
    core::ReviewId previous;
    core::ReviewId next;
};

struct ReviewFacts {
    storage::ReviewFile file;
    desk::Explanation explanation;
    Names names;
    QueueAsk ask;
    ListPlace place;
    std::vector<storage::Draft> drafts;
    std::vector<core::Review> same_author;
    std::optional<fetchers::ReplyRules> reply_rules;  ///< none: answers are posted by hand
    std::vector<storage::Sighting> sightings;         ///< by other sources
    std::optional<core::Reply> reply;                 ///< the last one that was sent from here
};

/// Runs in a read job. `list` is the query text of the queue one came from; without an assessor no words are
/// marked.
[[nodiscard]] std::optional<ReviewFacts> read_review(storage::Roles& roles, core::ReviewId id,
                                                     const std::string& list, core::PersonId me,
                                                     core::Instant now, const text::Assessor* assessor);
[[nodiscard]] View review_view(const ReviewFacts& facts, const Visitor& visitor, core::Instant now);
[[nodiscard]] std::string review_title(const ReviewFacts& facts, const Words& words);

}  // namespace reputed::web
