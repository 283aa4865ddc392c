// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <charconv>

#include "fetchers/api/read.hpp"
#include "fetchers/visit.hpp"
#include "fetchers/yotpo/parse.hpp"
#include "fetchers/yotpo/yotpo.hpp"

namespace reputed::fetchers::yotpo {
namespace {

constexpr std::string_view usual_server = "https://api.yotpo.com";
constexpr std::string_view usual_token_url = "https://api.yotpo.com/oauth/token";

constexpr std::array fields{
    SettingField{"app_key", "App key", "Of your store, from Yotpo's account settings.", SettingKind::text,
                 true, "", ""},
    SettingField{"secret", "Secret", "Stands beside the app key.", SettingKind::secret, true, "", ""},
    SettingField{"only_changes", "Ask for changes only",
                 "Between the daily sweeps. Not every account answers that rightly; with \"no\" nothing is "
                 "missed.",
                 SettingKind::choice, false, "no", "no|yes"},
    SettingField{"longest_answer", "Longest answer", "In characters. Yotpo does not say how many it takes.",
                 SettingKind::number, false, "2000", ""},
    api::server_field(usual_server),
    SettingField{"oauth_token_url", "Token address", "Where app key and secret become a token.",
                 SettingKind::url, false, usual_token_url, ""},
    api::private_field,
};

int page_in(const std::string& next) {
    int page = 1;
    std::from_chars(next.data(), next.data() + next.size(), page);
    return page;
}

core::PollFailure failure(core::FailureKind kind, std::string words, const Verdict& verdict) {
    return {kind, std::move(words), fmt::format("{} {}", verdict.status, verdict.words), {}};
}

/// An error that came with HTTP's 200.
core::PollFailure in_disguise(const Verdict& verdict) {
    using enum core::FailureKind;
    if (verdict.status == 429)
        return failure(rate_limited, "Yotpo was asked too often. It is asked again by itself.", verdict);
    if (verdict.status >= 500)
        return failure(server, "Yotpo has trouble of its own. It is asked again by itself.", verdict);
    return failure(missing, fmt::format("Yotpo refused what it was asked: {}.", verdict.words), verdict);
}

class YotpoApi final : public api::Api {
  public:
    explicit YotpoApi(const core::Source& source)
        : source_(source),
          app_key_(setting(source, "app_key")),
          root_(api::address_in(source, "base_url", usual_server)) {}

    SignIn sign_in() const override {
        TokenSignIn token;
        token.token_url = api::address_in(source_, "oauth_token_url", usual_token_url);
        token.client_id = app_key_;
        token.client_secret = setting(source_, "secret");
        token.form = {{"grant_type", "client_credentials"}};
        token.refused =
            "Yotpo did not accept the app key and its secret. Copy both again from Yotpo's account settings.";
        token.query = "utoken";
        token.lasts_unless_told = std::chrono::hours{24};
        return token;
    }

    api::Manners manners() const override {
        api::Manners manners;
        manners.sweep_proves_removal = true;
        return manners;
    }

    api::Call list(const api::Ask& ask) const override {
        std::string url = fmt::format("{}/v1/apps/{}/reviews?page={}&count=100", root_,
                                      net::percent_encode(app_key_), page_in(ask.next));
        // A whole day: the portal's reading of a time within it is not known.
        if (only_changes() && ask.since)
            url += fmt::format("&since_updated_at={}&deleted=true", core::to_iso(*ask.since).substr(0, 10));
        return api::call("GET", std::move(url));
    }

    api::Listing read(const api::Answer& answer) const override { return read_reviews(answer); }

    /// A short page may be all that the server gives at once, so that only an empty one is the end.
    api::Listing read_page(const api::Answer& answer, const api::Ask& ask) const override {
        api::Listing listing = read(answer);
        if (count_in(answer) > 0) listing.next = std::to_string(page_in(ask.next) + 1);
        // Among changes an old review may stand behind a new one.
        if (only_changes()) listing.oldest.reset();
        return listing;
    }

