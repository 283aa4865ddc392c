// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/judge_me/parse.hpp"

#include "fetchers/api/order.hpp"
#include "fetchers/api/read.hpp"
#include "text/html.hpp"

namespace reputed::fetchers::judge_me {
namespace {

using api::text_of;
using base::Json;

std::string plain(std::string_view text) {
    return text::tidy_plain(text::looks_like_html(text) ? text::html_to_plain(text) : std::string(text));
}

bool tells_of_replies(const Json& review) {
    return std::ranges::any_of(review.members(), [](const auto& member) {
        return member.first == "replies" || member.first == "reply";
    });
}

/// Under either name it may have: the newest of a list, an object, or words alone.
Seen reply_in(const Json& review) {
    const auto replies = review["replies"].items();
    const auto& reply = replies.empty() ? review["reply"] : replies.back();
    const auto words = reply.is_object()
                           ? (reply["content"].text().empty() ? reply["body"] : reply["content"]).text()
                           : reply.text();
    Seen seen;
    seen.text = plain(words);
    if (seen.text.empty()) return seen;
    seen.state = SeenState::live;
    seen.reply_id = text_of(reply["id"]);
    return seen;
}

core::Item item_of(const Json& review, const std::string& shop) {
    core::Item item;
    item.id = text_of(review["id"]);
    item.author = text::collapse_space(review["reviewer"]["name"].text());
    item.title = text::collapse_space(plain(review["title"].text()));
    if (item.title.empty()) item.title = text::collapse_space(review["product_title"].text());
    item.body = plain(review["body"].text());
    if (const auto handle = review["product_handle"].text(); !handle.empty() && !shop.empty())
        item.url = fmt::format("https://{}/products/{}", shop, net::percent_encode(std::string(handle)));
    item.published = api::stamp_of(review["created_at"]);
    item.updated = api::stamp_of(review["updated_at"]);
    item.rating = api::rating_of(review["rating"]);
    if (const Seen seen = reply_in(review); seen.state == SeenState::live)
        item.reply = core::OwnerReply{seen.text, std::nullopt};
    return item;
}

/// One review, with or without a frame around it.
std::optional<Json> review_in(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    if (!root) return std::nullopt;
    const Json& review = (*root)["review"].is_object() ? (*root)["review"] : *root;
    return review["id"].text().empty() ? std::nullopt : std::optional(review);
}

}  // namespace

api::Listing read_reviews(const api::Answer& answer, const std::string& shop) {
    api::Listing listing;
    const auto root = api::root_of(answer, listing);
    if (!root) return listing;
    if (!(*root)["reviews"].is_array()) {
        api::not_a_list(listing, "is not a list of reviews");
        return listing;
    }
    api::read_entries((*root)["reviews"], listing, [&shop](const Json& one) { return item_of(one, shop); });
    listing.oldest = api::last_of_newest_first(listing.items);
    return listing;
}

std::size_t count_in(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    return root ? (*root)["reviews"].items().size() : 0;
}

std::optional<Seen> read_reply(const api::Answer& answer) {
    const auto review = review_in(answer);
    return review ? std::optional(reply_in(*review)) : std::nullopt;
}

bool hides_replies(const api::Answer& answer) {
    const auto review = review_in(answer);
    return review && !tells_of_replies(*review);
}

std::string reply_id_in(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    return root ? text_of((*root)["reply"]["id"]) : std::string();
}

std::string error_in(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    if (!root || (*root)["error"].is_null()) return {};
    const Json& error = (*root)["error"];
    return text::collapse_space(error.is_string() ? std::string(error.text()) : error.dump());
}

}  // namespace reputed::fetchers::judge_me
