// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/trusted_shops/parse.hpp"

#include "fetchers/api/read.hpp"
#include "text/html.hpp"

namespace reputed::fetchers::trusted_shops {
namespace {

using api::text_of;
using base::Json;

std::string name_of(const Json& customer) {
    auto full = text::collapse_space(customer["fullName"].text());
    if (!full.empty()) return full;
    return text::collapse_space(
        fmt::format("{} {}", customer["firstName"].text(), customer["lastName"].text()));
}

std::optional<core::OwnerReply> reply_of(const Json& reply) {
    const std::string text = text::tidy_plain(reply["comment"].text());
    if (text.empty()) return std::nullopt;
    auto at = api::stamp_of(reply["updatedAt"]);
    if (!at) at = api::stamp_of(reply["createdAt"]);
    return core::OwnerReply{text, at ? std::optional(at->at) : std::nullopt};
}

core::Item item_of(const Json& review) {
    core::Item item;
    item.id = text_of(review["id"]);
    item.author = name_of(review["customer"]);
    item.title = text::tidy_plain(review["title"].text());
    item.body = text::tidy_plain(review["comment"].text());
    item.language = text_of(review["questionnaire"]["locale"]);
    std::ranges::replace(item.language, '_', '-');
    item.published = api::stamp_of(review["submittedAt"]);
    if (!item.published) item.published = api::stamp_of(review["createdAt"]);
    item.updated = api::stamp_of(review["updatedAt"]);
    item.rating = api::rating_of(review["rating"]);
    item.reply = reply_of(review["reply"]);
    return item;
}

bool was_taken_away(const Json& review) {
    const auto state = review["state"].text();
    return state == "REJECTED" || state == "DISCARDED";
}

core::PollFailure failure(core::FailureKind kind, std::string words, int status) {
    return {kind, std::move(words), fmt::format("answered {}", status), {}};
}

}  // namespace

api::Listing read_reviews(const api::Answer& answer) {
    api::Listing listing;
    const auto root = api::root_of(answer, listing);
    if (!root) return listing;
    if (!(*root)["items"].is_array()) {
        api::not_a_list(listing, "is not a list of reviews");
        return listing;
    }
    std::vector<Json> shown;
    for (const auto& review : (*root)["items"].items()) {
        if (was_taken_away(review) && !review["id"].text().empty())
            listing.removed.push_back(text_of(review["id"]));
        else
            shown.push_back(review);
    }
    api::read_entries(Json::array(std::move(shown)), listing, item_of);
    listing.next = text_of((*root)["paging"]["cursor"]["after"]);
    const auto& all = (*root)["items"].items();
    if (!all.empty())
        if (const auto last = api::stamp_of(all.back()["updatedAt"])) listing.oldest = last->at;
    if (all.empty()) listing.next.clear();
    return listing;
}

std::optional<Seen> read_reply(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    if (!root || (*root)["id"].text().empty()) return std::nullopt;
    Seen seen;
    seen.text = text_of((*root)["reply"]["comment"]);
    if (!seen.text.empty()) seen.state = SeenState::live;
    return seen;
}

PlacePage read_channels(const api::Answer& answer) {
    PlacePage page;
    const auto root = Json::parse(answer.body);
    page.understood = root && root->is_array();
    if (!page.understood) return page;
    for (const auto& channel : root->items())
        if (const auto id = channel["id"].text(); api::made_of_letters(id, "-_", 80))
            page.places.push_back({std::string(id), text_of(channel["name"]),
                                   fmt::format("{} {}", channel["url"].text(), channel["locale"].text())});
    return page;
}

std::optional<core::PollFailure> refusal_of(const api::Answer& answer) {
    if (answer.status == 403)
        return failure(core::FailureKind::denied,
                       "Trusted Shops does not let this client id do that. See in its control center that "
                       "the credentials belong to this account, and that the channel is yours.",
                       answer.status);
    if (answer.status == 404 && !answer.url.contains("/reviews/"))
        return failure(core::FailureKind::missing,
                       "Trusted Shops knows no such channel. Choose the channel from your account again, or "
                       "leave it empty to read all of them.",
                       answer.status);
    return std::nullopt;
}

std::string message_in(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    if (!root) return {};
    const auto& message = (*root)["Message"].text().empty() ? (*root)["message"] : (*root)["Message"];
    return text::collapse_space(message.text());
}

}  // namespace reputed::fetchers::trusted_shops
