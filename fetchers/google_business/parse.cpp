// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/google_business/parse.hpp"

#include "fetchers/api/read.hpp"
#include "text/html.hpp"

namespace reputed::fetchers::google_business {
namespace {

using api::text_of;
using base::Json;

std::optional<core::Rating> stars_of(const Json& node) {
    constexpr std::array<std::string_view, 5> words{"ONE", "TWO", "THREE", "FOUR", "FIVE"};
    const auto* found = std::ranges::find(words, node.text());
    if (found == words.end()) return std::nullopt;
    return core::Rating{static_cast<double>(found - words.begin() + 1), 5, 1, false};
}

Seen seen_in(const Json& reply) {
    Seen seen;
    if (!reply.is_object() || reply["comment"].text().empty()) return seen;
    seen.text = text_of(reply["comment"]);
    const auto state = reply["reviewReplyState"].text();
    seen.state = state == "REJECTED"  ? SeenState::rejected
                 : state == "PENDING" ? SeenState::pending
                                      : SeenState::live;
    if (seen.state == SeenState::rejected) seen.reason = text_of(reply["policyViolation"]);
    return seen;
}

core::Item item_of(const Json& review) {
    core::Item item;
    item.id = text_of(review["reviewId"]);
    if (item.id.empty()) {
        const auto name = review["name"].text();
        item.id = name.substr(name.rfind('/') + 1);
    }
    item.url = text_of(review["reviewReplyUrl"]);
    item.author = text::collapse_space(review["reviewer"]["displayName"].text());
    item.body = text::tidy_plain(own_words(review["comment"].text()));
    item.published = api::stamp_of(review["createTime"]);
    item.updated = api::stamp_of(review["updateTime"]);
    item.rating = stars_of(review["starRating"]);
    const Seen reply = seen_in(review["reviewReply"]);
    if (reply.state == SeenState::live) {
        const auto at = api::stamp_of(review["reviewReply"]["updateTime"]);
        item.reply =
            core::OwnerReply{text::tidy_plain(reply.text), at ? std::optional(at->at) : std::nullopt};
    }
    return item;
}

}  // namespace

std::string own_words(std::string_view comment) {
    constexpr std::string_view translated = "(Translated by Google)";
    constexpr std::string_view original = "(Original)";
    if (const auto at = comment.rfind(original); at != std::string_view::npos)
        return std::string(comment.substr(at + original.size()));
    return std::string(comment.substr(0, comment.find(translated)));
}

api::Listing read_reviews(const api::Answer& answer) {
    api::Listing listing;
    const auto root = api::root_of(answer, listing);
    if (!root) return listing;
    // A place without reviews is an empty object; an object of other things is something else.
    if (!root->is_object() ||
        ((*root)["reviews"].is_null() && !root->members().empty() && (*root)["totalReviewCount"].is_null())) {
        api::not_a_list(listing, "is not a list of reviews");
        return listing;
    }
    api::read_entries((*root)["reviews"], listing, item_of);
    listing.next = text_of((*root)["nextPageToken"]);
    if (!listing.items.empty() && listing.items.back().updated)
        listing.oldest = listing.items.back().updated->at;
    if (const auto count = (*root)["totalReviewCount"].integer())
        listing.aggregates.push_back({{}, (*root)["averageRating"].number(), 5, 1, count});
    return listing;
}

std::optional<Seen> read_reply(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    if (!root || ((*root)["reviewId"].text().empty() && (*root)["name"].text().empty())) return std::nullopt;
    return seen_in((*root)["reviewReply"]);
}

std::optional<Seen> read_put(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    if (!root || !root->is_object()) return std::nullopt;
    return seen_in(*root);
}

}  // namespace reputed::fetchers::google_business
