// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/api/read.hpp"
#include "fetchers/visit.hpp"
#include "fetchers/yelp_partner/parse.hpp"
#include "fetchers/yelp_partner/yelp_partner.hpp"

namespace reputed::fetchers::yelp_partner {
namespace {

constexpr std::string_view usual_server = "https://partner-api.yelp.com";
constexpr std::string_view usual_consent = "https://biz.yelp.com/oauth2/authorize";
constexpr std::string_view usual_token_url = "https://partner-api.yelp.com/token/v1";
constexpr std::string_view place_mark = "{business}";

constexpr std::array fields{
    SettingField{"business", "Business", "Its id at Yelp, as the partner feed names it.", SettingKind::text,
                 true, "", ""},
    SettingField{"feed_path", "Path of the feed",
                 "As your agreement with Yelp names it, such as /feed/{business}/reviews; {business} stands "
                 "for the id.",
                 SettingKind::text, true, "", ""},
    SettingField{"client_id", "Client id", "From Yelp's partner team.", SettingKind::text, true, "", ""},
    SettingField{"client_secret", "Client secret", "Stands beside the client id.", SettingKind::secret, true,
                 "", ""},
    SettingField{"scope", "Scope", "What the consent is asked for, as your agreement with Yelp names it.",
                 SettingKind::text, false, "", ""},
    api::server_field(usual_server),
    SettingField{"oauth_authorize_url", "Consent page", "Where you let this service in.", SettingKind::url,
                 false, usual_consent, ""},
    SettingField{"oauth_token_url", "Token address", "Where consent becomes a token.", SettingKind::url,
                 false, usual_token_url, ""},
    api::private_field,
};

class PartnerApi final : public api::Api {
  public:
    explicit PartnerApi(const core::Source& source)
        : source_(source), root_(api::address_in(source, "base_url", usual_server)) {}

    SignIn sign_in() const override {
        TokenSignIn token;
        token.token_url = api::address_in(source_, "oauth_token_url", usual_token_url);
        token.client_id = setting(source_, "client_id");
        token.client_secret = setting(source_, "client_secret");
        token.form = {{"grant_type", "refresh_token"}};
        token.by_consent = true;
        return token;
    }

    api::Call list(const api::Ask&) const override {
        std::string path = setting(source_, "feed_path");
        if (const auto at = path.find(place_mark); at != std::string::npos)
            path.replace(at, place_mark.size(), net::percent_encode(setting(source_, "business")));
        return api::call("GET", root_ + path);
    }

    api::Listing read(const api::Answer& answer) const override { return read_feed(answer); }

    std::optional<core::PollFailure> refusal(const api::Answer& answer) const override {
        return refusal_of(answer);
    }

    api::Call post(const ReplyRequest& request) const override {
        base::JsonWriter json;
        json.begin_object().member("response_text", request.text);
        json.member("response_type", "public_comment").end_object();
        return api::json_call("POST", root_ + "/reviews/v1/" + net::percent_encode(request.external_id),
                              json.take());
    }

    PostOutcome posted(const api::Answer&, const ReplyRequest&) const override { return Accepted{}; }

    api::Call look(const ReplyRequest&) const override { return list({}); }

    std::optional<Seen> seen(const api::Answer& answer, const ReplyRequest& request) const override {
        return read_reply(answer, request.external_id);
    }

    std::optional<Refused> refused(const api::Answer& answer) const override { return final_refusal(answer); }

  private:
    core::Source source_;
    std::string root_;
};

std::unique_ptr<api::Api> open(const core::Source& source) { return std::make_unique<PartnerApi>(source); }

Consent consent(const core::Source& source) {
    return {api::address_in(source, "oauth_authorize_url", usual_consent),
            api::address_in(source, "oauth_token_url", usual_token_url),
            setting(source, "client_id"),
            setting(source, "client_secret"),
            false,
            setting(source, "scope"),
            {}};
}

std::vector<SettingProblem> check(const core::Source& source) {
    std::vector<SettingProblem> problems;
    if (!api::made_of_letters(setting(source, "business"), "-_", 100))
        problems.push_back({"business", "An id at Yelp has letters, digits, - and _ only."});
    const std::string path = setting(source, "feed_path");
    if (!path.starts_with('/') || path.starts_with("//") || !api::made_of_letters(path, "/-_.{}?=&,", 300))
        problems.push_back({"feed_path",
                            "The path begins with one / and stands without the server, such as "
                            "/feed/{business}/reviews."});
    return problems;
}

std::string describe(const core::Source& source) { return setting(source, "business"); }

}  // namespace

const Portal& portal() {
    static const Portal record{
        .name = "yelp_partner",
        .title = "Yelp, for partners",
        .reads = "whole reviews of a business, for partners of Yelp",
        .signs_in = "consent",
        .settings = fields,
        .interval = std::chrono::minutes{30},
        .reply = ReplyRules{.most = 5000, .can_change = false},
        .experimental = true,
        .check = check,
        .describe = describe,
        .make_fetcher = api::fetcher_of<open>,
        .make_replier = api::replier_of<open>,
        .consent = consent,
        .parse = api::parse_of<open>,
    };
    return record;
}

}  // namespace reputed::fetchers::yelp_partner
