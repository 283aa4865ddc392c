// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <charconv>

#include "fetchers/api/read.hpp"
#include "fetchers/visit.hpp"
#include "fetchers/yandex_market/parse.hpp"
#include "fetchers/yandex_market/window.hpp"
#include "fetchers/yandex_market/yandex_market.hpp"

namespace reputed::fetchers::yandex_market {
namespace {

constexpr std::string_view usual_server = "https://api.partner.market.yandex.ru";
constexpr int most_windows = 20;

constexpr std::array fields{
    SettingField{"business_id", "Number of the business",
                 "Digits. It stands beside the key; it is not the number of a shop.", SettingKind::text, true,
                 "", ""},
    SettingField{"api_key", "Access key",
                 "Made in the seller's cabinet under the settings of its interface (API), with access to "
                 "communication.",
                 SettingKind::secret, true, "", ""},
    SettingField{"key_kind", "Kind of key", "\"oauth\" for an older token of an application.",
                 SettingKind::choice, false, "api_key", "api_key|oauth"},
    SettingField{"half_years", "Half years to read",
                 "How far back the list is read, in steps of half a year.", SettingKind::number, false, "4",
                 ""},
    api::server_field(usual_server),
    api::private_field,
};

int number_in(const core::Source& source, std::string_view name, std::string_view usual) {
    const std::string text = setting(source, name, usual);
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

/// The portal's ids are numbers; what is none becomes 0, which it refuses.
std::int64_t id_of(const std::string& text) {
    std::int64_t id = 0;
    std::from_chars(text.data(), text.data() + text.size(), id);
    return id;
}

std::string feedback_body(const std::string& id) {
    base::JsonWriter json;
    json.begin_object().member("feedbackId", id_of(id)).end_object();
    return json.take();
}

class YandexApi final : public api::Api {
  public:
    explicit YandexApi(const core::Source& source)
        : source_(source),
          root_(fmt::format("{}/v2/businesses/{}/goods-feedback",
                            api::address_in(source, "base_url", usual_server),
                            net::percent_encode(setting(source, "business_id")))) {}

    SignIn sign_in() const override {
        const std::string key = setting(source_, "api_key");
        if (setting(source_, "key_kind") == "oauth") return KeySignIn{"Authorization", "Bearer " + key, {}};
        return KeySignIn{"Api-Key", key, {}};
    }

    api::Manners manners() const override {
        api::Manners manners;
        manners.most_pages = 400;
        manners.allowance = {5000, std::chrono::hours{1}, 100};
        return manners;
    }

    api::Call list(const api::Ask& ask) const override {
        const api::Waiting waiting = api::read_waiting(ask.next);
        if (!waiting.entries.empty())
            return comments_call(api::text_of(waiting.entries.front()["feedbackId"]));
        const Window window = window_of(waiting, ask);
        std::string url = root_ + "?limit=50";
        if (!window.page.empty()) url += "&page_token=" + net::percent_encode(window.page);
        base::JsonWriter json;
        json.begin_object().member("dateTimeFrom", core::to_iso(window.from));
        if (window.to) json.member("dateTimeTo", core::to_iso(*window.to));
        json.member("reactionStatus", "ALL").end_object();
        return api::json_call("POST", std::move(url), json.take());
    }

    api::Listing read(const api::Answer& answer) const override { return read_reviews(answer); }

    api::Listing read_page(const api::Answer& answer, const api::Ask& ask) const override {
        api::Waiting waiting = api::read_waiting(ask.next);
        if (waiting.entries.empty()) return read_window_page(answer, ask, window_of(waiting, ask));
        api::Listing listing = read_with_comments(waiting.entries.front(), answer);
        waiting.entries.erase(waiting.entries.begin());
        listing.next = written(waiting);
        return listing;
    }

    std::optional<api::Listing> instead(const api::Answer& refused, const api::Ask& ask) const override {
        return api::first_put_aside(refused, ask);
    }

    std::optional<core::PollFailure> refusal(const api::Answer& answer) const override {
        return refusal_of(answer, setting(source_, "business_id"));
    }

    api::Call post(const ReplyRequest& request) const override {
        base::JsonWriter json;
        json.begin_object().member("feedbackId", id_of(request.external_id)).key("comment").begin_object();
        if (!request.reply_id.empty()) json.member("id", id_of(request.reply_id));
        json.member("text", request.text).end_object().end_object();
        return api::json_call("POST", root_ + "/comments/update", json.take());
    }

    PostOutcome posted(const api::Answer& answer, const ReplyRequest&) const override {
        const auto root = base::Json::parse(answer.body);
        if (!root) return Accepted{};
        return Accepted{api::text_of((*root)["result"]["id"]), api::text_of((*root)["result"]["text"])};
    }

    std::optional<Refused> refused(const api::Answer& answer) const override { return refused_of(answer); }

    api::Call look(const ReplyRequest& request) const override { return comments_call(request.external_id); }

    std::optional<Seen> seen(const api::Answer& answer, const ReplyRequest&) const override {
        return read_comments(answer);
    }

    api::Call remove(const ReplyRequest& request) const override {
        base::JsonWriter json;
        json.begin_object().member("id", id_of(request.reply_id)).end_object();
        return api::json_call("POST", root_ + "/comments/delete", json.take());
    }

  private:
    api::Call comments_call(const std::string& review) const {
        return api::json_call("POST", root_ + "/comments?limit=50", feedback_body(review));
    }

    static Window window_of(const api::Waiting& waiting, const api::Ask& ask) {
        return read_window(waiting.page).value_or(newest_window(ask));
    }

    api::Listing read_window_page(const api::Answer& answer, const api::Ask& ask, Window window) const {
        api::Waiting waiting;
        api::Listing listing = read_reviews(answer, &waiting);
        const int most = std::clamp(number_in(source_, "half_years", fields[3].fallback), 1, most_windows);
        // What is new since the last poll is within the newest half year.
        const bool goes_back = !ask.since && window.number < most;
        window.page = std::exchange(waiting.page, {});
        if (!window.page.empty())
            waiting.page = written(window);
        else if (goes_back)
            waiting.page = written(window_before(window));
        listing.next = written(waiting);
        return listing;
    }

    core::Source source_;
    std::string root_;
};

std::unique_ptr<api::Api> open(const core::Source& source) { return std::make_unique<YandexApi>(source); }

std::vector<SettingProblem> check(const core::Source& source) {
    const std::string business = setting(source, "business_id");
    std::vector<SettingProblem> problems;
    if (!business.empty() &&
        (business.size() > 18 || business.find_first_not_of("0123456789") != std::string::npos))
        problems.push_back({"business_id", "The number of a business has digits only, such as 123456."});
    const int half_years = number_in(source, "half_years", fields[3].fallback);
    if (half_years < 1 || half_years > most_windows)
        problems.push_back(
            {"half_years", fmt::format("Between 1 and {} half years can be read.", most_windows)});
    return problems;
}

std::string describe(const core::Source& source) { return setting(source, "business_id"); }

}  // namespace

const Portal& portal() {
    static const Portal record{
        .name = "yandex_market",
        .title = "Yandex Market",
        .reads = "reviews of your goods on Yandex Market",
        .signs_in = "key",
        .settings = fields,
        .interval = std::chrono::minutes{15},
        .reply = ReplyRules{.most = 4096, .can_remove = true, .moderated = true},
        .check = check,
        .describe = describe,
        .make_fetcher = api::fetcher_of<open>,
        .make_replier = api::replier_of<open>,
        .parse = api::parse_of<open>,
    };
    return record;
}

}  // namespace reputed::fetchers::yandex_market
