// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/api/read.hpp"
#include "fetchers/ozon/ozon.hpp"
#include "fetchers/ozon/parse.hpp"
#include "fetchers/visit.hpp"

namespace reputed::fetchers::ozon {
namespace {

constexpr std::string_view usual_server = "https://api-seller.ozon.ru";

constexpr std::array fields{
    SettingField{"client_id", "Client number", "Digits, beside the key in the seller's cabinet.",
                 SettingKind::text, true, "", ""},
    SettingField{"api_key", "Access key", "Of a role that may read and answer reviews.", SettingKind::secret,
                 true, "", ""},
    api::server_field(usual_server),
    api::private_field,
};

class OzonApi final : public api::Api {
  public:
    explicit OzonApi(const core::Source& source)
        : source_(source), root_(api::address_in(source, "base_url", usual_server) + "/v1/review") {}

    SignIn sign_in() const override {
        return KeySignIn{
            "Api-Key", setting(source_, "api_key"), {{"Client-Id", setting(source_, "client_id")}}};
    }

    api::Manners manners() const override {
        api::Manners manners;
        manners.most_pages = 400;
        return manners;
    }

    api::Call list(const api::Ask& ask) const override {
        const api::Waiting waiting = api::read_waiting(ask.next);
        if (!waiting.entries.empty()) return comments_call(api::text_of(waiting.entries.front()["id"]));
        base::JsonWriter json;
        json.begin_object().member("last_id", waiting.page).member("limit", 100);
        json.member("sort_dir", "DESC").member("status", "ALL").end_object();
        return api::json_call("POST", root_ + "/list", json.take());
    }

    api::Listing read(const api::Answer& answer) const override { return read_reviews(answer); }

    api::Listing read_page(const api::Answer& answer, const api::Ask& ask) const override {
        api::Waiting waiting = api::read_waiting(ask.next);
        api::Listing listing;
        if (waiting.entries.empty()) {
            const std::string before = std::exchange(waiting.page, {});
            listing = read_reviews(answer, &waiting);
            // Whoever waits is still to be asked about, so that the walk may not end by itself.
            const bool reached = ask.since && listing.oldest && *listing.oldest < *ask.since;
            if (reached || waiting.page == before) waiting.page.clear();
            listing.oldest.reset();
        } else {
            listing = read_with_comments(waiting.entries.front(), answer);
            waiting.entries.erase(waiting.entries.begin());
        }
        listing.next = written(waiting);
        return listing;
    }

    std::optional<api::Listing> instead(const api::Answer& refused, const api::Ask& ask) const override {
        return api::first_put_aside(refused, ask);
    }

    std::optional<core::PollFailure> refusal(const api::Answer& answer) const override {
        return refusal_of(answer);
    }

    api::Call post(const ReplyRequest& request) const override {
        base::JsonWriter json;
        json.begin_object().member("review_id", request.external_id).member("text", request.text);
        json.member("mark_review_as_processed", true).end_object();
        return api::json_call("POST", root_ + "/comment/create", json.take());
    }

    PostOutcome posted(const api::Answer& answer, const ReplyRequest&) const override {
        const auto root = base::Json::parse(answer.body);
        return Accepted{root ? api::text_of((*root)["comment_id"]) : std::string(), {}};
    }

    std::optional<Refused> refused(const api::Answer& answer) const override {
        const std::string message = message_in(answer);
        if (answer.status != 400 || message.empty()) return std::nullopt;
        return Refused{"Ozon did not take the answer: " + message, "status 400"};
    }

    api::Call look(const ReplyRequest& request) const override { return comments_call(request.external_id); }

    std::optional<Seen> seen(const api::Answer& answer, const ReplyRequest&) const override {
        return read_comments(answer);
    }

    api::Call remove(const ReplyRequest& request) const override {
        base::JsonWriter json;
        json.begin_object().member("comment_id", request.reply_id).end_object();
        return api::json_call("POST", root_ + "/comment/delete", json.take());
    }

  private:
    api::Call comments_call(const std::string& review) const {
        base::JsonWriter json;
        json.begin_object().member("review_id", review).member("limit", 100).member("offset", 0);
        json.member("sort_dir", "ASC").end_object();
        return api::json_call("POST", root_ + "/comment/list", json.take());
    }

    core::Source source_;
    std::string root_;
};

std::unique_ptr<api::Api> open(const core::Source& source) { return std::make_unique<OzonApi>(source); }

std::vector<SettingProblem> check(const core::Source& source) {
    const std::string client = setting(source, "client_id");
    if (client.empty() || client.find_first_not_of("0123456789") == std::string::npos) return {};
    return {{"client_id", "The number of the client has digits only, such as 123456."}};
}

std::string describe(const core::Source& source) { return setting(source, "client_id"); }

}  // namespace

const Portal& portal() {
    static const Portal record{
        .name = "ozon",
        .title = "Ozon",
        .reads = "reviews of your goods on Ozon",
        .signs_in = "client number and key",
        .settings = fields,
        .interval = std::chrono::minutes{15},
        .reply = ReplyRules{.can_change = false, .can_remove = true, .moderated = true},
        .experimental = true,
        .check = check,
        .describe = describe,
        .make_fetcher = api::fetcher_of<open>,
        .make_replier = api::replier_of<open>,
        .parse = api::parse_of<open>,
    };
    return record;
}

}  // namespace reputed::fetchers::ozon
