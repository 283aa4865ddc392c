// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/api/read.hpp"
#include "fetchers/trusted_shops_public/parse.hpp"
#include "fetchers/trusted_shops_public/trusted_shops_public.hpp"
#include "fetchers/visit.hpp"

namespace reputed::fetchers::trusted_shops_public {
namespace {

constexpr std::string_view usual_server = "https://api.trustedshops.com";

constexpr std::array fields{
    SettingField{
        "shop_id", "Shop id",
        "33 letters and digits that begin with X; they stand in the address of the shop's certificate.",
        SettingKind::text, true, "", ""},
    api::server_field(usual_server),
    api::private_field,
};

class PublicApi final : public api::Api {
  public:
    explicit PublicApi(const core::Source& source)
        : url_(fmt::format("{}/rest/public/v2/shops/{}/quality/reviews.json",
                           api::address_in(source, "base_url", usual_server),
                           net::percent_encode(setting(source, "shop_id")))) {}

    api::Call list(const api::Ask&) const override { return api::call("GET", url_); }
    api::Listing read(const api::Answer& answer) const override { return read_reviews(answer); }
    std::optional<core::PollFailure> refusal(const api::Answer& answer) const override {
        return refusal_of(answer);
    }

  private:
    std::string url_;
};

std::unique_ptr<api::Api> open(const core::Source& source) { return std::make_unique<PublicApi>(source); }

std::vector<SettingProblem> check(const core::Source& source) {
    if (is_shop_id(setting(source, "shop_id"))) return {};
    return {{"shop_id", "A shop id begins with X and has 33 letters and digits in all, without blanks."}};
}

std::string describe(const core::Source& source) { return setting(source, "shop_id"); }

}  // namespace

const Portal& portal() {
    static const Portal record{
        .name = "trusted_shops_public",
        .title = "Trusted Shops, public list",
        .reads = "the newest reviews of a shop that everybody may see",
        .signs_in = "none",
        .settings = fields,
        .interval = std::chrono::hours{6},
        .experimental = true,
        .check = check,
        .describe = describe,
        .make_fetcher = api::fetcher_of<open>,
        .parse = api::parse_of<open>,
    };
    return record;
}

}  // namespace reputed::fetchers::trusted_shops_public
