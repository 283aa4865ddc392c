// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/api/read.hpp"
#include "fetchers/trusted_shops/parse.hpp"
#include "fetchers/trusted_shops/trusted_shops.hpp"
#include "fetchers/visit.hpp"

namespace reputed::fetchers::trusted_shops {
namespace {

constexpr std::string_view usual_server = "https://api.etrusted.com";
constexpr std::string_view usual_token_url = "https://login.etrusted.com/oauth/token";

constexpr std::array fields{
    SettingField{"client_id", "Client id", "Made in the eTrusted control center under Settings, API access.",
                 SettingKind::text, true, "", ""},
    SettingField{"client_secret", "Client secret", "Stands beside the client id.", SettingKind::secret, true,
                 "", ""},
    SettingField{"channel", "Channel",
                 "A shop in one language: its id, such as chl-0a1b, or several with commas. It can be chosen "
                 "from your account. Empty: all.",
                 SettingKind::text, false, "", ""},
    SettingField{"kind", "Kind of reviews", "Of the shop, of products, or both.", SettingKind::choice, false,
                 "all", "all|shop|product"},
    SettingField{"notify", "Tell the customer", "Whether Trusted Shops mails your answer to its reader.",
                 SettingKind::choice, false, "yes", "yes|no"},
    api::server_field(usual_server),
    SettingField{"oauth_token_url", "Token address", "Where the client secret becomes a token.",
                 SettingKind::url, false, usual_token_url, ""},
    SettingField{"audience", "Audience", "What the token is asked for.", SettingKind::text, false,
                 usual_server, ""},
    api::private_field,
};

class TrustedShopsApi final : public api::Api {
  public:
    explicit TrustedShopsApi(const core::Source& source)
        : source_(source), root_(api::address_in(source, "base_url", usual_server)) {}

    SignIn sign_in() const override {
        TokenSignIn token;
        token.token_url = api::address_in(source_, "oauth_token_url", usual_token_url);
        token.client_id = setting(source_, "client_id");
        token.client_secret = setting(source_, "client_secret");
        token.form = {{"grant_type", "client_credentials"},
                      {"audience", setting(source_, "audience", usual_server)}};
        token.refused =
            "Trusted Shops did not accept the client id and its secret. Copy both again from the API access "
            "in "
            "the settings of the eTrusted control center.";
        token.lasts_unless_told = std::chrono::seconds{300};
        return token;
    }

    api::Manners manners() const override {
        api::Manners manners;
        manners.sweep_proves_removal = true;
        return manners;
    }

    api::Call list(const api::Ask& ask) const override {
        std::string url = root_ + "/reviews?count=100&orderBy=updatedAt";
        if (const auto channel = setting(source_, "channel"); !channel.empty())
            url += "&channels=" + net::percent_encode(channel);
        const std::string kind = setting(source_, "kind", "all");
        if (kind != "all") url += kind == "shop" ? "&type=SERVICE_REVIEW" : "&type=PRODUCT_REVIEW";
        if (!ask.next.empty()) url += "&after=" + net::percent_encode(ask.next);
        return api::call("GET", std::move(url));
    }

    api::Listing read(const api::Answer& answer) const override { return read_reviews(answer); }

    std::optional<core::PollFailure> refusal(const api::Answer& answer) const override {
        return refusal_of(answer);
    }

    api::Call post(const ReplyRequest& request) const override {
        base::JsonWriter json;
        json.begin_object().member("comment", request.text);
        json.member("sendNotification", setting(source_, "notify", "yes") == "yes").end_object();
        return api::json_call("POST", review_url(request) + "/reply", json.take());
    }

    PostOutcome posted(const api::Answer&, const ReplyRequest&) const override { return Accepted{}; }

    api::Call look(const ReplyRequest& request) const override {
        return api::call("GET", review_url(request));
    }

    std::optional<Seen> seen(const api::Answer& answer, const ReplyRequest&) const override {
        return read_reply(answer);
    }

    api::Call remove(const ReplyRequest& request) const override {
        return api::call("DELETE", review_url(request) + "/reply");
    }

    std::optional<Refused> refused(const api::Answer& answer) const override {
        const std::string message = message_in(answer);
        if (message.empty() || (answer.status != 400 && answer.status != 422)) return std::nullopt;
        return Refused{"Trusted Shops refused the answer: " + message,
                       fmt::format("answered {}", answer.status)};
    }

    api::Call list_places(const std::string&) const override { return api::call("GET", root_ + "/channels"); }

    PlacePage read_places(const api::Answer& answer, const std::string&) const override {
        return read_channels(answer);
    }

  private:
    std::string review_url(const ReplyRequest& request) const {
        return root_ + "/reviews/" + net::percent_encode(request.external_id);
    }

    core::Source source_;
    std::string root_;
};

std::unique_ptr<api::Api> open(const core::Source& source) {
    return std::make_unique<TrustedShopsApi>(source);
}

std::vector<SettingProblem> check(const core::Source& source) {
    const std::string channel = setting(source, "channel");
    if (channel.empty() || (channel.starts_with("chl-") && api::made_of_letters(channel, "-_,", 2000)))
        return {};
    return {{"channel",
             "The id of a channel begins with chl- and goes on with letters and digits. Several are written "
             "with commas and without blanks."}};
}

std::string describe(const core::Source& source) { return setting(source, "channel"); }

}  // namespace

const Portal& portal() {
    static const Portal record{
        .name = "trusted_shops",
        .title = "Trusted Shops",
        .reads = "all reviews of your shops and products at Trusted Shops",
        .signs_in = "client id and secret",
        .settings = fields,
        .interval = std::chrono::minutes{15},
        .reply = ReplyRules{.most = 4096, .can_remove = true},
        .places_for = "channel",
        .check = check,
        .describe = describe,
        .make_fetcher = api::fetcher_of<open>,
        .make_replier = api::replier_of<open>,
        .list_places = api::places_of<open>,
        .parse = api::parse_of<open>,
    };
    return record;
}

}  // namespace reputed::fetchers::trusted_shops
