// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/api/read.hpp"
#include "fetchers/google_play/google_play.hpp"
#include "fetchers/google_play/key_file.hpp"
#include "fetchers/google_play/parse.hpp"
#include "fetchers/visit.hpp"

namespace reputed::fetchers::google_play {
namespace {

constexpr std::string_view usual_server = "https://androidpublisher.googleapis.com/androidpublisher/v3";
constexpr std::string_view usual_token_url = "https://oauth2.googleapis.com/token";

constexpr std::array fields{
    SettingField{"package", "App", "Its package name, such as com.example.shop.", SettingKind::text, true, "",
                 ""},
    SettingField{"service_account", "Key file of the service account",
                 "The whole text of the JSON file that Google Cloud gave you.", SettingKind::secret, false,
                 "", ""},
    SettingField{"client_email", "Mail address of the service account",
                 "Only without the key file: client_email in it.", SettingKind::text, false, "", ""},
    SettingField{"private_key", "Private key", "Only without the key file: private_key in it.",
                 SettingKind::secret, false, "", ""},
    SettingField{"private_key_id", "Id of the private key",
                 "Only without the key file: private_key_id in it.", SettingKind::text, false, "", ""},
    api::server_field(usual_server),
    SettingField{"oauth_token_url", "Token address", "Where the signed statement becomes a token.",
                 SettingKind::url, false, usual_token_url, ""},
    api::private_field,
};

class PlayApi final : public api::Api {
  public:
    explicit PlayApi(const core::Source& source)
        : source_(source),
          package_(setting(source, "package")),
          root_(fmt::format("{}/applications/{}/reviews", api::address_in(source, "base_url", usual_server),
                            net::percent_encode(package_))) {}

    SignIn sign_in() const override {
        const ServiceAccount account = account_in(source_);
        TokenSignIn token;
        token.token_url = api::address_in(source_, "oauth_token_url", usual_token_url);
        token.form = {{"grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"}};
        token.assertion = {{"RS256",
                            account.key,
                            account.key_id,
                            {{"iss", account.mail},
                             {"scope", "https://www.googleapis.com/auth/androidpublisher"},
                             {"aud", token.token_url}},
                            std::chrono::minutes{55}}};
        return token;
    }

    api::Manners manners() const override {
        api::Manners manners;
        manners.allowance = {200, std::chrono::hours{1}, 20};
        return manners;
    }

    api::Call list(const api::Ask& ask) const override {
        std::string url = root_ + "?maxResults=100";
        if (!ask.next.empty()) url += "&token=" + net::percent_encode(ask.next);
        return api::call("GET", std::move(url));
    }

    api::Listing read(const api::Answer& answer) const override { return read_reviews(answer, package_); }

    std::optional<core::PollFailure> refusal(const api::Answer& answer) const override {
        return refusal_of(answer, package_);
    }

    api::Call post(const ReplyRequest& request) const override {
        base::JsonWriter json;
        json.begin_object().member("replyText", request.text).end_object();
        return api::json_call("POST", review_url(request) + ":reply", json.take());
    }

    PostOutcome posted(const api::Answer& answer, const ReplyRequest&) const override {
        return Accepted{{}, kept_text(answer)};
    }

    api::Call look(const ReplyRequest& request) const override {
        return api::call("GET", review_url(request));
    }

    std::optional<Seen> seen(const api::Answer& answer, const ReplyRequest&) const override {
        return read_answer(answer);
    }

    std::optional<Refused> refused(const api::Answer& answer) const override {
        const std::string message = message_in(answer);
        if (answer.status != 400 || message.empty()) return std::nullopt;
        return Refused{"Google Play refused the answer: " + message, "answered 400"};
    }

  private:
    std::string review_url(const ReplyRequest& request) const {
        return root_ + "/" + net::percent_encode(request.external_id);
    }

    core::Source source_;
    std::string package_;
    std::string root_;
};

std::unique_ptr<api::Api> open(const core::Source& source) { return std::make_unique<PlayApi>(source); }

std::vector<SettingProblem> check(const core::Source& source) {
    std::vector<SettingProblem> problems;
    const std::string package = setting(source, "package");
    if (!api::made_of_letters(package, "._", 150) || !package.contains('.'))
        problems.push_back(
            {"package",
             "A package name has letters, digits and dots, such as com.example.shop. It stands "
             "in the address of the app's page after id=."});
    if (const auto file = setting(source, "service_account"); !file.empty()) {
        if (auto words = problem_of_key_file(file); !words.empty())
            problems.push_back({"service_account", std::move(words)});
    } else if (setting(source, "client_email").empty() || setting(source, "private_key").empty()) {
        problems.push_back(
            {"service_account",
             "The key of a service account is needed: its whole file here, or its mail address "
             "and private key below."});
    }
    return problems;
}

std::string describe(const core::Source& source) { return setting(source, "package"); }

std::string address(const core::Source& source) {
    return "https://play.google.com/store/apps/details?id=" + net::percent_encode(setting(source, "package"));
}

}  // namespace

const Portal& portal() {
    static const Portal record{
        .name = "google_play",
        .title = "Google Play",
        .reads = "reviews of your own apps on Google Play that were written or changed in the last week",
        .signs_in = "key of a service account",
        .settings = fields,
        .interval = std::chrono::minutes{15},
        .reply = ReplyRules{.most = 350},
        .check = check,
        .describe = describe,
        .address = address,
        .make_fetcher = api::fetcher_of<open>,
        .make_replier = api::replier_of<open>,
        .parse = api::parse_of<open>,
    };
    return record;
}

}  // namespace reputed::fetchers::google_play
