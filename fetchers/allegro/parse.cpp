// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/allegro/parse.hpp"

#include "fetchers/api/read.hpp"
#include "text/html.hpp"

namespace reputed::fetchers::allegro {
namespace {

using api::text_of;
using base::Json;

/// "Obsługa 2/5, dostawa 1/5": part ratings that are there, as the site names them.
std::string part_ratings(const Json& rates) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> names{
        {{"service", "obsługa"},
         {"description", "zgodność z opisem"},
         {"delivery", "dostawa"},
         {"deliveryCost", "koszt dostawy"}}};
    std::string text;
    for (const auto& [key, name] : names)
        if (const auto rating = api::rating_of(rates[key]))
            text += fmt::format("{}{} {:g}/5", text.empty() ? "" : ", ", name, rating->value);
    return text;
}

Seen answer_in(const Json& rating) {
    Seen seen;
    seen.text = text_of(rating["answer"]["message"]);
    if (!seen.text.empty()) seen.state = SeenState::live;
    return seen;
}

core::Item item_of(const Json& rating) {
    core::Item item;
    item.id = text_of(rating["id"]);
    item.author = text::collapse_space(rating["buyer"]["login"].text());
    item.body = api::paragraphs_of(
        {{"", rating["comment"].text()}, {"Oceny cząstkowe", part_ratings(rating["rates"])}});
    item.published = api::stamp_of(rating["createdAt"]);
    item.updated = api::stamp_of(rating["editedAt"]);
    if (const auto recommended = rating["recommended"].boolean())
        item.rating = core::Rating{*recommended ? 1.0 : 0.0, 1, 0, false};
    const Seen answer = answer_in(rating);
    if (answer.state == SeenState::live) {
        const auto at = api::stamp_of(rating["answer"]["createdAt"]);
        item.reply =
            core::OwnerReply{text::tidy_plain(answer.text), at ? std::optional(at->at) : std::nullopt};
    }
    return item;
}

core::PollFailure denied(std::string words, std::string technical) {
    return {core::FailureKind::denied, std::move(words), std::move(technical), {}};
}

}  // namespace

api::Listing read_ratings(const api::Answer& answer) {
    api::Listing listing;
    const auto root = api::root_of(answer, listing);
    if (!root) return listing;
    if (!(*root)["ratings"].is_array()) {
        api::not_a_list(listing, "is not a list of ratings");
        return listing;
    }
    api::read_entries((*root)["ratings"], listing, item_of);
    if (!listing.items.empty() && listing.items.back().published)
        listing.oldest = listing.items.back().published->at;
    return listing;
}

std::size_t count_in(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    return root ? (*root)["ratings"].items().size() : 0;
}

std::optional<Seen> read_answer(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    if (!root || (*root)["id"].text().empty()) return std::nullopt;
    return answer_in(*root);
}

std::string words_of(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    if (!root) return {};
    const auto errors = (*root)["errors"].items();
    if (errors.empty()) return {};
    const auto& error = errors.front();
    return text::collapse_space(error["userMessage"].text().empty() ? error["message"].text()
                                                                    : error["userMessage"].text());
}

std::optional<core::PollFailure> refusal_of(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    if (!root || !(*root)["errors"].is_array() || answer.status < 400) return std::nullopt;
    const auto errors = (*root)["errors"].items();
    const std::string technical =
        fmt::format("{} {}", answer.status, errors.empty() ? "" : errors.front()["code"].text());
    if (answer.status == 403)
        return denied(
            "Allegro does not let this application read ratings. Allow it to read and write ratings where "
            "the application is registered, then connect again with the seller's account.",
            technical);
    if (answer.status == 406 || answer.status == 415)
        return core::PollFailure{core::FailureKind::changed_layout,
                                 "Allegro no longer speaks the form of answers that this program knows. A "
                                 "newer version of it is needed.",
                                 technical,
                                 {}};
    return std::nullopt;
}

}  // namespace reputed::fetchers::allegro
