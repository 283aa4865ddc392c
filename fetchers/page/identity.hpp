// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Which ids on a page really name a review. Pages number their reviews from nought by position, give all of
// them one id, or link all of them to themselves; such an id would turn one review into another with the next
// poll.
#pragma once
#include <vector>

#include "fetchers/page/review.hpp"

namespace reputed::fetchers::page {

/// Leaves an id only where it names one review for good: the markup's own, else the review's own address.
/// All others get none; identity is then a fingerprint made at intake.
void give_identities(std::vector<FoundReview>& reviews, const Things& things);

}  // namespace reputed::fetchers::page
