// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/tripadvisor/parse.hpp"

#include "fetchers/api/read.hpp"
#include "text/html.hpp"

namespace reputed::fetchers::tripadvisor {
namespace {

using api::text_of;
using base::Json;

/// Without its query: what stands there is about the client that asked, and may be its key.
std::string address_of(std::string_view url) { return std::string(url.substr(0, url.find_first_of("?#"))); }

std::optional<core::OwnerReply> reply_of(const Json& response) {
    const std::string text = text::tidy_plain(response["text"].text());
    if (text.empty()) return std::nullopt;
    const auto at = api::stamp_of(response["published_date"]);
    return core::OwnerReply{text, at ? std::optional(at->at) : std::nullopt};
}

core::Item item_of(const Json& review) {
    core::Item item;
    item.id = text_of(review["id"]);
    item.url = address_of(review["url"].text());
    item.author = text::collapse_space(review["user"]["username"].text());
    item.title = text::tidy_plain(review["title"].text());
    item.body = text::tidy_plain(review["text"].text());
    item.language = text_of(review["lang"]);
    std::ranges::replace(item.language, '_', '-');
    item.published = api::stamp_of(review["published_date"]);
    item.rating = api::rating_of(review["rating"]);
    item.reply = reply_of(review["owner_response"]);
    return item;
}

}  // namespace

api::Listing read_reviews(const api::Answer& answer) {
    api::Listing listing;
    const auto root = api::root_of(answer, listing);
    if (!root) return listing;
    if (!(*root)["data"].is_array()) {
        api::not_a_list(listing, "is not a list of reviews");
        return listing;
    }
    api::read_entries((*root)["data"], listing, item_of);
    if (const auto count = (*root)["paging"]["total_results"].integer(); count && *count > 0)
        listing.aggregates.push_back({{}, std::nullopt, 5, 1, count});
    return listing;
}

std::optional<core::PollFailure> refusal_of(const api::Answer& answer, const std::string& location) {
    if (answer.status == 401)
        return core::PollFailure{core::FailureKind::denied,
                                 "Tripadvisor did not accept the key. Copy it again from its developer page.",
                                 "key refused",
                                 {}};
    if (answer.status == 403)
        return core::PollFailure{
            core::FailureKind::denied,
            "Tripadvisor refuses this key from here. Each key is bound to addresses: on its developer page, "
            "add the public address of this server, or the web address that stands in the setting "
            "\"Referring page\".",
            "explicit deny, or forbidden",
            {}};
    if (answer.status == 400 || answer.status == 404)
        return core::PollFailure{
            core::FailureKind::missing,
            fmt::format("Tripadvisor knows no place {}, or not this language. The number of a place stands "
                        "in the address of its page, after the letter d.",
                        location),
            fmt::format("answered {}", answer.status),
            {}};
    return std::nullopt;
}

}  // namespace reputed::fetchers::tripadvisor
