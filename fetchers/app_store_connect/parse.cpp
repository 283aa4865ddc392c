// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/app_store_connect/parse.hpp"

#include <charconv>

#include "fetchers/api/read.hpp"
#include "text/html.hpp"

namespace reputed::fetchers::app_store_connect {
namespace {

using api::text_of;
using base::Json;

const Json& response_of(const Json& review, const Json& included) {
    static const Json none;
    const auto id = review["relationships"]["response"]["data"]["id"].text();
    if (id.empty()) return none;
    for (const auto& one : included.items())
        if (one["id"].text() == id && one["attributes"].is_object()) return one;
    return none;
}

Seen seen_in(const Json& response) {
    const auto& attributes = response["attributes"];
    Seen seen;
    seen.text = text_of(attributes["responseBody"]);
    if (seen.text.empty()) return seen;
    seen.reply_id = text_of(response["id"]);
    seen.state = attributes["state"].text() == "PUBLISHED" ? SeenState::live : SeenState::pending;
    return seen;
}

core::Item item_of(const Json& review, const Json& included) {
    const auto& attributes = review["attributes"];
    core::Item item;
    item.id = text_of(review["id"]);
    item.author = text::collapse_space(attributes["reviewerNickname"].text());
    item.title = text::tidy_plain(attributes["title"].text());
    item.body = text::tidy_plain(attributes["body"].text());
    item.published = api::stamp_of(attributes["createdDate"]);
    item.rating = api::rating_of(attributes["rating"]);
    const auto& response = response_of(review, included);
    if (const Seen seen = seen_in(response); seen.state == SeenState::live) {
        const auto at = api::stamp_of(response["attributes"]["lastModifiedDate"]);
        item.reply = core::OwnerReply{text::tidy_plain(seen.text), at ? std::optional(at->at) : std::nullopt};
    }
    return item;
}

core::PollFailure failure(core::FailureKind kind, std::string words, const api::Answer& answer) {
    return {kind, std::move(words), fmt::format("answered {}", answer.status), {}};
}

core::PollFailure forbidden(std::string_view code, const api::Answer& answer) {
    if (code.contains("AGREEMENTS"))
        return failure(core::FailureKind::denied,
                       "Apple waits for an agreement to be signed. The account holder finds it in App Store "
                       "Connect under \"Business\".",
                       answer);
    return failure(
        core::FailureKind::denied,
        "The key may not do this. Reading reviews needs the role Customer Support, Admin or Account "
        "Holder, and access to this app; roles are given in App Store Connect under \"Users and "
        "access\".",
        answer);
}

core::PollFailure not_found(const api::Answer& answer) {
    if (answer.url.contains("/apps/"))
        return failure(
            core::FailureKind::missing,
            "App Store Connect knows no app of that number in your account. Choose the app again, or "
            "compare the number with \"Apple ID\" under \"App information\".",
            answer);
    return failure(core::FailureKind::missing,
                   "App Store Connect does not know this review or its answer any more.", answer);
}

std::optional<std::int64_t> number_after(std::string_view text, std::string_view name) {
    const auto at = text.find(name);
    if (at == std::string_view::npos) return std::nullopt;
    text.remove_prefix(at + name.size());
    std::int64_t number = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), number).ec != std::errc{})
        return std::nullopt;
    return number;
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
    const auto& included = (*root)["included"];
    api::read_entries((*root)["data"], listing,
                      [&included](const Json& review) { return item_of(review, included); });
    listing.next = api::own_link((*root)["links"]["next"].text(), answer.url);
    if (!listing.items.empty() && listing.items.back().published)
        listing.oldest = listing.items.back().published->at;
    return listing;
}

std::optional<Seen> read_review(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    if (!root || (*root)["data"]["id"].text().empty()) return std::nullopt;
    return seen_in(response_of((*root)["data"], (*root)["included"]));
}

Accepted read_response(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    if (!root) return {};
    return {text_of((*root)["data"]["id"]), text_of((*root)["data"]["attributes"]["responseBody"])};
}

PlacePage read_apps(const api::Answer& answer) {
    PlacePage page;
    const auto root = Json::parse(answer.body);
    page.understood = root && (*root)["data"].is_array();
    if (!page.understood) return page;
    for (const auto& app : (*root)["data"].items())
        if (const auto id = app["id"].text(); api::made_of_letters(id, "", 20))
            page.places.push_back({std::string(id), text_of(app["attributes"]["name"]),
                                   text_of(app["attributes"]["bundleId"])});
    page.next = api::own_link((*root)["links"]["next"].text(), answer.url);
    return page;
}

std::optional<core::PollFailure> refusal_of(const api::Answer& answer) {
    if (answer.status != 401 && answer.status != 403 && answer.status != 404) return std::nullopt;
    const auto root = Json::parse(answer.body);
    if (!root || !(*root)["errors"].is_array()) return std::nullopt;
    if (answer.status == 404) return not_found(answer);
    if (answer.status == 403) return forbidden((*root)["errors"].at(0)["code"].text(), answer);
    return failure(core::FailureKind::denied,
                   "App Store Connect does not accept the key. Compare the issuer id, the key id and the key "
                   "file with \"Users and access\", \"Integrations\" there, and see that the clock of this "
                   "machine is right.",
                   answer);
}

std::string message_in(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    if (!root) return {};
    const auto& error = (*root)["errors"].at(0);
    const auto detail = error["detail"].text();
    return text::collapse_space(detail.empty() ? error["title"].text() : detail);
}

std::optional<HourlyRate> read_rate(const net::Headers& headers) {
    const auto header = headers.find("X-Rate-Limit");
    if (!header) return std::nullopt;
    const auto most = number_after(*header, "user-hour-lim:");
    const auto left = number_after(*header, "user-hour-rem:");
    if (!most || !left) return std::nullopt;
    return HourlyRate{*most, *left};
}

}  // namespace reputed::fetchers::app_store_connect
