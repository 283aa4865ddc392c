// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Which of the summary scores on a page are the page's own, each once.
#pragma once
#include <string>
#include <vector>

#include "core/review.hpp"
#include "fetchers/page/graph.hpp"

namespace reputed::fetchers::page {

/// A summary score on its way, and what decides whether it stays.
struct FoundAggregate {
    core::Aggregate aggregate;
    std::string key;
    NodeId thing = no_node;
    Syntax syntax = Syntax::json_ld;
    bool secondary = false;
    bool main = false;
    bool reviewed = false;  ///< its thing holds a review
};

/// Drops scores of other things where the page has one of its own, and joins repetitions.
void keep_own_scores(std::vector<FoundAggregate>& scores);

}  // namespace reputed::fetchers::page
