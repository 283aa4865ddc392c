// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/zendesk/parse.hpp"

#include "fetchers/api/read.hpp"
#include "text/html.hpp"

namespace reputed::fetchers::zendesk {
namespace {

using api::text_of;
using base::Json;

/// Good and bad are shown as the ends of a scale of stars.
std::optional<core::Rating> rating_of(std::string_view score) {
    if (score.starts_with("good")) return core::Rating{5, 5, 1, true};
    if (score.starts_with("bad")) return core::Rating{1, 5, 1, true};
    return std::nullopt;
}

core::Item item_of(const Json& rating, const std::string& desk) {
    core::Item item;
    item.id = text_of(rating["id"]);
    item.body = api::paragraphs_of({{"", rating["comment"].text()}, {"Reason", rating["reason"].text()}});
    item.published = api::stamp_of(rating["created_at"]);
    item.updated = api::stamp_of(rating["updated_at"]);
    item.rating = rating_of(rating["score"].text());
    if (const auto ticket = rating["ticket_id"].integer(); ticket && *ticket > 0)
        item.url = fmt::format("{}/agent/tickets/{}", desk, *ticket);
    return item;
}

/// Asked, but not answered: nothing was said yet.
bool is_only_offered(const Json& rating) {
    const auto score = rating["score"].text();
    return score == "offered" || score == "unoffered";
}

std::string page_after(const Json& root) {
    if (root["meta"].is_object()) {
        const auto cursor = root["meta"]["after_cursor"].text();
        if (!root["meta"]["has_more"].boolean().value_or(false) || cursor.empty()) return {};
        return fmt::format("{}&page%5Bafter%5D={}", first_page, net::percent_encode(cursor));
    }
    // Older servers count pages; of their link only the number is taken.
    const auto link = root["next_page"].text();
    for (const auto* name : {"?page=", "&page="}) {
        const auto at = link.find(name);
        if (at == std::string_view::npos) continue;
        const auto digits = link.substr(at + 6, link.find_first_not_of("0123456789", at + 6) - at - 6);
        if (!digits.empty()) return fmt::format("page={}&per_page=100", digits);
    }
    return {};
}

core::PollFailure failure(core::FailureKind kind, std::string words, const api::Answer& answer) {
    return {kind, std::move(words), fmt::format("answered {}", answer.status), {}};
}

}  // namespace

api::Listing read_ratings(const api::Answer& answer, const std::string& desk) {
    api::Listing listing;
    const auto root = api::root_of(answer, listing);
    if (!root) return listing;
    const auto& ratings = (*root)["satisfaction_ratings"];
    if (!ratings.is_array()) {
        api::not_a_list(listing, "is not a list of satisfaction ratings");
        return listing;
    }
    std::vector<Json> given;
    for (const auto& rating : ratings.items())
        if (!is_only_offered(rating)) given.push_back(rating);
    api::read_entries(Json::array(std::move(given)), listing,
                      [&desk](const Json& rating) { return item_of(rating, desk); });
    listing.next = page_after(*root);
    return listing;
}

std::optional<core::PollFailure> refusal_of(const api::Answer& answer) {
    if (answer.status != 401 && answer.status != 403 && answer.status != 404) return std::nullopt;
    const auto root = Json::parse(answer.body);
    if (!root || (*root)["error"].is_null()) return std::nullopt;
    if (answer.status == 401)
        return failure(
            core::FailureKind::denied,
            "Zendesk does not accept the mail address with this token. Compare both with the admin "
            "center under \"APIs\", and see that access by token is switched on there.",
            answer);
    if (answer.status == 403)
        return failure(
            core::FailureKind::denied,
            "Zendesk shows satisfaction ratings to administrators only. Use the mail address of an "
            "administrator, and see that customer satisfaction belongs to your plan.",
            answer);
    return failure(
        core::FailureKind::missing,
        "There are no satisfaction ratings at this help desk. Compare the subdomain with the address "
        "you sign in at, and see that customer satisfaction is switched on.",
        answer);
}

}  // namespace reputed::fetchers::zendesk
