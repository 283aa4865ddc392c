// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <charconv>

#include "fetchers/allegro/allegro.hpp"
#include "fetchers/allegro/parse.hpp"
#include "fetchers/api/read.hpp"
#include "fetchers/visit.hpp"

namespace reputed::fetchers::allegro {
namespace {

constexpr std::string_view usual_server = "https://api.allegro.pl";
constexpr std::string_view form_of_answers = "application/vnd.allegro.public.v1+json";
constexpr std::size_t page_size = 100;
constexpr std::size_t most_offset = 20'000;

constexpr std::array fields{
    SettingField{"client_id", "Client id", "Of the application you registered at Allegro.", SettingKind::text,
                 true, "", ""},
    SettingField{"client_secret", "Client secret", "Stands beside the client id.", SettingKind::secret, true,
                 "", ""},
    api::server_field(usual_server),
    SettingField{"oauth_authorize_url", "Consent page", "Where you let this service in.", SettingKind::url,
                 false, "https://allegro.pl/auth/oauth/authorize", ""},
    SettingField{"oauth_token_url", "Token address", "Where consent becomes a token.", SettingKind::url,
                 false, "https://allegro.pl/auth/oauth/token", ""},
    api::private_field,
};

std::size_t offset_of(const std::string& next) {
    std::size_t offset = 0;
    std::from_chars(next.data(), next.data() + next.size(), offset);
    return offset;
}

class AllegroApi final : public api::Api {
  public:
    explicit AllegroApi(const core::Source& source)
        : source_(source), root_(api::address_in(source, "base_url", usual_server) + "/sale/user-ratings") {}

    SignIn sign_in() const override {
        TokenSignIn token;
        token.token_url = api::address_in(source_, "oauth_token_url", fields[4].fallback);
        token.client_id = setting(source_, "client_id");
        token.client_secret = setting(source_, "client_secret");
        token.client_by_basic = true;
        token.form = {{"grant_type", "refresh_token"}};
        token.by_consent = true;
        token.headers = {{"Accept", std::string(form_of_answers)}};
        return token;
    }

    api::Manners manners() const override {
        api::Manners manners;
        manners.sweep_proves_removal = true;
        manners.allowance = {9000, std::chrono::seconds{60}, 100};
        return manners;
    }

    api::Call list(const api::Ask& ask) const override {
        return api::call("GET", fmt::format("{}?limit={}&offset={}", root_, page_size, offset_of(ask.next)));
    }

    api::Listing read(const api::Answer& answer) const override { return read_ratings(answer); }

    api::Listing read_page(const api::Answer& answer, const api::Ask& ask) const override {
        api::Listing listing = read_ratings(answer);
        const std::size_t count = count_in(answer);
        const std::size_t next = offset_of(ask.next) + count;
        // The portal may give smaller pages than were asked for: only an empty one is surely the last.
        if (count == 0) return listing;
        if (next <= most_offset)
            listing.next = std::to_string(next);
        else
            listing.problems.push_back(
                {"list", fmt::format("Allegro shows the newest {} ratings only; older ones cannot be read.",
                                     most_offset)});
        return listing;
    }

    std::optional<core::PollFailure> refusal(const api::Answer& answer) const override {
        return refusal_of(answer);
    }

    api::Call post(const ReplyRequest& request) const override {
        base::JsonWriter json;
        json.begin_object().member("message", request.text).end_object();
        api::Call call = api::call("PUT", rating_url(request) + "/answer");
        call.body = json.take();
        call.headers.add("Content-Type", std::string(form_of_answers));
        return call;
    }

    PostOutcome posted(const api::Answer& answer, const ReplyRequest&) const override {
        const auto root = base::Json::parse(answer.body);
        return Accepted{{}, root ? api::text_of((*root)["message"]) : std::string()};
    }

    api::Call look(const ReplyRequest& request) const override {
        return api::call("GET", rating_url(request));
    }

    std::optional<Seen> seen(const api::Answer& answer, const ReplyRequest&) const override {
        return read_answer(answer);
    }

    std::optional<Refused> refused(const api::Answer& answer) const override {
        if (answer.status != 400 && answer.status != 409 && answer.status != 422) return std::nullopt;
        const std::string words = words_of(answer);
        if (words.empty()) return std::nullopt;
        return Refused{"Allegro did not take the answer: " + words, fmt::format("status {}", answer.status)};
    }

  private:
    std::string rating_url(const ReplyRequest& request) const {
        return root_ + "/" + net::percent_encode(request.external_id);
    }

    core::Source source_;
    std::string root_;
};

std::unique_ptr<api::Api> open(const core::Source& source) { return std::make_unique<AllegroApi>(source); }

Consent consent(const core::Source& source) {
    return {api::address_in(source, "oauth_authorize_url", fields[3].fallback),
            api::address_in(source, "oauth_token_url", fields[4].fallback),
            setting(source, "client_id"),
            setting(source, "client_secret"),
            true,
            {},
            {}};
}

std::string describe(const core::Source&) { return {}; }

}  // namespace

const Portal& portal() {
    static const Portal record{
        .name = "allegro",
        .title = "Allegro",
        .reads = "ratings that buyers gave your Allegro account",
        .signs_in = "consent",
        .settings = fields,
        .interval = std::chrono::minutes{15},
        .reply = ReplyRules{.most = 500},
        .describe = describe,
        .make_fetcher = api::fetcher_of<open>,
        .make_replier = api::replier_of<open>,
        .consent = consent,
        .parse = api::parse_of<open>,
    };
    return record;
}

}  // namespace reputed::fetchers::allegro
