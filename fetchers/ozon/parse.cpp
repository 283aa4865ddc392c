// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/ozon/parse.hpp"

#include "fetchers/api/read.hpp"
#include "text/html.hpp"

namespace reputed::fetchers::ozon {
namespace {

using api::text_of;
using base::Json;

core::Item item_of(const Json& review) {
    core::Item item;
    item.id = text_of(review["id"]);
    item.body = text::tidy_plain(review["text"].text());
    item.published = api::stamp_of(review["published_at"]);
    item.rating = api::rating_of(review["rating"]);
    return item;
}

bool has_comments(const Json& review) {
    return review["comments_amount"].number().value_or(0) > 0 && !review["id"].text().empty();
}

std::optional<Json> comments_in(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    if (!root || !(*root)["comments"].is_array()) return std::nullopt;
    return (*root)["comments"];
}

/// The newest comment that the shop itself wrote.
const Json* shop_comment(const Json& comments) {
    const Json* newest = nullptr;
    for (const auto& comment : comments.items()) {
        const bool own = comment["is_owner"].boolean().value_or(false);
        const bool worded = !comment["text"].text().empty();
        if (own && worded &&
            (newest == nullptr || comment["published_at"].text() >= (*newest)["published_at"].text()))
            newest = &comment;
    }
    return newest;
}

core::PollFailure denied(std::string words, std::string technical) {
    return {core::FailureKind::denied, std::move(words), std::move(technical), {}};
}

}  // namespace

api::Listing read_reviews(const api::Answer& answer, api::Waiting* waiting) {
    api::Listing listing;
    const auto root = api::root_of(answer, listing);
    if (!root) return listing;
    const auto& reviews = (*root)["reviews"];
    if (!reviews.is_array()) {
        api::not_a_list(listing, "is not a list of reviews");
        return listing;
    }
    std::vector<Json> ready;
    for (const auto& review : reviews.items())
        (waiting != nullptr && has_comments(review) ? waiting->entries : ready).push_back(review);
    api::read_entries(Json::array(std::move(ready)), listing, item_of);
    if (!reviews.items().empty())
        if (const auto last = api::stamp_of(reviews.items().back()["published_at"]))
            listing.oldest = last->at;
    if (waiting != nullptr && (*root)["has_next"].boolean().value_or(false))
        waiting->page = text_of((*root)["last_id"]);
    return listing;
}

api::Listing read_with_comments(const Json& review, const api::Answer& answer) {
    api::Listing listing;
    api::read_entries(Json::array({review}), listing, item_of);
    const auto comments = comments_in(answer);
    if (!comments) {
        api::not_a_list(listing, "is not a list of comments");
        return listing;
    }
    if (const auto* own = shop_comment(*comments); own != nullptr) {
        const auto at = api::stamp_of((*own)["published_at"]);
        for (auto& item : listing.items)
            item.reply = core::OwnerReply{text::tidy_plain((*own)["text"].text()),
                                          at ? std::optional(at->at) : std::nullopt};
    }
    return listing;
}

std::optional<Seen> read_comments(const api::Answer& answer) {
    const auto comments = comments_in(answer);
    if (!comments) return std::nullopt;
    const auto* own = shop_comment(*comments);
    if (own == nullptr) return Seen{};
    return Seen{SeenState::live, text_of((*own)["text"]), text_of((*own)["id"]), {}};
}

std::string message_in(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    return root ? text::collapse_space((*root)["message"].text()) : std::string();
}

std::optional<core::PollFailure> refusal_of(const api::Answer& answer) {
    const std::string message = message_in(answer);
    if (message.empty()) return std::nullopt;
    const std::string technical = fmt::format("{} {}", answer.status, message);
    if (answer.status == 401)
        return denied(
            "Ozon does not know this client with this key. Both stand together in the seller's cabinet under "
            "the settings of its interface; make a new key there if the old one has ended.",
            technical);
    if (answer.status == 403)
        return denied(
            "Ozon does not show reviews to this key. Give it a role that may read and answer reviews; "
            "reviews also need a paid plan of the seller.",
            technical);
    return std::nullopt;
}

}  // namespace reputed::fetchers::ozon
