// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/page/resolve.hpp"

#include <fmt/format.h>

#include "fetchers/page/duplicates.hpp"
#include "fetchers/page/identity.hpp"
#include "fetchers/page/number.hpp"
#include "fetchers/page/rating.hpp"
#include "fetchers/page/review.hpp"
#include "fetchers/page/scores.hpp"

namespace reputed::fetchers::page {
namespace {

constexpr std::size_t most_reviews = 5'000, most_aggregates = 500, most_problems = 100;

class Resolver {
  public:
    Resolver(const Graph& graph, const PageFacts& facts) : graph_(graph), things_(graph, facts) {}

    core::ParsedDocument run() {
        find_aggregates();
        find_reviews();
        rate_reviews();
        merge_duplicates(reviews_);
        give_identities(reviews_, things_);
        keep_main_reviews();
        keep_own_scores(aggregates_);
        for (auto& found : reviews_) document_.items.push_back(std::move(found.item));
        for (auto& found : aggregates_) document_.aggregates.push_back(std::move(found.aggregate));
        return std::move(document_);
    }

  private:
    void find_aggregates() {
        for (NodeId node = 0; node < graph_.size() && aggregates_.size() < most_aggregates; ++node) {
            if (graph_.is_merged_away(node) || !graph_.is_aggregate(node)) continue;
            const Thing thing = things_.of_aggregate(node);
            const auto stated = stated_average(graph_, node);
            const auto count = stated_count(graph_, node);
            if (!stated && !count) continue;
            FoundAggregate found{.aggregate = {},
                                 .key = things_.key_of(thing),
                                 .thing = thing.node,
                                 .syntax = graph_[node].syntax,
                                 .secondary = things_.is_secondary(node),
                                 .main = things_.is_main(thing),
                                 .reviewed = things_.holds_review(thing)};
            found.aggregate.item = thing.name;
            found.aggregate.count = count;
            if (stated) set_average(found, *stated);
            aggregates_.push_back(std::move(found));
        }
    }

    void set_average(FoundAggregate& found, const StatedRating& stated) {
        auto& scale = scales_[found.key];
        if (!scale.best && stated.best && *stated.best > 0) scale.best = stated.best;
        if (!scale.worst) scale.worst = stated.worst;
        // "0" of nothing says that nobody has rated yet.
        if (found.aggregate.count == 0) return;
        const auto rating = on_scale(stated, {});
        if (!rating) return;
        found.aggregate.rating = rating->value;
        found.aggregate.best = rating->best;
        found.aggregate.worst = rating->worst;
    }

    void find_reviews() {
        const ReviewReader reader(graph_, things_);
        std::size_t number = 0;
        for (NodeId node = 0; node < graph_.size(); ++node) {
            if (graph_.is_merged_away(node) || !graph_.is_review(node)) continue;
            ++number;
            if (reviews_.size() >= most_reviews) {
                document_.problems.push_back(
                    {"page",
                     fmt::format("The page has more than {} reviews; the rest was left out.", most_reviews)});
                return;
            }
            auto found = reader.read(node);
            if (found.has_content())
                reviews_.push_back(std::move(found));
            else if (document_.problems.size() < most_problems)
                document_.problems.push_back(
                    {fmt::format("review {}", number), "This review has neither a text nor a rating."});
        }
    }

    void rate_reviews() {
        std::map<std::string, std::vector<StatedRating>> by_thing;
        for (const auto& found : reviews_)
            if (found.stated) by_thing[found.thing_key].push_back(*found.stated);
        for (const auto& [key, ratings] : by_thing) {
            auto& scale = scales_[key];
            if (scale.best) continue;
            const auto guess = guess_scale(ratings);
            scale.best = guess.best;
            scale.guessed = guess.guessed;
        }
        for (auto& found : reviews_)
            if (found.stated) found.item.rating = on_scale(*found.stated, scales_[found.thing_key]);
    }

    /// Where the page's own thing has reviews, those of related things are not the owner's concern here.
    void keep_main_reviews() {
        if (!std::ranges::any_of(reviews_, [&](const auto& found) { return things_.is_main(found.thing); }))
            return;
        std::erase_if(reviews_, [&](const auto& found) {
            return found.thing.is_known() && !things_.is_main(found.thing);
        });
    }

    const Graph& graph_;
    Things things_;
    std::vector<FoundReview> reviews_;
    std::vector<FoundAggregate> aggregates_;
    std::map<std::string, Scale> scales_;
    core::ParsedDocument document_;
};

}  // namespace

core::ParsedDocument resolve(const Graph& graph, const PageFacts& facts) {
    return Resolver(graph, facts).run();
}

}  // namespace reputed::fetchers::page
