// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/api/read.hpp"
#include "fetchers/trustpilot/parse.hpp"
#include "fetchers/trustpilot/trustpilot.hpp"
#include "fetchers/visit.hpp"

namespace reputed::fetchers::trustpilot {
namespace {

constexpr std::string_view usual_server = "https://api.trustpilot.com/v1";
constexpr std::string_view usual_token_url =
    "https://api.trustpilot.com/v1/oauth/oauth-business-users-for-applications/accesstoken";

constexpr std::array fields{
    SettingField{"business_unit", "Business unit",
                 "Its id: 24 digits and letters, shown beside the API key. It is not the web address.",
                 SettingKind::text, true, "", ""},
    SettingField{"access", "Access",
                 "\"public\" reads with the API key alone; \"private\" signs in as a business user, who can "
                 "also answer.",
                 SettingKind::choice, false, "public", "public|private"},
    SettingField{"api_key", "API key",
                 "Of an application made in Trustpilot Business under Integrations, Developers, APIs.",
                 SettingKind::secret, true, "", ""},
    SettingField{"api_secret", "API secret", "Stands beside the API key. Only for private access.",
                 SettingKind::secret, false, "", ""},
    SettingField{"username", "Business user",
                 "The mail address of a user of Trustpilot Business. Empty: the key signs in by itself.",
                 SettingKind::text, false, "", ""},
    SettingField{"password", "Password of the business user", "Only together with the user.",
                 SettingKind::secret, false, "", ""},
    SettingField{"author_id", "Id of the answering user",
                 "24 digits and letters. Empty: Trustpilot takes the user who signed in.", SettingKind::text,
                 false, "", ""},
    api::server_field(usual_server),
    SettingField{"oauth_token_url", "Token address", "Where the user's password becomes a token.",
                 SettingKind::url, false, usual_token_url, ""},
    api::private_field,
};

bool as_user(const core::Source& source) { return setting(source, "access", "public") == "private"; }

class TrustpilotApi final : public api::Api {
  public:
    explicit TrustpilotApi(const core::Source& source)
        : source_(source), root_(api::address_in(source, "base_url", usual_server)) {}

    SignIn sign_in() const override {
        if (!as_user(source_)) return KeySignIn{"apikey", setting(source_, "api_key")};
        TokenSignIn token;
        token.token_url = api::address_in(source_, "oauth_token_url", usual_token_url);
        token.client_id = setting(source_, "api_key");
        token.client_secret = setting(source_, "api_secret");
        token.client_by_basic = true;
        token.refused = not_this_user;
        const std::string user = setting(source_, "username");
        if (user.empty())
            token.form = {{"grant_type", "client_credentials"}};
        else
            token.form = {
                {"grant_type", "password"}, {"username", user}, {"password", setting(source_, "password")}};
        return token;
    }

    api::Manners manners() const override {
        api::Manners manners;
        manners.sweep_proves_removal = true;
        // Some reviews appear hours after they were written.
        manners.overlap = std::chrono::hours{24};
        // Twelve such windows stay below the 10,000 an hour, which is the other limit.
        manners.allowance = {832, std::chrono::seconds{300}, 32};
        return manners;
    }

    api::Call list(const api::Ask& ask) const override {
        return api::call("GET", fmt::format("{}{}/business-units/{}/reviews?perPage={}&orderBy=createdat.desc"
                                            "&page={}",
                                            root_, as_user(source_) ? "/private" : "",
                                            net::percent_encode(setting(source_, "business_unit")), page_size,
                                            ask.next.empty() ? "1" : net::percent_encode(ask.next)));
    }

    api::Listing read(const api::Answer& answer) const override { return read_reviews(answer); }

    std::optional<core::PollFailure> refusal(const api::Answer& answer) const override {
        return refusal_of(answer, as_user(source_));
    }

    api::Call post(const ReplyRequest& request) const override {
        base::JsonWriter json;
        json.begin_object().member("message", request.text);
        if (const auto author = setting(source_, "author_id"); !author.empty())
            json.member("authorBusinessUserId", author);
        json.end_object();
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
        if (!as_user(source_))
            return Refused{
                "This source reads with the public key only, and Trustpilot takes answers from a "
                "business user. Choose the access \"private\" in the settings of the source.",
                "public access"};
        const std::string message = message_in(answer);
        if (answer.status != 400 && answer.status != 422) return std::nullopt;
        if (message.empty()) return std::nullopt;
        return Refused{"Trustpilot refused the answer: " + message,
                       fmt::format("answered {}", answer.status)};
    }

  private:
    std::string review_url(const ReplyRequest& request) const {
        return root_ + "/private/reviews/" + net::percent_encode(request.external_id);
    }

    core::Source source_;
    std::string root_;
};

std::unique_ptr<api::Api> open(const core::Source& source) { return std::make_unique<TrustpilotApi>(source); }

std::vector<SettingProblem> check(const core::Source& source) {
    std::vector<SettingProblem> problems;
    if (!is_id(setting(source, "business_unit")))
        problems.push_back({"business_unit",
                            "The id of a business unit has 24 digits and letters from a to f, such as "
                            "507f191e810c19729de860ea. It is not the web address."});
    const std::string author = setting(source, "author_id");
    if (!author.empty() && !is_id(author))
        problems.push_back({"author_id", "The id of a business user has 24 digits and letters from a to f."});
    if (as_user(source) && setting(source, "api_secret").empty())
        problems.push_back({"api_secret", "Private access needs the API secret."});
    if (setting(source, "username").empty() != setting(source, "password").empty())
        problems.push_back({setting(source, "username").empty() ? "username" : "password",
                            "A business user needs both name and password."});
    return problems;
}

std::string describe(const core::Source& source) { return setting(source, "business_unit"); }

}  // namespace

const Portal& portal() {
    static const Portal record{
        .name = "trustpilot",
        .title = "Trustpilot",
        .reads = "all reviews of a business unit",
        .signs_in = "API key, or business user",
        .settings = fields,
        .interval = std::chrono::minutes{30},
        .reply = ReplyRules{.most = 4096, .can_remove = true},
        .check = check,
        .describe = describe,
        .make_fetcher = api::fetcher_of<open>,
        .make_replier = api::replier_of<open>,
        .parse = api::parse_of<open>,
    };
    return record;
}

}  // namespace reputed::fetchers::trustpilot
