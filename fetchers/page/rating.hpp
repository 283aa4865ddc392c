// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Ratings as markup states them, and the scale they are on. A page often states the scale once, or never.
#pragma once
#include <cstdint>
#include <optional>
#include <span>

#include "core/review.hpp"
#include "fetchers/page/graph.hpp"

namespace reputed::fetchers::page {

/// A value with only what was stated about its scale.
struct StatedRating {
    double value = 0;
    std::optional<double> best;
    std::optional<double> worst;
};

/// The scale of one reviewed thing, for ratings that do not state theirs.
struct Scale {
    std::optional<double> best;
    std::optional<double> worst;
    bool guessed = false;
};

/// Of a review.
[[nodiscard]] std::optional<StatedRating> stated_rating(const Graph& graph, NodeId review);
/// Of an AggregateRating.
[[nodiscard]] std::optional<StatedRating> stated_average(const Graph& graph, NodeId aggregate);
[[nodiscard]] std::optional<std::int64_t> stated_count(const Graph& graph, NodeId aggregate);

/// What the ratings of one thing that state no best tell together: nothing while most fit 5; else 10 or 100.
[[nodiscard]] Scale guess_scale(std::span<const StatedRating> ratings);
/// The rating on its scale; nothing when it says that there is none ("0") or makes no sense.
[[nodiscard]] std::optional<core::Rating> on_scale(const StatedRating& stated, const Scale& scale);

}  // namespace reputed::fetchers::page
