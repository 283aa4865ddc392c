// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/wildberries/parse.hpp"

#include "fetchers/api/read.hpp"
#include "text/html.hpp"

namespace reputed::fetchers::wildberries {
namespace {

using api::text_of;
using base::Json;

Seen answer_in(const Json& feedback) {
    Seen seen;
    const auto& answer = feedback["answer"];
    seen.text = text_of(answer["text"]);
    if (seen.text.empty()) return seen;
    const auto state = answer["state"].text();
    seen.state = state == "rejected"         ? SeenState::rejected
                 : state == "reviewRequired" ? SeenState::pending
                                             : SeenState::live;
    return seen;
}

core::Item item_of(const Json& feedback) {
    core::Item item;
    item.id = text_of(feedback["id"]);
    item.author = text::collapse_space(feedback["userName"].text());
    item.title = text::collapse_space(feedback["productDetails"]["productName"].text());
    // As the portal itself calls them; words of another language would mislead whoever guesses the language.
    item.body = api::paragraphs_of({{"", feedback["text"].text()},
                                    {"Достоинства", feedback["pros"].text()},
                                    {"Недостатки", feedback["cons"].text()}});
    item.published = api::stamp_of(feedback["createdDate"]);
    item.rating = api::rating_of(feedback["productValuation"]);
    const Seen answer = answer_in(feedback);
    if (answer.state == SeenState::live)
        item.reply = core::OwnerReply{text::tidy_plain(answer.text), std::nullopt};
    return item;
}

}  // namespace

api::Listing read_feedbacks(const api::Answer& answer) {
    api::Listing listing;
    const auto root = api::root_of(answer, listing);
    if (!root) return listing;
    if (!(*root)["data"]["feedbacks"].is_array()) {
        api::not_a_list(listing, "is not a list of reviews");
        return listing;
    }
    api::read_entries((*root)["data"]["feedbacks"], listing, item_of);
    return listing;
}

std::size_t count_in(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    return root ? (*root)["data"]["feedbacks"].items().size() : 0;
}

std::optional<Seen> read_answer(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    if (!root || (*root)["data"]["id"].text().empty()) return std::nullopt;
    return answer_in((*root)["data"]);
}

std::string error_in(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    if (!root || !(*root)["error"].boolean().value_or(false)) return {};
    const std::string words = text::collapse_space((*root)["errorText"].text());
    return words.empty() ? "an error without words" : words;
}

std::optional<core::PollFailure> refusal_of(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    if (!root || !root->is_object()) return std::nullopt;
    const std::string words = error_in(answer);
    const std::string technical = fmt::format("{} {}", answer.status, words);
    if (answer.status == 401 || answer.status == 403)
        return core::PollFailure{
            core::FailureKind::denied,
            "Wildberries does not take this token for reviews. Such tokens end after some months: make a new "
            "one in the seller's portal, with access to questions and reviews, and enter it here.",
            technical,
            {}};
    if (answer.status != 200 || words.empty()) return std::nullopt;
    return core::PollFailure{
        core::FailureKind::server,
        fmt::format("Wildberries answered with an error of its own: {}. It is asked again by itself.", words),
        technical,
        {}};
}

}  // namespace reputed::fetchers::wildberries
