// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/api/read.hpp"
#include "fetchers/visit.hpp"
#include "fetchers/yelp/parse.hpp"
#include "fetchers/yelp/yelp.hpp"
#include "text/date.hpp"

namespace reputed::fetchers::yelp {
namespace {

constexpr std::string_view usual_server = "https://api.yelp.com";

constexpr std::array fields{
    SettingField{"business", "Business",
                 "The last part of the address of its page at Yelp, such as example-cafe-gdansk, or its id.",
                 SettingKind::text, true, "", ""},
    SettingField{"api_key", "API key", "From Yelp's developer page.", SettingKind::secret, true, "", ""},
    SettingField{"locale", "Language of reviews", "Such as pl_PL; Yelp shows the reviews written in it.",
                 SettingKind::text, false, "en_US", ""},
    api::server_field(usual_server),
    api::private_field,
};

class YelpApi final : public api::Api {
  public:
    explicit YelpApi(const core::Source& source)
        : source_(source), root_(api::address_in(source, "base_url", usual_server)) {}

    SignIn sign_in() const override {
        return KeySignIn{"Authorization", "Bearer " + setting(source_, "api_key")};
    }

    api::Manners manners() const override {
        api::Manners manners;
        manners.allowance = {300, std::chrono::hours{24}, 0};
        return manners;
    }

    api::Call list(const api::Ask&) const override {
        return api::call("GET", fmt::format("{}/v3/businesses/{}/reviews?sort_by=newest&locale={}", root_,
                                            net::percent_encode(setting(source_, "business")),
                                            net::percent_encode(setting(source_, "locale", "en_US"))));
    }

    api::Listing read(const api::Answer& answer) const override { return read_reviews(answer); }

    std::optional<core::PollFailure> refusal(const api::Answer& answer) const override {
        return refusal_of(answer, setting(source_, "business"));
    }

    std::optional<std::chrono::seconds> wait(const net::Headers& headers, core::Instant now) const override {
        const auto left = headers.find("RateLimit-Remaining");
        const auto reset = headers.find("RateLimit-ResetTime");
        if (headers.find("Retry-After") || !left || !reset || *left != "0") return std::nullopt;
        const auto at = text::parse_date(*reset);
        if (!at || at->at <= now) return std::nullopt;
        return std::min(std::chrono::ceil<std::chrono::seconds>(at->at - now),
                        std::chrono::seconds{std::chrono::hours{24}});
    }

  private:
    core::Source source_;
    std::string root_;
};

std::unique_ptr<api::Api> open(const core::Source& source) { return std::make_unique<YelpApi>(source); }

std::vector<SettingProblem> check(const core::Source& source) {
    std::vector<SettingProblem> problems;
    const std::string business = setting(source, "business");
    if (business.size() > 200 || business.find_first_of("/?#: ") != std::string::npos)
        problems.push_back({"business",
                            "Only the last part of the page's address is needed: of "
                            "https://www.yelp.com/biz/example-cafe-gdansk it is example-cafe-gdansk."});
    const std::string locale = setting(source, "locale", "en_US");
    if (locale.size() != 5 || locale[2] != '_')
        problems.push_back({"locale", "A language is written with its country, such as en_US or pl_PL."});
    return problems;
}

std::string describe(const core::Source& source) { return setting(source, "business"); }

std::string address(const core::Source& source) {
    return "https://www.yelp.com/biz/" + net::percent_encode(setting(source, "business"));
}

}  // namespace

const Portal& portal() {
    static const Portal record{
        .name = "yelp",
        .title = "Yelp",
        .reads = "the beginnings of a few reviews of a business, the newest first",
        .signs_in = "API key",
        .settings = fields,
        .interval = std::chrono::hours{4},
        .retention = {std::chrono::hours{24}, "Reviews from Yelp. Read them whole at Yelp."},
        .check = check,
        .describe = describe,
        .address = address,
        .make_fetcher = api::fetcher_of<open>,
        .parse = api::parse_of<open>,
    };
    return record;
}

}  // namespace reputed::fetchers::yelp
