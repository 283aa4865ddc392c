// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <charconv>

#include "fetchers/api/read.hpp"
#include "fetchers/judge_me/judge_me.hpp"
#include "fetchers/judge_me/parse.hpp"
#include "fetchers/visit.hpp"

namespace reputed::fetchers::judge_me {
namespace {

constexpr std::string_view usual_server = "https://api.judge.me";

constexpr std::array fields{
    SettingField{"shop_domain", "Shop", "As Judge.me knows it, such as example.myshopify.com.",
                 SettingKind::text, true, "", ""},
    SettingField{"token", "Private API token",
                 "In Judge.me's settings, where the tokens for its interface stand.", SettingKind::secret,
                 true, "", ""},
    SettingField{"mail_reply", "Mail the answer",
                 "With \"yes\" Judge.me also mails each answer to the customer; with \"no\" it only stands "
                 "under the review.",
                 SettingKind::choice, false, "no", "no|yes"},
    api::server_field(usual_server),
    api::private_field,
};

std::int64_t number_in(std::string_view text, std::int64_t fallback) {
    std::int64_t number = fallback;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

core::PollFailure failure(core::FailureKind kind, std::string words, const api::Answer& answer) {
    return {kind, std::move(words), fmt::format("{} {}", answer.status, error_in(answer)), {}};
}

class JudgeMeApi final : public api::Api {
  public:
    explicit JudgeMeApi(const core::Source& source)
        : source_(source),
          shop_(setting(source, "shop_domain")),
          root_(api::address_in(source, "base_url", usual_server) + "/api/v1") {}

    SignIn sign_in() const override { return KeySignIn{"X-Api-Token", setting(source_, "token"), {}}; }

    api::Manners manners() const override {
        api::Manners manners;
        manners.sweep_proves_removal = true;
        return manners;
    }

    api::Call list(const api::Ask& ask) const override {
        return api::call("GET",
                         fmt::format("{}&page={}&per_page=100", address("/reviews"), number_in(ask.next, 1)));
    }

    api::Listing read(const api::Answer& answer) const override { return read_reviews(answer, shop_); }

    /// A short page may be all that the server gives at once, so that only an empty one is the end.
    api::Listing read_page(const api::Answer& answer, const api::Ask& ask) const override {
        api::Listing listing = read(answer);
        if (count_in(answer) > 0) listing.next = std::to_string(number_in(ask.next, 1) + 1);
        return listing;
    }

    std::optional<core::PollFailure> refusal(const api::Answer& answer) const override {
        if (answer.status == 401 || answer.status == 403)
            return failure(core::FailureKind::denied,
                           fmt::format("Judge.me does not take this token for the shop {}. Copy the private "
                                       "API token from Judge.me's settings, and see that the shop is written "
                                       "as it stands there.",
                                       shop_),
                           answer);
        if (answer.status == 404 && answer.url.contains("/reviews?"))
            return failure(core::FailureKind::missing,
                           fmt::format("Judge.me knows no shop {}. Write it as it stands in Judge.me's "
                                       "settings, such as example.myshopify.com.",
                                       shop_),
                           answer);
        if (answer.status == 200 && answer.url.contains("/reviews/") && hides_replies(answer))
            return failure(core::FailureKind::changed_layout,
                           "Judge.me does not say whether an answer stands under this review. See there; "
                           "nothing is sent again meanwhile.",
                           answer);
        return std::nullopt;
    }

    std::optional<Refused> refused(const api::Answer& answer) const override {
        if (answer.status == 404)
            return Refused{"The review is no longer at Judge.me.", fmt::format("status {}", answer.status)};
        const std::string words = error_in(answer);
        if (answer.status != 400 && answer.status != 422) return std::nullopt;
        return Refused{
            fmt::format("Judge.me did not take the answer: {}", words.empty() ? "it gave no reason" : words),
            fmt::format("status {}", answer.status)};
    }

    api::Call post(const ReplyRequest& request) const override {
        base::JsonWriter json;
        json.begin_object().member("review_id", number_in(request.external_id, 0));
        json.member("send_reply_email", setting(source_, "mail_reply", "no") == "yes");
        json.key("reply").begin_object().member("content", request.text).end_object().end_object();
        return api::json_call("POST", address("/replies"), json.take());
    }

    PostOutcome posted(const api::Answer& answer, const ReplyRequest&) const override {
        if (const std::string words = error_in(answer); !words.empty())
            return Refused{"Judge.me did not take the answer: " + words, "an error in a good answer"};
        return Accepted{reply_id_in(answer), {}};
    }

    api::Call look(const ReplyRequest& request) const override {
        return api::call("GET", address("/reviews/" + net::percent_encode(request.external_id)));
    }

    std::optional<Seen> seen(const api::Answer& answer, const ReplyRequest&) const override {
        return read_reply(answer);
    }

  private:
    [[nodiscard]] std::string address(const std::string& path) const {
        return fmt::format("{}{}?shop_domain={}", root_, path, net::percent_encode(shop_));
    }

    core::Source source_;
    std::string shop_;
    std::string root_;
};

std::unique_ptr<api::Api> open(const core::Source& source) { return std::make_unique<JudgeMeApi>(source); }

std::vector<SettingProblem> check(const core::Source& source) {
    const std::string shop = setting(source, "shop_domain");
    if (api::made_of_letters(shop, "-.", 200) && shop.contains('.') && !shop.starts_with('.')) return {};
    return {{"shop_domain",
             "The shop is written as example.myshopify.com, without https:// and without a path."}};
}

std::string describe(const core::Source& source) { return setting(source, "shop_domain"); }

}  // namespace

const Portal& portal() {
    static const Portal record{
        .name = "judge_me",
        .title = "Judge.me",
        .reads = "all reviews that Judge.me collects for your shop",
        .signs_in = "token",
        .settings = fields,
        .interval = std::chrono::minutes{30},
        .reply = ReplyRules{.most = 2000, .can_change = false},
        .check = check,
        .describe = describe,
        .make_fetcher = api::fetcher_of<open>,
        .make_replier = api::replier_of<open>,
        .parse = api::parse_of<open>,
    };
    return record;
}

}  // namespace reputed::fetchers::judge_me
