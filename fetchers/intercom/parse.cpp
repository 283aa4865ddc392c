// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/intercom/parse.hpp"

#include "fetchers/api/read.hpp"
#include "text/html.hpp"

namespace reputed::fetchers::intercom {
namespace {

using api::text_of;
using base::Json;

core::Item item_of(const Json& conversation) {
    const auto& rating = conversation["conversation_rating"];
    core::Item item;
    item.id = text_of(conversation["id"]);
    item.body = text::tidy_plain(rating["remark"].text());
    item.rating = api::rating_of(rating["rating"]);
    item.updated = api::stamp_of(rating["updated_at"]);
    // `created_at` is when the customer was asked.
    for (const auto* name : {"replied_at", "created_at"})
        if (!item.published) item.published = api::stamp_of(rating[name]);
    return item;
}

core::PollFailure failure(core::FailureKind kind, std::string words, const api::Answer& answer) {
    return {kind, std::move(words), fmt::format("answered {}", answer.status), {}};
}

}  // namespace

api::Listing read_conversations(const api::Answer& answer) {
    api::Listing listing;
    const auto root = api::root_of(answer, listing);
    if (!root) return listing;
    if (!(*root)["conversations"].is_array()) {
        api::not_a_list(listing, "is not a list of conversations");
        return listing;
    }
    std::vector<Json> rated;
    for (const auto& conversation : (*root)["conversations"].items())
        if (!conversation.is_object() || conversation["conversation_rating"].is_object())
            rated.push_back(conversation);
    api::read_entries(Json::array(std::move(rated)), listing, item_of);
    listing.next = text_of((*root)["pages"]["next"]["starting_after"]);
    return listing;
}

std::optional<core::PollFailure> refusal_of(const api::Answer& answer) {
    const auto root = answer.status >= 400 ? Json::parse(answer.body) : Json::null();
    if (!root || !(*root)["errors"].is_array()) return std::nullopt;
    const auto code = (*root)["errors"].at(0)["code"].text();
    if (code.contains("version"))
        return failure(
            core::FailureKind::settings,
            "Intercom does not know the version of its interface that stands in the settings of this "
            "source. Write 2.15 there, or another one from Intercom's developer pages.",
            answer);
    if (answer.status == 401)
        return failure(core::FailureKind::denied,
                       "Intercom does not accept the access token. Compare it with your app in Intercom's "
                       "developer hub, and see that the server in the settings is that of your workspace's "
                       "region.",
                       answer);
    if (answer.status == 403)
        return failure(
            core::FailureKind::denied,
            "The access token may not read conversations. Give your app the permission \"Read "
            "conversations\" in Intercom's developer hub, and see that ratings belong to your plan.",
            answer);
    return std::nullopt;
}

}  // namespace reputed::fetchers::intercom
