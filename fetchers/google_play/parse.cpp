// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/google_play/parse.hpp"

#include "fetchers/api/read.hpp"
#include "text/html.hpp"

namespace reputed::fetchers::google_play {
namespace {

using api::text_of;
using base::Json;

/// The comment of that kind; each entry of the list holds one of either.
const Json& comment_in(const Json& review, std::string_view kind) {
    static const Json none;
    for (const auto& comment : review["comments"].items())
        if (comment[kind].is_object()) return comment[kind];
    return none;
}

std::optional<core::Stamp> when(const Json& comment) {
    return api::stamp_of(comment["lastModified"]["seconds"]);
}

/// "title TAB body": old reviews have both in one text.
void split_title(std::string_view text, core::Item& item) {
    const auto tab = text.find('\t');
    if (tab != std::string_view::npos) {
        item.title = text::tidy_plain(text.substr(0, tab));
        text.remove_prefix(tab + 1);
    }
    item.body = text::tidy_plain(text);
}

core::Item item_of(const Json& review, const std::string& package) {
    core::Item item;
    item.id = text_of(review["reviewId"]);
    item.author = text::collapse_space(review["authorName"].text());
    const auto& said = comment_in(review, "userComment");
    const auto own_words = said["originalText"].text();
    split_title(own_words.empty() ? said["text"].text() : own_words, item);
    item.language = text_of(said["reviewerLanguage"]);
    std::ranges::replace(item.language, '_', '-');
    item.published = item.updated = when(said);
    item.rating = api::rating_of(said["starRating"]);
    const auto& answer = comment_in(review, "developerComment");
    if (const auto text = text::tidy_plain(answer["text"].text()); !text.empty()) {
        const auto at = when(answer);
        item.reply = core::OwnerReply{text, at ? std::optional(at->at) : std::nullopt};
    }
    if (!package.empty() && !item.id.empty())
        item.url = fmt::format("https://play.google.com/store/apps/details?id={}&reviewId={}", package,
                               net::percent_encode(item.id));
    return item;
}

/// The reason of a refusal, in whichever of the places Google has for it.
std::vector<std::string_view> reasons_in(const Json& error) {
    std::vector<std::string_view> reasons{error["status"].text()};
    for (const auto* list : {"errors", "details"})
        for (const auto& one : error[list].items()) reasons.push_back(one["reason"].text());
    return reasons;
}

core::PollFailure failure(core::FailureKind kind, std::string words, const api::Answer& answer) {
    return {kind, std::move(words), fmt::format("answered {}", answer.status), {}};
}

core::PollFailure not_found(const api::Answer& answer, const std::string& package) {
    if (answer.url.contains("/reviews/"))
        return failure(core::FailureKind::missing,
                       "Google Play does not show this review here any more: it was taken away, or nobody "
                       "changed it for a week. Look for it in the Play Console.",
                       answer);
    return failure(core::FailureKind::missing,
                   fmt::format("Google Play knows no app \"{}\". Compare the package name with the address "
                               "of the app's page, where it stands after id=.",
                               package),
                   answer);
}

}  // namespace

api::Listing read_reviews(const api::Answer& answer, const std::string& package) {
    api::Listing listing;
    const auto root = api::root_of(answer, listing);
    if (!root) return listing;
    // An app nobody wrote about is an empty object; an object of other things is something else.
    const bool empty =
        root->members().empty() || (*root)["tokenPagination"].is_object() || (*root)["pageInfo"].is_object();
    if (!root->is_object() || (!(*root)["reviews"].is_array() && !empty)) {
        api::not_a_list(listing, "is not a list of reviews");
        return listing;
    }
    api::read_entries((*root)["reviews"], listing,
                      [&package](const Json& review) { return item_of(review, package); });
    listing.next = text_of((*root)["tokenPagination"]["nextPageToken"]);
    if (listing.next.empty()) listing.next = text_of((*root)["nextPageToken"]);
    if (!listing.items.empty() && listing.items.back().updated)
        listing.oldest = listing.items.back().updated->at;
    return listing;
}

std::optional<Seen> read_answer(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    if (!root || (*root)["reviewId"].text().empty()) return std::nullopt;
    Seen seen;
    seen.text = text_of(comment_in(*root, "developerComment")["text"]);
    if (!seen.text.empty()) seen.state = SeenState::live;
    return seen;
}

std::string kept_text(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    return root ? text_of((*root)["result"]["replyText"]) : std::string();
}

std::string message_in(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    return root ? text::collapse_space((*root)["error"]["message"].text()) : std::string();
}

std::optional<core::PollFailure> refusal_of(const api::Answer& answer, const std::string& package) {
    if (answer.status != 403 && answer.status != 404 && answer.status != 429) return std::nullopt;
    const auto root = Json::parse(answer.body);
    if (!root || !(*root)["error"].is_object()) return std::nullopt;
    if (answer.status == 404) return not_found(answer, package);
    for (const auto reason : reasons_in((*root)["error"])) {
        if (reason == "rateLimitExceeded" || reason == "userRateLimitExceeded" || reason == "quotaExceeded" ||
            reason == "RESOURCE_EXHAUSTED")
            return failure(
                core::FailureKind::rate_limited,
                "Google Play's allowance for this project is used up for now. It is asked again by "
                "itself; if this happens often, choose a longer interval.",
                answer);
        if (reason == "accessNotConfigured" || reason == "SERVICE_DISABLED")
            return failure(core::FailureKind::denied,
                           "The Google Play Android Developer interface is switched off in the Cloud project "
                           "of this service account. Switch it on under \"APIs and services\" and wait some "
                           "minutes.",
                           answer);
    }
    if (answer.status != 403) return std::nullopt;
    return failure(core::FailureKind::denied,
                   "The service account may not do this with the app. In the Play Console, under \"Users and "
                   "permissions\", invite its mail address and give it \"Reply to reviews\" for this app.",
                   answer);
}

}  // namespace reputed::fetchers::google_play
