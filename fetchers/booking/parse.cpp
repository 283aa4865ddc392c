// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/booking/parse.hpp"

#include "fetchers/api/read.hpp"
#include "text/html.hpp"

namespace reputed::fetchers::booking {
namespace {

using api::text_of;
using base::Json;

/// What was liked and what was not, told apart by a sign that is of no language.
std::string body_of(const Json& content) {
    std::string body;
    for (const auto& [sign, key] : {std::pair{"+", "positive"}, std::pair{"–", "negative"}})
        if (const std::string words = text::tidy_plain(content[key].text()); !words.empty())
            body += fmt::format("{}{} {}", body.empty() ? "" : "\n\n", sign, words);
    return body;
}

/// Under either name that it goes by.
const Json& reply_in(const Json& review) {
    return review["reply"].is_object() ? review["reply"] : review["response"];
}

core::Item item_of(const Json& review) {
    core::Item item;
    item.id = text_of(review["review_id"]);
    item.url = text_of(review["url"]);
    item.author = text::collapse_space(review["reviewer"]["name"].text());
    item.title = text::collapse_space(review["content"]["headline"].text());
    item.language = text_of(review["content"]["language_code"]);
    item.body = body_of(review["content"]);
    item.published = api::stamp_of(review["created_timestamp"]);
    item.updated = api::stamp_of(review["last_change_timestamp"]);
    item.rating = api::rating_of(review["scoring"]["review_score"], 10, 1);
    const auto& reply = reply_in(review);
    if (const std::string words = text::tidy_plain(reply["text"].text()); !words.empty()) {
        const auto at = api::stamp_of(reply["last_change_timestamp"]);
        item.reply = core::OwnerReply{words, at ? std::optional(at->at) : std::nullopt};
    }
    return item;
}

/// A single review stands under data, by itself or as "review".
const Json& review_in(const Json& root) {
    const auto& data = root["data"];
    return data["review"].is_object() ? data["review"] : data;
}

}  // namespace

api::Listing read_reviews(const api::Answer& answer) {
    api::Listing listing;
    const auto root = api::root_of(answer, listing);
    if (!root) return listing;
    const auto& reviews = (*root)["data"]["reviews"];
    if (!reviews.is_array()) {
        api::not_a_list(listing, "is not a list of reviews");
        return listing;
    }
    api::read_entries(reviews, listing, item_of);
    listing.next = text_of((*root)["meta"]["next_page"]);
    if (listing.next.empty()) listing.next = text_of((*root)["next_page"]);
    return listing;
}

bool is_empty_page(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    return root && (*root)["data"]["reviews"].items().empty();
}

std::optional<Seen> read_reply(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    if (!root) return std::nullopt;
    const auto& review = review_in(*root);
    if (review["review_id"].text().empty()) return std::nullopt;
    Seen seen;
    seen.text = text_of(reply_in(review)["text"]);
    if (!seen.text.empty()) seen.state = SeenState::live;
    return seen;
}

std::string error_in(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    if (!root) return {};
    const auto errors = (*root)["errors"].items();
    if (errors.empty()) return {};
    const auto& error = errors.front();
    for (const auto* words : {&error["message"], &error["title"], &error["code"], &error})
        if (!words->text().empty()) return text::collapse_space(words->text());
    return "an error without words";
}

}  // namespace reputed::fetchers::booking
