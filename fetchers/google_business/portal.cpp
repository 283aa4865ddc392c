// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/api/read.hpp"
#include "fetchers/google_business/google_business.hpp"
#include "fetchers/google_business/parse.hpp"
#include "fetchers/google_business/places.hpp"
#include "fetchers/visit.hpp"

namespace reputed::fetchers::google_business {
namespace {

constexpr std::string_view usual_server = "https://mybusiness.googleapis.com";

constexpr std::array fields{
    SettingField{"location", "Place",
                 "Its full name, such as accounts/101/locations/202. It can be chosen from your account once "
                 "this source is connected.",
                 SettingKind::text, false, "", ""},
    SettingField{"client_id", "Client id", "Of the OAuth client in your Google Cloud project.",
                 SettingKind::text, true, "", ""},
    SettingField{"client_secret", "Client secret", "Stands beside the client id.", SettingKind::secret, true,
                 "", ""},
    api::server_field(usual_server),
    SettingField{"accounts_url", "Server of accounts", "Where accounts are listed.", SettingKind::url, false,
                 "https://mybusinessaccountmanagement.googleapis.com", ""},
    SettingField{"locations_url", "Server of places", "Where the places of an account are listed.",
                 SettingKind::url, false, "https://mybusinessbusinessinformation.googleapis.com", ""},
    SettingField{"oauth_authorize_url", "Consent page", "Where you let this service in.", SettingKind::url,
                 false, "https://accounts.google.com/o/oauth2/v2/auth", ""},
    SettingField{"oauth_token_url", "Token address", "Where consent becomes a token.", SettingKind::url,
                 false, "https://oauth2.googleapis.com/token", ""},
    api::private_field,
};

class GoogleApi final : public api::Api {
  public:
    explicit GoogleApi(const core::Source& source)
        : source_(source),
          root_(api::address_in(source, "base_url", usual_server) + "/v4/" + setting(source, "location")) {}

    SignIn sign_in() const override {
        TokenSignIn token;
        token.token_url = api::address_in(source_, "oauth_token_url", fields[7].fallback);
        token.client_id = setting(source_, "client_id");
        token.client_secret = setting(source_, "client_secret");
        token.form = {{"grant_type", "refresh_token"}};
        token.by_consent = true;
        return token;
    }

    api::Manners manners() const override {
        api::Manners manners;
        manners.sweep_proves_removal = true;
        manners.allowance = {300, std::chrono::seconds{60}, 10};
        return manners;
    }

    api::Call list(const api::Ask& ask) const override {
        std::string url = root_ + "/reviews?pageSize=50&orderBy=updateTime%20desc";
        if (!ask.next.empty()) url += "&pageToken=" + net::percent_encode(ask.next);
        return api::call("GET", std::move(url));
    }

    api::Listing read(const api::Answer& answer) const override { return read_reviews(answer); }

    std::optional<core::PollFailure> refusal(const api::Answer& answer) const override {
        return refusal_of(answer, setting(source_, "location"));
    }

    api::Call post(const ReplyRequest& request) const override {
        base::JsonWriter json;
        json.begin_object().member("comment", request.text).end_object();
        return api::json_call("PUT", review_url(request) + "/reply", json.take());
    }

    PostOutcome posted(const api::Answer& answer, const ReplyRequest&) const override {
        const auto seen = read_put(answer);
        if (seen && seen->state == SeenState::rejected)
            return Refused{"Google rejected the answer: " + seen->reason, "reviewReplyState REJECTED"};
        return Accepted{{}, seen ? seen->text : std::string()};
    }

    api::Call look(const ReplyRequest& request) const override {
        return api::call("GET", review_url(request));
    }

    std::optional<Seen> seen(const api::Answer& answer, const ReplyRequest&) const override {
        return read_reply(answer);
    }

    api::Call remove(const ReplyRequest& request) const override {
        return api::call("DELETE", review_url(request) + "/reply");
    }

    api::Call list_places(const std::string& next) const override {
        return places_call(api::address_in(source_, "accounts_url", fields[4].fallback),
                           api::address_in(source_, "locations_url", fields[5].fallback), next);
    }

    PlacePage read_places(const api::Answer& answer, const std::string& next) const override {
        return places_in(answer, next);
    }

  private:
    std::string review_url(const ReplyRequest& request) const {
        return root_ + "/reviews/" + net::percent_encode(request.external_id);
    }

    core::Source source_;
    std::string root_;
};

std::unique_ptr<api::Api> open(const core::Source& source) { return std::make_unique<GoogleApi>(source); }

Consent consent(const core::Source& source) {
    return {api::address_in(source, "oauth_authorize_url", fields[6].fallback),
            api::address_in(source, "oauth_token_url", fields[7].fallback),
            setting(source, "client_id"),
            setting(source, "client_secret"),
            false,
            "https://www.googleapis.com/auth/business.manage",
            {{"access_type", "offline"}, {"prompt", "consent"}}};
}

std::vector<SettingProblem> check(const core::Source& source) {
    const std::string location = setting(source, "location");
    if (location.empty() || is_full_name(location)) return {};
    if (location.starts_with("locations/"))
        return {{"location", "The name of the account is missing before it: accounts/101/" + location +
                                 ". Choose the place from your account to be sure."}};
    return {{"location", "A place is written as accounts/101/locations/202, with digits only."}};
}

std::string describe(const core::Source& source) { return setting(source, "location"); }

}  // namespace

const Portal& portal() {
    static const Portal record{
        .name = "google_business",
        .title = "Google Business Profile",
        .reads = "all reviews of your own places on Google Maps and Search",
        .signs_in = "consent",
        .settings = fields,
        .interval = std::chrono::minutes{15},
        .reply = ReplyRules{.most = 4096, .unit = LengthUnit::bytes, .can_remove = true, .moderated = true},
        .place_needed = true,
        .places_for = "location",
        .check = check,
        .describe = describe,
        .make_fetcher = api::fetcher_of<open>,
        .make_replier = api::replier_of<open>,
        .list_places = api::places_of<open>,
        .consent = consent,
        .parse = api::parse_of<open>,
    };
    return record;
}

}  // namespace reputed::fetchers::google_business
