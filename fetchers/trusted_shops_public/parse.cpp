// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/trusted_shops_public/parse.hpp"

#include "fetchers/api/read.hpp"
#include "text/html.hpp"

namespace reputed::fetchers::trusted_shops_public {
namespace {

using api::text_of;
using base::Json;

core::Item item_of(const Json& review) {
    core::Item item;
    item.id = text_of(review["UID"]);
    item.body = text::tidy_plain(review["comment"].text());
    item.published = api::stamp_of(review["creationDate"]);
    if (!item.published) item.published = api::stamp_of(review["confirmationDate"]);
    item.rating = api::rating_of(review["mark"]);
    return item;
}

core::PollFailure unknown_shop(const std::string& technical) {
    return {core::FailureKind::missing,
            "Trusted Shops knows no shop with this id. Copy it again from the shop's certificate: it begins "
            "with X and has 33 letters and digits.",
            technical,
            {}};
}

}  // namespace

bool is_shop_id(std::string_view text) {
    return text.size() == 33 && text.starts_with('X') && api::made_of_letters(text, "", 33);
}

api::Listing read_reviews(const api::Answer& answer) {
    api::Listing listing;
    const auto root = api::root_of(answer, listing);
    if (!root) return listing;
    const auto& shop = (*root)["response"]["data"]["shop"];
    if (!shop.is_object()) {
        api::not_a_list(listing, "is not a shop with its reviews");
        return listing;
    }
    api::read_entries(shop["reviews"], listing, item_of);
    const auto& indicator = shop["qualityIndicators"]["reviewIndicator"];
    if (const auto count = indicator["activeReviewCount"].integer())
        listing.aggregates.push_back({{}, indicator["overallMark"].number(), 5, 1, count});
    return listing;
}

std::optional<core::PollFailure> refusal_of(const api::Answer& answer) {
    if (answer.status == 404) return unknown_shop("no such address");
    const auto root = Json::parse(answer.body);
    if (!root || !(*root)["response"].is_object()) return std::nullopt;
    const auto& response = (*root)["response"];
    const std::string message(response["message"].text());
    if (response["status"].text() != "ERROR" && response["code"].integer().value_or(200) < 400)
        return std::nullopt;
    if (message.starts_with("TS_ID")) return unknown_shop(message);
    return core::PollFailure{core::FailureKind::missing,
                             "Trusted Shops refused the question: " + text::collapse_space(message),
                             fmt::format("answered {} in the body", response["code"].text()),
                             {}};
}

}  // namespace reputed::fetchers::trusted_shops_public
