// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/api/key_text.hpp"
#include "fetchers/api/read.hpp"
#include "fetchers/app_store_connect/app_store_connect.hpp"
#include "fetchers/app_store_connect/parse.hpp"
#include "fetchers/visit.hpp"

namespace reputed::fetchers::app_store_connect {
namespace {

constexpr std::string_view usual_server = "https://api.appstoreconnect.apple.com";

constexpr std::array fields{
    SettingField{"issuer_id", "Issuer id",
                 "In App Store Connect under Users and access, Integrations, above the list of keys. Empty "
                 "for an individual key.",
                 SettingKind::text, false, "", ""},
    SettingField{"key_id", "Key id", "Ten letters and digits beside the key in that list.", SettingKind::text,
                 true, "", ""},
    SettingField{"private_key", "Private key",
                 "The whole text of the .p8 file, which Apple lets you download once.", SettingKind::secret,
                 true, "", ""},
    SettingField{"app_id", "App", "Its Apple ID: digits only. It can be chosen from your account.",
                 SettingKind::text, false, "", ""},
    SettingField{"territories", "Countries",
                 "Three letters each, with commas, such as POL,USA. Empty: all countries.", SettingKind::text,
                 false, "", ""},
    SettingField{"longest_answer", "Longest answer", "In characters. Apple does not say how many it takes.",
                 SettingKind::number, false, "5970", ""},
    api::server_field(usual_server),
    api::private_field,
};

class ConnectApi final : public api::Api {
  public:
    explicit ConnectApi(const core::Source& source)
        : source_(source), root_(api::address_in(source, "base_url", usual_server) + "/v1") {}

    SignIn sign_in() const override {
        const std::string issuer = setting(source_, "issuer_id");
        Parameters claims{{"aud", "appstoreconnect-v1"}};
        if (issuer.empty())
            claims.emplace_back("sub", "user");
        else
            claims.emplace_back("iss", issuer);
        return AssertionSignIn{{"ES256", api::pem_of(setting(source_, "private_key")),
                                setting(source_, "key_id"), std::move(claims), std::chrono::minutes{15}}};
    }

    api::Manners manners() const override {
        api::Manners manners;
        manners.sweep_proves_removal = true;
        manners.allowance = {3000, std::chrono::hours{1}, 100};
        return manners;
    }

    api::Call list(const api::Ask& ask) const override {
        const std::string first =
            fmt::format("{}/apps/{}/customerReviews?sort=-createdDate&limit=200&include=response", root_,
                        net::percent_encode(setting(source_, "app_id")));
        if (auto next = api::own_link(ask.next, first); !next.empty()) return api::call("GET", next);
        const std::string countries = setting(source_, "territories");
        return api::call("GET", countries.empty()
                                    ? first
                                    : first + "&filter%5Bterritory%5D=" + net::percent_encode(countries));
    }

    api::Listing read(const api::Answer& answer) const override { return read_reviews(answer); }

    std::optional<core::PollFailure> refusal(const api::Answer& answer) const override {
        return refusal_of(answer);
    }

    std::optional<std::chrono::seconds> wait(const net::Headers& headers, core::Instant) const override {
        const auto rate = read_rate(headers);
        if (!rate || headers.find("Retry-After")) return std::nullopt;
        // Too many at once passes soon; the hour's allowance comes back bit by bit.
        return std::chrono::minutes{rate->left > 0 ? 1 : 15};
    }

    std::optional<std::chrono::seconds> pace(const net::Headers& headers) const override {
        const auto rate = read_rate(headers);
        if (!rate || rate->left >= rate->most / 10) return std::nullopt;
        return std::chrono::hours{1};
    }

    api::Call post(const ReplyRequest& request) const override {
        base::JsonWriter json;
        json.begin_object().key("data").begin_object().member("type", "customerReviewResponses");
        json.key("attributes").begin_object().member("responseBody", request.text).end_object();
        json.key("relationships").begin_object().key("review").begin_object().key("data").begin_object();
        json.member("type", "customerReviews").member("id", request.external_id);
        json.end_object().end_object().end_object().end_object().end_object();
        return api::json_call("POST", root_ + "/customerReviewResponses", json.take());
    }

