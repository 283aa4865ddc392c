// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/api/read.hpp"
#include "fetchers/intercom/intercom.hpp"
#include "fetchers/intercom/parse.hpp"
#include "fetchers/visit.hpp"

namespace reputed::fetchers::intercom {
namespace {

constexpr std::string_view usual_server = "https://api.intercom.io";
constexpr std::string_view usual_version = "2.15";

constexpr std::array fields{
    SettingField{"token", "Access token", "Of an app of your own in Intercom's developer hub.",
                 SettingKind::secret, true, "", ""},
    SettingField{"base_url", "Server",
                 "By the region of your workspace: https://api.intercom.io, https://api.eu.intercom.io or "
                 "https://api.au.intercom.io.",
                 SettingKind::url, false, usual_server, ""},
    SettingField{"version", "Version of the interface", "Such as 2.15.", SettingKind::text, false,
                 usual_version, ""},
    api::private_field,
};

class IntercomApi final : public api::Api {
  public:
    explicit IntercomApi(const core::Source& source) : source_(source) {}

    SignIn sign_in() const override {
        return KeySignIn{"Authorization",
                         "Bearer " + setting(source_, "token"),
                         {{"Intercom-Version", setting(source_, "version", usual_version)}}};
    }

    api::Manners manners() const override {
        api::Manners manners;
        // What was said a moment ago may be missing in the search for a while.
        manners.overlap = std::chrono::hours{1};
        return manners;
    }

    api::Call list(const api::Ask& ask) const override {
        const auto since =
            std::chrono::floor<std::chrono::seconds>(ask.since.value_or(core::Instant{}).time_since_epoch());
        base::JsonWriter json;
        json.begin_object().key("query").begin_object().member("operator", "AND").key("value").begin_array();
        json.begin_object().member("field", "conversation_rating.replied_at").member("operator", ">");
        json.member("value", static_cast<std::int64_t>(since.count())).end_object().end_array().end_object();
        json.key("pagination").begin_object().member("per_page", 150);
        if (!ask.next.empty()) json.member("starting_after", ask.next);
        json.end_object().end_object();
        return api::json_call("POST",
                              api::address_in(source_, "base_url", usual_server) + "/conversations/search",
                              json.take());
    }

    api::Listing read(const api::Answer& answer) const override { return read_conversations(answer); }

    std::optional<core::PollFailure> refusal(const api::Answer& answer) const override {
        return refusal_of(answer);
    }

  private:
    core::Source source_;
};

std::unique_ptr<api::Api> open(const core::Source& source) { return std::make_unique<IntercomApi>(source); }

std::vector<SettingProblem> check(const core::Source& source) {
    const std::string version = setting(source, "version", usual_version);
    const bool numbers = version.find_first_not_of("0123456789.") == std::string::npos;
    if (numbers && version.contains('.')) return {};
    return {{"version", "A version of the interface is two numbers with a dot between, such as 2.15."}};
}

std::string describe(const core::Source& source) {
    return net::host_of(setting(source, "base_url", usual_server));
}

}  // namespace

const Portal& portal() {
    static const Portal record{
        .name = "intercom",
        .title = "Intercom",
        .reads = "what customers said in private about conversations at Intercom (ratings)",
        .signs_in = "token",
        .settings = fields,
        .interval = std::chrono::minutes{15},
        .check = check,
        .describe = describe,
        .make_fetcher = api::fetcher_of<open>,
        .parse = api::parse_of<open>,
    };
    return record;
}

}  // namespace reputed::fetchers::intercom
