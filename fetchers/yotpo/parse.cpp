// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/yotpo/parse.hpp"

#include "fetchers/api/order.hpp"
#include "fetchers/api/read.hpp"
#include "text/html.hpp"

namespace reputed::fetchers::yotpo {
namespace {

using api::text_of;
using base::Json;

constexpr std::string_view of_the_shop = "yotpo_site_reviews";

std::string plain(std::string_view text) {
    return text::tidy_plain(text::looks_like_html(text) ? text::html_to_plain(text) : std::string(text));
}

bool is_gone(const Json& review) {
    return review["deleted"].boolean().value_or(false) || review["archived"].boolean().value_or(false);
}

bool tells_of_comments(const Json& review) {
    return std::ranges::any_of(review.members(), [](const auto& member) {
        return member.first == "comments" || member.first == "comment";
    });
}

/// The newest of a list, an object, or words alone.
Seen comment_in(const Json& review) {
    const auto comments = review["comments"].items();
    const auto& comment = comments.empty() ? review["comment"] : comments.back();
    Seen seen;
    seen.text = plain((comment.is_object() ? comment["content"] : comment).text());
    if (seen.text.empty()) return seen;
    seen.state = SeenState::live;
    seen.reply_id = text_of(comment["id"]);
    return seen;
}

core::Item item_of(const Json& review) {
    core::Item item;
    item.id = text_of(review["id"]);
    item.author = text::collapse_space(review["name"].text());
    item.title = text::collapse_space(plain(review["title"].text()));
    const auto product = review["sku"].text();
    if (item.title.empty() && product != of_the_shop) item.title = text::collapse_space(product);
    item.body = plain(review["content"].text());
    item.published = api::stamp_of(review["created_at"]);
    item.updated = api::stamp_of(review["updated_at"]);
    item.rating = api::rating_of(review["score"]);
    if (const Seen seen = comment_in(review); seen.state == SeenState::live)
        item.reply = core::OwnerReply{seen.text, std::nullopt};
    return item;
}

/// One review, in whichever frame.
std::optional<Json> review_in(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    if (!root) return std::nullopt;
    for (const Json* review : {&(*root)["response"]["review"], &(*root)["review"], &*root})
        if (!(*review)["id"].text().empty()) return *review;
    return std::nullopt;
}

}  // namespace

api::Listing read_reviews(const api::Answer& answer) {
    api::Listing listing;
    const auto root = api::root_of(answer, listing);
    if (!root) return listing;
    if (!(*root)["reviews"].is_array()) {
        api::not_a_list(listing, "is not a list of reviews");
        return listing;
    }
    api::read_entries((*root)["reviews"], listing, item_of);
    listing.oldest = api::last_of_newest_first(listing.items);
    for (const auto& review : (*root)["reviews"].items())
        if (is_gone(review) && !review["id"].text().empty()) listing.removed.push_back(text_of(review["id"]));
    std::erase_if(listing.items, [&listing](const core::Item& item) {
        return std::ranges::find(listing.removed, item.id) != listing.removed.end();
    });
    return listing;
}

std::size_t count_in(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    return root ? (*root)["reviews"].items().size() : 0;
}

std::optional<Seen> read_comment(const api::Answer& answer) {
    const auto review = review_in(answer);
    return review ? std::optional(comment_in(*review)) : std::nullopt;
}

bool hides_comments(const api::Answer& answer) {
    const auto review = review_in(answer);
    return review && !tells_of_comments(*review);
}

Verdict verdict_of(const api::Answer& answer) {
    Verdict verdict{answer.status, {}};
    const auto root = Json::parse(answer.body);
    if (!root) return verdict;
    const auto& status = (*root)["status"];
    verdict.words = text::collapse_space(status["message"].text());
    const auto code = status["code"].integer().value_or(0);
    if (answer.status < 300 && code >= 400 && code < 600) verdict.status = static_cast<int>(code);
    return verdict;
}

}  // namespace reputed::fetchers::yotpo