    std::optional<core::PollFailure> refusal(const api::Answer& answer) const override {
        const Verdict verdict = verdict_of(answer);
        if (verdict.status == 401 || verdict.status == 403)
            return failure(core::FailureKind::denied,
                           "Yotpo does not take this app key with this secret. Copy both again from Yotpo's "
                           "account settings.",
                           verdict);
        if (verdict.status == 404 && answer.url.contains("/v1/apps/"))
            return failure(core::FailureKind::missing,
                           fmt::format("Yotpo knows no app key {}. Copy it again from Yotpo's account "
                                       "settings.",
                                       app_key_),
                           verdict);
        if (answer.status < 300 && verdict.status >= 400) return in_disguise(verdict);
        if (answer.status == 200 && is_look(answer) && hides_comments(answer))
            return failure(core::FailureKind::changed_layout,
                           "Yotpo does not say whether an answer stands under this review. See there; "
                           "nothing is sent again meanwhile.",
                           verdict);
        return std::nullopt;
    }

    bool may_be_done(const api::Answer& refused) const override { return verdict_of(refused).status >= 500; }

    std::optional<Refused> refused(const api::Answer& answer) const override {
        const Verdict verdict = verdict_of(answer);
        const std::string technical = fmt::format("status {}", verdict.status);
        if (verdict.status == 404) return Refused{"The review is no longer at Yotpo.", technical};
        if (verdict.status != 400 && verdict.status != 409 && verdict.status != 422) return std::nullopt;
        return Refused{fmt::format("Yotpo did not take the answer: {}",
                                   verdict.words.empty() ? "it gave no reason" : verdict.words),
                       technical};
    }

    api::Call post(const ReplyRequest& request) const override {
        base::JsonWriter json;
        json.begin_object().member("content", request.text).member("public", true).end_object();
        return api::json_call("POST", review_url(request) + "/comments", json.take());
    }

    PostOutcome posted(const api::Answer&, const ReplyRequest&) const override { return Accepted{}; }

    api::Call look(const ReplyRequest& request) const override {
        return api::call("GET", review_url(request));
    }

    std::optional<Seen> seen(const api::Answer& answer, const ReplyRequest&) const override {
        return read_comment(answer);
    }

  private:
    [[nodiscard]] bool only_changes() const { return setting(source_, "only_changes") == "yes"; }
    [[nodiscard]] std::string review_url(const ReplyRequest& request) const {
        return root_ + "/reviews/" + net::percent_encode(request.external_id);
    }
    static bool is_look(const api::Answer& answer) {
        return answer.url.contains("/reviews/") && !answer.url.contains("/comments");
    }

    core::Source source_;
    std::string app_key_;
    std::string root_;
};

std::unique_ptr<api::Api> open(const core::Source& source) { return std::make_unique<YotpoApi>(source); }

std::vector<SettingProblem> check(const core::Source& source) {
    if (api::made_of_letters(setting(source, "app_key"), "-_", 100)) return {};
    return {
        {"app_key", "An app key has letters, digits, - and _ only. Copy it from Yotpo's account settings."}};
}

std::string describe(const core::Source& source) { return setting(source, "app_key"); }

}  // namespace

const Portal& portal() {
    static const Portal record{
        .name = "yotpo",
        .title = "Yotpo",
        .reads = "reviews that Yotpo collects for your shop and its products",
        .signs_in = "app key and secret",
        .settings = fields,
        .interval = std::chrono::minutes{30},
        .reply = ReplyRules{.most = 2000, .can_change = false},
        .reply_most = "longest_answer",
        .experimental = true,
        .check = check,
        .describe = describe,
        .make_fetcher = api::fetcher_of<open>,
        .make_replier = api::replier_of<open>,
        .parse = api::parse_of<open>,
    };
    return record;
}

}  // namespace reputed::fetchers::yotpo
