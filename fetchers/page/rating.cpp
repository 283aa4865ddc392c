// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/page/rating.hpp"

#include "fetchers/page/number.hpp"

namespace reputed::fetchers::page {
namespace {

std::optional<double> bound(std::string_view text) {
    const auto score = read_score(text);
    return score ? std::optional(score->value) : std::nullopt;
}

std::optional<StatedRating> stated_in(const Graph& graph, NodeId node, std::string_view value) {
    const auto score = read_score(value);
    if (!score) return std::nullopt;
    auto best = bound(graph.text(node, {"bestrating", "best"}));
    if (!best) best = score->best;
    const auto worst = bound(graph.text(node, {"worstrating", "worst"}));
    return StatedRating{score->value, best, worst};
}

std::string_view value_text(const Graph& graph, NodeId node) {
    return graph.text(node, {"ratingvalue", "average", "value", "rating"});
}

/// Of several ratings the one for the whole, not for an aspect such as "service".
NodeId rating_node(const Graph& graph, const std::vector<Value>& values) {
    NodeId first = no_node;
    for (const auto& value : values) {
        if (value.node == no_node) continue;
        if (graph.text(value.node, {"reviewaspect"}).empty()) return value.node;
        if (first == no_node) first = value.node;
    }
    return first;
}

}  // namespace

std::optional<StatedRating> stated_rating(const Graph& graph, NodeId review) {
    const auto values = graph.values(review, {"reviewrating", "rating"});
    if (const NodeId node = rating_node(graph, values); node != no_node)
        return stated_in(graph, node, value_text(graph, node));
    const auto bare = graph.text(review, {"reviewrating", "rating", "ratingvalue"});
    return stated_in(graph, review, bare);
}

std::optional<StatedRating> stated_average(const Graph& graph, NodeId aggregate) {
    const auto values = graph.values(aggregate, {"rating"});
    if (const NodeId node = rating_node(graph, values); node != no_node)
        return stated_in(graph, node, value_text(graph, node));
    return stated_in(graph, aggregate, value_text(graph, aggregate));
}

std::optional<std::int64_t> stated_count(const Graph& graph, NodeId aggregate) {
    std::optional<std::int64_t> found;
    for (const std::string_view name : {"ratingcount", "count", "reviewcount", "votes"}) {
        const auto count = read_count(graph.text(aggregate, {name}));
        if (count && *count > 0) return count;
        if (!found) found = count;
    }
    return found;
}

Scale guess_scale(std::span<const StatedRating> ratings) {
    std::size_t above_five = 0, above_ten = 0, silent = 0;
    for (const auto& rating : ratings) {
        if (rating.best && *rating.best > 0) continue;
        ++silent;
        if (rating.value > 10)
            ++above_ten;
        else if (rating.value > 5)
            ++above_five;
    }
    // One misprint must not turn all others bad, so a wider scale needs many of them; a lone one widens by
    // itself.
    if (above_ten * 2 > silent) return {.best = 100, .worst = std::nullopt, .guessed = true};
    if (above_five > 0 && above_five * 2 >= silent)
        return {.best = 10, .worst = std::nullopt, .guessed = true};
    return {};
}

std::optional<core::Rating> on_scale(const StatedRating& stated, const Scale& scale) {
    auto best = stated.best && *stated.best > 0 ? stated.best : std::nullopt;
    auto worst = stated.worst;
    bool guessed = false;
    if (!best) {
        best = scale.best;
        guessed = scale.guessed && best.has_value();
    }
    if (!worst) worst = scale.worst;
    if (best && worst && *best == *worst) best = worst = std::nullopt;
    // A worst of five alone is the best of the usual scale under the wrong name.
    if (!best && worst && *worst >= 5) worst = std::nullopt;
    // By definition the best rating is the highest number; some pages swap the two.
    if (best && worst && *best < *worst) std::swap(best, worst);
    if (stated.value == 0 && !(worst && *worst <= 0)) return std::nullopt;
    core::Rating rating{stated.value, best.value_or(5), worst.value_or(best && *best <= 1 ? 0 : 1), guessed};
    if (rating.value > rating.best) {
        if (rating.value > 100) return std::nullopt;
        rating.best = rating.value <= 10 ? 10 : 100;
        rating.scale_guessed = true;
    }
    return rating;
}

}  // namespace reputed::fetchers::page
