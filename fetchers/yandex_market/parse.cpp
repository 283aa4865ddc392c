// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/yandex_market/parse.hpp"

#include "fetchers/api/read.hpp"
#include "text/html.hpp"

namespace reputed::fetchers::yandex_market {
namespace {

using api::text_of;
using base::Json;

core::Item item_of(const Json& review) {
    core::Item item;
    item.id = text_of(review["feedbackId"]);
    item.author = text::collapse_space(review["author"].text());
    const auto& words = review["description"];
    // As the portal itself calls them; words of another language would mislead whoever guesses the language.
    item.body = api::paragraphs_of({{"Достоинства", words["advantages"].text()},
                                    {"Недостатки", words["disadvantages"].text()},
                                    {"Комментарий", words["comment"].text()}});
    item.published = api::stamp_of(review["createdAt"]);
    item.rating = api::rating_of(review["statistics"]["rating"]);
    return item;
}

bool has_comments(const Json& review) {
    return review["statistics"]["commentsCount"].number().value_or(0) > 0 &&
           review["feedbackId"].integer().has_value();
}

std::optional<Json> comments_in(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    if (!root || !(*root)["result"]["comments"].is_array()) return std::nullopt;
    return (*root)["result"]["comments"];
}

SeenState state_of(std::string_view status) {
    if (status == "BANNED") return SeenState::rejected;
    return status == "UNMODERATED" ? SeenState::pending : SeenState::live;
}

/// The newest comment of the shop that still stands there.
Seen shop_comment(const Json& comments) {
    Seen seen;
    std::int64_t newest = 0;
    for (const auto& comment : comments.items()) {
        const bool own = comment["author"]["type"].text() == "BUSINESS";
        const auto id = comment["id"].integer().value_or(0);
        // Later comments have larger numbers; their order in the list is nowhere promised.
        if (!own || comment["status"].text() == "DELETED" || id < newest) continue;
        newest = id;
        seen.text = text_of(comment["text"]);
        seen.reply_id = text_of(comment["id"]);
        seen.state = state_of(comment["status"].text());
    }
    return seen;
}

std::string code_of(const Json& root) {
    const auto errors = root["errors"].items();
    return errors.empty() ? std::string() : text_of(errors.front()["code"]);
}

}  // namespace

api::Listing read_reviews(const api::Answer& answer, api::Waiting* waiting) {
    api::Listing listing;
    const auto root = api::root_of(answer, listing);
    if (!root) return listing;
    const auto& result = (*root)["result"];
    if (!result["feedbacks"].is_array()) {
        api::not_a_list(listing, "is not a list of reviews");
        return listing;
    }
    std::vector<Json> ready;
    for (const auto& review : result["feedbacks"].items())
        (waiting != nullptr && has_comments(review) ? waiting->entries : ready).push_back(review);
    api::read_entries(Json::array(std::move(ready)), listing, item_of);
    if (waiting != nullptr) waiting->page = text_of(result["paging"]["nextPageToken"]);
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
    const Seen seen = shop_comment(*comments);
    for (auto& item : listing.items)
        if (seen.state == SeenState::live)
            item.reply = core::OwnerReply{text::tidy_plain(seen.text), std::nullopt};
    return listing;
}

std::optional<Seen> read_comments(const api::Answer& answer) {
    const auto comments = comments_in(answer);
    if (!comments) return std::nullopt;
    return shop_comment(*comments);
}

std::optional<core::PollFailure> refusal_of(const api::Answer& answer, const std::string& business) {
    const auto root = Json::parse(answer.body);
    if (!root || (*root)["status"].text() != "ERROR") return std::nullopt;
    const std::string code = code_of(*root);
    const std::string technical = fmt::format("{} {}", answer.status, code);
    using core::FailureKind;
    if (answer.status == 420 || code == "LIMIT_EXCEEDED" || code == "HIT_RATE_LIMIT")
        return core::PollFailure{
            FailureKind::rate_limited,
            "Yandex Market lets this business ask so many times an hour, and that is used up. It is asked "
            "again by itself; other programs that use the same business share these questions.",
            technical,
            {}};
    if (answer.status == 401 || code == "UNAUTHORIZED")
        return core::PollFailure{
            FailureKind::denied,
            "Yandex Market does not know this key. Make a new one in the seller's cabinet under the settings "
            "of its interface, and enter it here.",
            technical,
            {}};
    if (answer.status == 403 || code == "FORBIDDEN")
        return core::PollFailure{
            FailureKind::denied,
            fmt::format("Yandex Market does not let this key read the reviews of business {}. Give it access "
                        "to communication with customers, and see that it was made in the cabinet of that "
                        "business.",
                        business),
            technical,
            {}};
    if (answer.status == 404 || code == "NOT_FOUND")
        return core::PollFailure{
            FailureKind::missing,
            fmt::format("Yandex Market finds nothing for business {}. The number stands in the "
                        "cabinet's address and in its interface settings; it is not the number of a shop.",
                        business),
            technical,
            {}};
    if (answer.status == 200)
        return core::PollFailure{FailureKind::server,
                                 "Yandex Market answered that it could not do this. It is tried again by "
                                 "itself.",
                                 technical,
                                 {}};
    return std::nullopt;
}

std::optional<Refused> refused_of(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    if (!root || (answer.status != 200 && answer.status != 400)) return std::nullopt;
    const auto failure = refusal_of(answer, {});
    const bool may_pass = failure && (failure->kind == core::FailureKind::rate_limited ||
                                      failure->kind == core::FailureKind::denied);
    const auto errors = (*root)["errors"].items();
    if (may_pass || errors.empty()) return std::nullopt;
    return Refused{fmt::format("Yandex Market did not take the answer: {}",
                               text::collapse_space(errors.front()["message"].text())),
                   fmt::format("{} {}", answer.status, code_of(*root))};
}

}  // namespace reputed::fetchers::yandex_market
