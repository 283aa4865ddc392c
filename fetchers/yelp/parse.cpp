// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/yelp/parse.hpp"

#include "fetchers/api/read.hpp"
#include "text/html.hpp"

namespace reputed::fetchers::yelp {
namespace {

using api::text_of;
using base::Json;

/// The value of "hrid" in the address of a review: its id, also where none is given.
std::string id_in(std::string_view url) {
    constexpr std::string_view name = "hrid=";
    const auto at = url.find(name);
    if (at == std::string_view::npos || at == 0 || (url[at - 1] != '?' && url[at - 1] != '&')) return {};
    const auto value = url.substr(at + name.size());
    return std::string(value.substr(0, value.find_first_of("&#")));
}

/// Without what the address tells Yelp about the client that asked.
std::string address_of(std::string_view url, const std::string& id) {
    const auto page = url.substr(0, url.find_first_of("?#"));
    return page.empty() ? std::string() : fmt::format("{}?hrid={}", page, net::percent_encode(id));
}

core::Item item_of(const Json& review) {
    core::Item item;
    const auto url = review["url"].text();
    item.id = text_of(review["id"]);
    if (item.id.empty()) item.id = id_in(url);
    item.url = address_of(url, item.id);
    item.author = text::collapse_space(review["user"]["name"].text());
    item.body = text::tidy_plain(review["text"].text());
    item.published = api::stamp_of(review["time_created"]);
    if (item.published && !item.published->zone_known) item.published->at = from_pacific(item.published->at);
    item.rating = api::rating_of(review["rating"]);
    return item;
}

core::PollFailure failure(core::FailureKind kind, std::string words, const std::string& technical) {
    return {kind, std::move(words), technical, {}};
}

}  // namespace

core::Instant from_pacific(core::Instant clock) {
    using namespace std::chrono;
    const year_month_day day{floor<days>(clock)};
    const core::Instant summer = sys_days{day.year() / March / Sunday[2]} + hours{2};
    const core::Instant winter = sys_days{day.year() / November / Sunday[1]} + hours{2};
    return clock + hours{clock >= summer && clock < winter ? 7 : 8};
}

api::Listing read_reviews(const api::Answer& answer) {
    api::Listing listing;
    const auto root = api::root_of(answer, listing);
    if (!root) return listing;
    if (!(*root)["reviews"].is_array()) {
        api::not_a_list(listing, "is not a list of reviews");
        return listing;
    }
    api::read_entries((*root)["reviews"], listing, item_of);
    // Old keys count what they were given, not what there is.
    const auto total = (*root)["total"].integer();
    if (total && *total > static_cast<std::int64_t>((*root)["reviews"].items().size()))
        listing.aggregates.push_back({{}, std::nullopt, 5, 1, total});
    return listing;
}

std::optional<core::PollFailure> refusal_of(const api::Answer& answer, const std::string& business) {
    using enum core::FailureKind;
    const auto root = Json::parse(answer.body);
    const std::string code(root ? (*root)["error"]["code"].text() : "");
    if (code == "ACCESS_LIMIT_REACHED")
        return failure(rate_limited,
                       "Yelp's questions for this day are used up. They begin anew at midnight UTC; fewer "
                       "sources or a longer interval make them last.",
                       code);
    if (code == "TOO_MANY_REQUESTS_PER_SECOND")
        return failure(rate_limited, "Yelp wants to be asked more slowly. It is asked again by itself.",
                       code);
    if (code == "TOKEN_INVALID" || code == "UNAUTHORIZED_ACCESS_TOKEN" || code == "TOKEN_MISSING")
        return failure(denied, "Yelp did not accept the API key. Copy it again from Yelp's developer page.",
                       code);
    if (code == "BUSINESS_UNAVAILABLE")
        return failure(denied, "Yelp does not give out the reviews of this business.", code);
    if (code == "BUSINESS_MIGRATED")
        return failure(missing,
                       fmt::format("Yelp moved this business. Write its new id into the settings: {}",
                                   text::collapse_space((*root)["error"]["new_business_id"].text())),
                       code);
    if (code == "BUSINESS_NOT_FOUND" || code == "NOT_FOUND" || code == "VALIDATION_ERROR")
        return failure(missing,
                       fmt::format("Yelp knows no business \"{}\". The right name is the last part of the "
                                   "address of its page at Yelp.",
                                   business),
                       code);
    return std::nullopt;
}

}  // namespace reputed::fetchers::yelp
