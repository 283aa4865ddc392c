// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/visit.hpp"
#include "fetchers/wordpress/fields.hpp"
#include "fetchers/wordpress/reviews.hpp"
#include "fetchers/wordpress/site.hpp"
#include "fetchers/wordpress/wordpress.hpp"

namespace reputed::fetchers::wordpress {
namespace {

constexpr std::array fields{
    SettingField{"site", "Address of the shop", "As visitors have it, such as https://shop.example.",
                 SettingKind::url, true, "", ""},
    SettingField{
        "user", "User or consumer key",
        "A user with the role Shop manager or higher reads and answers; a consumer key, which begins "
        "with ck_, only reads.",
        SettingKind::text, true, "", ""},
    SettingField{"password", "Application password or consumer secret",
                 "The former is made in the user's profile, the latter beside the consumer key.",
                 SettingKind::secret, true, "", ""},
    answers_by_field,
    SettingField{"key_in", "Where keys are sent",
                 "\"address\" only for a shop that answers \"Consumer key is missing\".", SettingKind::choice,
                 false, "header", "header|address"},
    way_field,
    api::private_field,
};

class ReviewsApi final : public SiteApi {
  public:
    explicit ReviewsApi(const core::Source& source) : SiteApi(source, "review") {}

    api::Call list(const api::Ask& ask) const override {
        Parameters query{{"per_page", std::to_string(a_page)},
                         {"page", std::to_string(position_in(ask.next).page)},
                         {"orderby", "date_gmt"},
                         {"order", "desc"}};
        const bool in_address = !as_user() && setting(source_, "key_in", "header") == "address";
        if (in_address) {
            query.emplace_back("consumer_key", setting(source_, "user"));
            query.emplace_back("consumer_secret", setting(source_, "password"));
        }
        api::Call call = api::call("GET", address("/wc/v3/products/reviews", query));
        call.signed_in = !in_address;
        return call;
    }

    api::Listing read(const api::Answer& answer) const override { return read_reviews(answer, {}); }
    api::Listing read_page(const api::Answer& answer, const api::Ask& ask) const override {
        return read_reviews(answer, ask);
    }
};

std::unique_ptr<api::Api> open(const core::Source& source) { return std::make_unique<ReviewsApi>(source); }

}  // namespace

const Portal& shop() {
    static const Portal record{
        .name = "woocommerce",
        .title = "WooCommerce",
        .reads = "reviews of products in your own shop",
        .signs_in = "a user and an application password, or a consumer key",
        .settings = fields,
        .reply =
            ReplyRules{.most = 65'525, .unit = LengthUnit::bytes, .can_remove = true, .tells_author = false},
        .check = check_site,
        .describe = describe_site,
        .address = address_of_site,
        .make_fetcher = api::fetcher_of<open>,
        .make_replier = api::replier_of<open>,
        .parse = api::parse_of<open>,
    };
    return record;
}

}  // namespace reputed::fetchers::wordpress
