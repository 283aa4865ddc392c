// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/wordpress/reviews.hpp"

#include "fetchers/api/read.hpp"
#include "text/html.hpp"

namespace reputed::fetchers::wordpress {
namespace {

using base::Json;

core::Item item_of(const Json& review) {
    core::Item item;
    item.id = api::text_of(review["id"]);
    item.item = api::text_of(review["product_id"]);
    if (const auto product = review["product_permalink"].text(); !product.empty())
        item.url = fmt::format("{}#comment-{}", product, item.id);
    item.author = text::collapse_space(text::decode_entities(review["reviewer"].text()));
    item.body = text::html_to_plain(review["review"].text());
    item.published = api::stamp_of(review["date_created_gmt"]);
    item.rating = api::rating_of(review["rating"]);
    return item;
}

}  // namespace

api::Listing read_reviews(const api::Answer& answer, const api::Ask& ask) {
    api::Listing listing;
    const auto root = api::root_of(answer, listing);
    if (!root) return listing;
    if (!root->is_array()) {
        api::not_a_list(listing, "is not a list of reviews");
        return listing;
    }
    api::read_entries(*root, listing, item_of);
    Position at = position_in(ask.next);
    const auto pages = pages_in(answer);
    listing.whole = pages ? at.page >= *pages : root->items().size() < a_page;
    if (!listing.whole) {
        ++at.page;
        listing.next = text_of(at);
    }
    if (!listing.items.empty() && listing.items.back().published)
        listing.oldest = listing.items.back().published->at;
    return listing;
}

}  // namespace reputed::fetchers::wordpress