    PostOutcome posted(const api::Answer& answer, const ReplyRequest&) const override {
        return read_response(answer);
    }

    api::Call look(const ReplyRequest& request) const override {
        return api::call("GET", fmt::format("{}/customerReviews/{}?include=response", root_,
                                            net::percent_encode(request.external_id)));
    }

    std::optional<Seen> seen(const api::Answer& answer, const ReplyRequest&) const override {
        return read_review(answer);
    }

    api::NeedsReplyId needs_reply_id() const override { return api::NeedsReplyId::to_remove; }

    api::Call remove(const ReplyRequest& request) const override {
        return api::call("DELETE",
                         root_ + "/customerReviewResponses/" + net::percent_encode(request.reply_id));
    }

    std::optional<Refused> refused(const api::Answer& answer) const override {
        const std::string message = message_in(answer);
        if (message.empty() || (answer.status != 409 && answer.status != 422)) return std::nullopt;
        return Refused{"App Store Connect refused the answer: " + message,
                       fmt::format("answered {}", answer.status)};
    }

    api::Call list_places(const std::string& next) const override {
        const std::string first = root_ + "/apps?limit=200&fields%5Bapps%5D=name,bundleId";
        const auto link = api::own_link(next, first);
        return api::call("GET", link.empty() ? first : link);
    }

    PlacePage read_places(const api::Answer& answer, const std::string&) const override {
        return read_apps(answer);
    }

  private:
    core::Source source_;
    std::string root_;
};

std::unique_ptr<api::Api> open(const core::Source& source) { return std::make_unique<ConnectApi>(source); }

bool is_list_of_countries(std::string_view text) {
    if (text.size() % 4 != 3) return false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool letter = text[at] >= 'A' && text[at] <= 'Z';
        if (at % 4 == 3 ? text[at] != ',' : !letter) return false;
    }
    return true;
}

std::vector<SettingProblem> check(const core::Source& source) {
    std::vector<SettingProblem> problems;
    const std::string app = setting(source, "app_id");
    if (app.find_first_not_of("0123456789") != std::string::npos)
        problems.push_back(
            {"app_id",
             "The Apple ID of an app has digits only. It stands in the address of the app's page "
             "after id, and under \"App information\"."});
    const std::string issuer = setting(source, "issuer_id");
    if (!issuer.empty() && (issuer.size() != 36 || !api::made_of_letters(issuer, "-", 36)))
        problems.push_back({"issuer_id", "The issuer id has 36 letters, digits and dashes."});
    if (!api::made_of_letters(setting(source, "key_id"), "", 20))
        problems.push_back({"key_id", "The key id has letters and digits only, such as 2X9R4HXF34."});
    if (!setting(source, "private_key").contains("BEGIN PRIVATE KEY"))
        problems.push_back({"private_key",
                            "This is not the text of a .p8 file, whose first line says BEGIN PRIVATE KEY. "
                            "Open the file in a text editor and copy all of it."});
    if (const auto countries = setting(source, "territories");
        !countries.empty() && !is_list_of_countries(countries))
        problems.push_back(
            {"territories",
             "Countries are written with three capital letters each and commas between, without "
             "blanks: POL,USA."});
    return problems;
}

std::string describe(const core::Source& source) { return setting(source, "app_id"); }

std::string address(const core::Source& source) {
    const std::string app = setting(source, "app_id");
    return app.empty() ? std::string() : "https://apps.apple.com/app/id" + net::percent_encode(app);
}

}  // namespace

const Portal& portal() {
    static const Portal record{
        .name = "app_store_connect",
        .title = "App Store Connect",
        .reads = "all reviews of your own apps in the App Store",
        .signs_in = "key file",
        .settings = fields,
        .interval = std::chrono::minutes{15},
        .reply = ReplyRules{.most = 5970, .can_remove = true, .moderated = true},
        .reply_most = "longest_answer",
        .place_needed = true,
        .places_for = "app_id",
        .check = check,
        .describe = describe,
        .address = address,
        .make_fetcher = api::fetcher_of<open>,
        .make_replier = api::replier_of<open>,
        .list_places = api::places_of<open>,
        .parse = api::parse_of<open>,
    };
    return record;
}

}  // namespace reputed::fetchers::app_store_connect
