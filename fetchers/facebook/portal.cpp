// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/api/read.hpp"
#include "fetchers/facebook/facebook.hpp"
#include "fetchers/facebook/parse.hpp"
#include "fetchers/visit.hpp"

namespace reputed::fetchers::facebook {
namespace {

constexpr std::string_view usual_server = "https://graph.facebook.com";
constexpr std::string_view usual_version = "v21.0";
constexpr double much_used = 80;  ///< per cent of the allowance
constexpr std::string_view comment_fields = "id,message,created_time,from{id,name}";

constexpr std::array fields{
    SettingField{"page", "Page", "Its number, which stands under \"Page ID\" in its \"About\".",
                 SettingKind::text, true, "", ""},
    SettingField{"token", "Page access token",
                 "With the rights pages_read_user_content and pages_manage_engagement.", SettingKind::secret,
                 true, "", ""},
    SettingField{"version", "Version of the interface",
                 "From v22.0 on Facebook no longer shows recommendations.", SettingKind::text, false,
                 usual_version, ""},
    api::server_field(usual_server),
    api::private_field,
};

class FacebookApi final : public api::Api {
  public:
    explicit FacebookApi(const core::Source& source)
        : source_(source),
          page_(setting(source, "page")),
          root_(fmt::format("{}/{}/", api::address_in(source, "base_url", usual_server),
                            net::percent_encode(setting(source, "version", usual_version)))) {}

    SignIn sign_in() const override {
        return KeySignIn{"Authorization", "Bearer " + setting(source_, "token")};
    }

    api::Call list(const api::Ask& ask) const override {
        const std::string wanted = fmt::format(
            "created_time,has_rating,has_review,rating,recommendation_type,review_text,"
            "reviewer{{id,name}},open_graph_story{{id,message,comments.limit(25){{{}}}}}",
            comment_fields);
        std::string url = fmt::format("{}{}/ratings?limit=25&fields={}", root_, net::percent_encode(page_),
                                      net::percent_encode(wanted));
        if (!ask.next.empty()) url += "&after=" + net::percent_encode(ask.next);
        return api::call("GET", std::move(url));
    }

    api::Listing read(const api::Answer& answer) const override { return read_ratings(answer, page_); }

    std::optional<core::PollFailure> refusal(const api::Answer& answer) const override {
        return refusal_of(answer);
    }

    /// Its own trouble comes with any status.
    bool may_be_done(const api::Answer& refused) const override {
        const auto meaning = refusal_of(refused);
        return refused.status >= 500 || (meaning && meaning->kind == core::FailureKind::server);
    }

    std::optional<std::chrono::seconds> wait(const net::Headers& headers, core::Instant) const override {
        const auto usage = read_usage(headers);
        if (!usage || headers.find("Retry-After")) return std::nullopt;
        if (usage->regain.count() > 0) return usage->regain;
        return usage->percent > much_used ? std::optional(std::chrono::seconds{3600}) : std::nullopt;
    }

    std::optional<std::chrono::seconds> pace(const net::Headers& headers) const override {
        const auto usage = read_usage(headers);
        if (!usage || usage->percent <= much_used) return std::nullopt;
        return std::chrono::hours{1};
    }

    std::optional<Refused> unanswerable(const ReplyRequest& request) const override {
        if (has_story(request.external_id)) return std::nullopt;
        return Refused{
            "Facebook gives this recommendation no post of its own, so that it cannot be answered from here. "
            "Answer it on the Page.",
            "no open_graph_story"};
    }

    /// A second comment would stand beside the first.
    api::NeedsReplyId needs_reply_id() const override { return api::NeedsReplyId::always; }

    api::Call post(const ReplyRequest& request) const override {
        const bool first = request.reply_id.empty();
        const std::string target = net::percent_encode(first ? request.external_id : request.reply_id);
        api::Call call = api::call("POST", root_ + target + (first ? "/comments" : ""));
        call.headers.add("Content-Type", "application/x-www-form-urlencoded");
        call.body = form_of({{"message", request.text}});
        return call;
    }

    PostOutcome posted(const api::Answer& answer, const ReplyRequest& request) const override {
        const std::string id = id_in(answer);
        return Accepted{id.empty() ? request.reply_id : id, {}};
    }

    api::Call look(const ReplyRequest& request) const override {
        return api::call("GET", fmt::format("{}{}/comments?limit=100&fields={}", root_,
                                            net::percent_encode(request.external_id),
                                            net::percent_encode(comment_fields)));
    }

    std::optional<Seen> seen(const api::Answer& answer, const ReplyRequest&) const override {
        return read_comments(answer, page_);
    }

    api::Call remove(const ReplyRequest& request) const override {
        return api::call("DELETE", root_ + net::percent_encode(request.reply_id));
    }

    std::optional<Refused> refused(const api::Answer& answer) const override {
        const auto meaning = refusal_of(answer);
        if (meaning && meaning->kind != core::FailureKind::missing) return std::nullopt;
        const std::string message = message_in(answer);
        if (message.empty() || answer.status >= 500) return std::nullopt;
        return Refused{"Facebook refused the answer: " + message, fmt::format("answered {}", answer.status)};
    }

  private:
    core::Source source_;
    std::string page_;
    std::string root_;
};

std::unique_ptr<api::Api> open(const core::Source& source) { return std::make_unique<FacebookApi>(source); }

bool is_version(std::string_view text) {
    const auto dot = text.find('.');
    return text.starts_with('v') && dot != std::string_view::npos && dot > 1 && dot + 1 < text.size() &&
           text.substr(1).find_first_not_of("0123456789.") == std::string_view::npos;
}

std::vector<SettingProblem> check(const core::Source& source) {
    std::vector<SettingProblem> problems;
    if (setting(source, "page").find_first_not_of("0123456789") != std::string::npos)
        problems.push_back(
            {"page",
             "The Page is given by its number, digits only. It stands under \"Page ID\" in the "
             "Page's \"About\"."});
    if (!is_version(setting(source, "version", usual_version)))
        problems.push_back({"version", "A version of the interface is written as v21.0."});
    return problems;
}

std::string describe(const core::Source& source) { return setting(source, "page"); }

std::string address(const core::Source& source) {
    return fmt::format("https://www.facebook.com/{}/reviews", net::percent_encode(setting(source, "page")));
}

}  // namespace

const Portal& portal() {
    static const Portal record{
        .name = "facebook",
        .title = "Facebook",
        .reads = "recommendations of your own Page, while Facebook still shows them",
        .signs_in = "token of the Page",
        .settings = fields,
        .interval = std::chrono::minutes{30},
        .reply = ReplyRules{.most = 8000, .can_remove = true},
        .experimental = true,
        .check = check,
        .describe = describe,
        .address = address,
        .make_fetcher = api::fetcher_of<open>,
        .make_replier = api::replier_of<open>,
        .parse = api::parse_of<open>,
    };
    return record;
}

}  // namespace reputed::fetchers::facebook
