// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/g2/parse.hpp"

#include "fetchers/api/read.hpp"
#include "text/html.hpp"

namespace reputed::fetchers::g2 {
namespace {

using api::text_of;
using base::Json;

/// Each question of the survey with its answer, in the order they were asked.
std::string answers_in(const Json& answers) {
    std::vector<std::pair<std::string_view, std::string_view>> parts;
    for (const auto& [name, answer] : answers.members()) {
        std::string_view question = answer["text"].text();
        while (question.ends_with(' ') || question.ends_with(':')) question.remove_suffix(1);
        parts.emplace_back(question, answer["value"].text());
    }
    return api::paragraphs_of(parts);
}

core::Item item_of(const Json& response) {
    core::Item item;
    item.id = text_of(response["id"]);
    const auto& attributes = response["attributes"];
    item.url = text_of(attributes["url"]);
    item.title = text::collapse_space(attributes["title"].text());
    item.author = text::collapse_space(attributes["user_name"].text());
    item.body = answers_in(attributes["comment_answers"]);
    item.published = api::stamp_of(attributes["submitted_at"]);
    item.updated = api::stamp_of(attributes["updated_at"]);
    item.rating = api::rating_of(attributes["star_rating"], 5, 0.5);
    return item;
}

bool is_public(const Json& response) { return response["attributes"]["is_public"].boolean().value_or(true); }

}  // namespace

api::Listing read_responses(const api::Answer& answer) {
    api::Listing listing;
    const auto root = api::root_of(answer, listing);
    if (!root) return listing;
    if (!(*root)["data"].is_array()) {
        api::not_a_list(listing, "is not a list of reviews");
        return listing;
    }
    std::vector<Json> published;
    std::ranges::copy_if((*root)["data"].items(), std::back_inserter(published), is_public);
    api::read_entries(Json::array(std::move(published)), listing, item_of);
    listing.next = text_of((*root)["links"]["next"]);
    return listing;
}

std::string error_in(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    if (!root) return {};
    const auto errors = (*root)["errors"].items();
    if (errors.empty()) return {};
    const auto& error = errors.front();
    return text::collapse_space(error["detail"].text().empty() ? error["title"].text()
                                                               : error["detail"].text());
}

}  // namespace reputed::fetchers::g2
