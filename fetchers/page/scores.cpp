// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/page/scores.hpp"

#include <cmath>
#include <set>

namespace reputed::fetchers::page {
namespace {

/// One figure in two spellings: a theme rounds what the structured data says in full.
bool same_figures(const core::Aggregate& one, const core::Aggregate& other) {
    constexpr double rounding = 0.0501;
    if (one.count && other.count && *one.count != *other.count) return false;
    if (!one.rating || !other.rating) return true;
    return one.best == other.best && std::abs(*one.rating - *other.rating) < rounding;
}

/// A nameless repetition of the same figures is the same score in another syntax.
bool is_same_score(const FoundAggregate& one, const FoundAggregate& other) {
    const bool nameless = one.aggregate.item.empty() || other.aggregate.item.empty();
    const bool placeless = one.key.empty() || other.key.empty();
    if (one.key != other.key && !placeless && !(nameless && one.syntax != other.syntax)) return false;
    if (!same_figures(one.aggregate, other.aggregate)) return false;
    // Within one syntax two things may have one name; a figure that one of them lacks then proves nothing.
    const bool two_things = one.syntax == other.syntax && one.thing != other.thing && one.thing != no_node &&
                            other.thing != no_node;
    return !two_things ||
           (one.aggregate.count == other.aggregate.count && one.aggregate.rating == other.aggregate.rating);
}

/// What another sighting adds.
void absorb(FoundAggregate& known, FoundAggregate& again) {
    auto &kept = known.aggregate, &more = again.aggregate;
    if (kept.item.empty()) kept.item = std::move(more.item);
    if (known.key.empty()) known.key = std::move(again.key);
    if (!kept.count) kept.count = more.count;
    if (kept.rating || !more.rating) return;
    kept.rating = more.rating;
    kept.best = more.best;
    kept.worst = more.worst;
}

/// The score of what some review mentions gives way to one of the page's own thing, not to that of any
/// shop or site that the page names as well.
void drop_outranked(std::vector<FoundAggregate>& scores) {
    std::set<std::string> own;
    bool has_own = false;
    for (const auto& found : scores) {
        if (found.secondary) continue;
        own.insert(found.key);
        has_own = has_own || found.main || found.reviewed;
    }
    std::erase_if(scores, [&](const FoundAggregate& found) {
        return found.secondary && (has_own || own.contains(found.key));
    });
}

void join_repetitions(std::vector<FoundAggregate>& scores) {
    std::vector<FoundAggregate> kept;
    for (auto& found : scores) {
        const auto known = std::ranges::find_if(
            kept, [&](const FoundAggregate& earlier) { return is_same_score(earlier, found); });
        if (known == kept.end())
            kept.push_back(std::move(found));
        else
            absorb(*known, found);
    }
    scores = std::move(kept);
}

}  // namespace

void keep_own_scores(std::vector<FoundAggregate>& scores) {
    drop_outranked(scores);
    if (std::ranges::any_of(scores, &FoundAggregate::main))
        std::erase_if(scores, [](const auto& found) { return !found.main && !found.key.empty(); });
    join_repetitions(scores);
}

}  // namespace reputed::fetchers::page
