// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <charconv>

#include "fetchers/api/read.hpp"
#include "fetchers/pacing.hpp"
#include "fetchers/visit.hpp"
#include "fetchers/wildberries/parse.hpp"
#include "fetchers/wildberries/wildberries.hpp"

namespace reputed::fetchers::wildberries {
namespace {

constexpr std::string_view usual_server = "https://feedbacks-api.wildberries.ru";

constexpr std::array fields{
    SettingField{"token", "Access token",
                 "Made in the seller's portal, with access to questions and reviews.", SettingKind::secret,
                 true, "", ""},
    api::server_field(usual_server),
    api::private_field,
};

/// Where the walk stands: reviews without an answer first, then those with one.
struct Place {
    bool answered = false;
    std::size_t skip = 0;
};

Place place_in(const std::string& next) {
    Place place;
    place.answered = next.starts_with("answered ");
    const auto blank = next.find(' ');
    if (blank != std::string::npos)
        std::from_chars(next.data() + blank + 1, next.data() + next.size(), place.skip);
    return place;
}

std::string written(const Place& place) {
    return fmt::format("{} {}", place.answered ? "answered" : "waiting", place.skip);
}

class WildberriesApi final : public api::Api {
  public:
    explicit WildberriesApi(const core::Source& source)
        : source_(source), root_(api::address_in(source, "base_url", usual_server) + "/api/v1/feedback") {}

    SignIn sign_in() const override { return KeySignIn{"Authorization", setting(source_, "token"), {}}; }

    api::Call list(const api::Ask& ask) const override {
        const Place place = place_in(ask.next);
        return api::call("GET", fmt::format("{}s?isAnswered={}&take=500&skip={}&order=dateDesc", root_,
                                            place.answered, place.skip));
    }

    api::Listing read(const api::Answer& answer) const override { return read_feedbacks(answer); }

    api::Listing read_page(const api::Answer& answer, const api::Ask& ask) const override {
        api::Listing listing = read_feedbacks(answer);
        Place place = place_in(ask.next);
        const std::size_t count = count_in(answer);
        const auto* last = listing.items.empty() ? nullptr : &listing.items.back();
        const bool reached =
            ask.since && last != nullptr && last->published && last->published->at < *ask.since;
        place.skip += count;
        if (count > 0 && !reached)
            listing.next = written(place);
        else if (!place.answered)
            listing.next = written({true, 0});
        return listing;
    }

    std::optional<core::PollFailure> refusal(const api::Answer& answer) const override {
        return refusal_of(answer);
    }

    std::optional<std::chrono::seconds> wait(const net::Headers& headers, core::Instant now) const override {
        const auto retry = headers.find("X-Ratelimit-Retry");
        return retry ? read_reset(*retry, now) : std::nullopt;
    }

    api::Call post(const ReplyRequest& request) const override {
        base::JsonWriter json;
        json.begin_object().member("id", request.external_id).member("text", request.text).end_object();
        return api::json_call("POST", root_ + "s/answer", json.take());
    }

    PostOutcome posted(const api::Answer&, const ReplyRequest&) const override { return Accepted{}; }

    std::optional<Refused> refused(const api::Answer& answer) const override {
        const std::string words = error_in(answer);
        if (words.empty() || answer.status == 401 || answer.status == 403 || answer.status == 429)
            return std::nullopt;
        return Refused{"Wildberries did not take the answer: " + words,
                       fmt::format("status {}", answer.status)};
    }

    api::Call look(const ReplyRequest& request) const override {
        return api::call("GET", root_ + "?id=" + net::percent_encode(request.external_id));
    }

    std::optional<Seen> seen(const api::Answer& answer, const ReplyRequest&) const override {
        return read_answer(answer);
    }

  private:
    core::Source source_;
    std::string root_;
};

std::unique_ptr<api::Api> open(const core::Source& source) {
    return std::make_unique<WildberriesApi>(source);
}

std::string describe(const core::Source&) { return {}; }

}  // namespace

const Portal& portal() {
    static const Portal record{
        .name = "wildberries",
        .title = "Wildberries",
        .reads = "reviews of your goods on Wildberries",
        .signs_in = "token",
        .settings = fields,
        .interval = std::chrono::minutes{15},
        .reply = ReplyRules{.most = 5000, .least = 2, .can_change = false, .moderated = true},
        .experimental = true,
        .describe = describe,
        .make_fetcher = api::fetcher_of<open>,
        .make_replier = api::replier_of<open>,
        .parse = api::parse_of<open>,
    };
    return record;
}

}  // namespace reputed::fetchers::wildberries
