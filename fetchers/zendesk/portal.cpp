// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/api/read.hpp"
#include "fetchers/visit.hpp"
#include "fetchers/zendesk/parse.hpp"
#include "fetchers/zendesk/zendesk.hpp"

namespace reputed::fetchers::zendesk {
namespace {

constexpr std::array fields{
    SettingField{"subdomain", "Subdomain", "What stands before .zendesk.com where you sign in.",
                 SettingKind::text, true, "", ""},
    SettingField{"email", "Mail address",
                 "Of the administrator who made the token. Empty: the token is one of OAuth.",
                 SettingKind::text, false, "", ""},
    SettingField{"token", "Token", "An API token from the admin center.", SettingKind::secret, true, "", ""},
    api::server_field(""),
    api::private_field,
};

std::string desk_of(const core::Source& source) {
    std::string address = api::address_in(source, "base_url", "");
    if (!address.empty()) return address;
    return fmt::format("https://{}.zendesk.com", setting(source, "subdomain"));
}

class ZendeskApi final : public api::Api {
  public:
    explicit ZendeskApi(const core::Source& source) : source_(source), desk_(desk_of(source)) {}

    SignIn sign_in() const override {
        const std::string mail = setting(source_, "email");
        const std::string token = setting(source_, "token");
        if (mail.empty()) return KeySignIn{"Authorization", "Bearer " + token};
        return BasicSignIn{mail + "/token", token};
    }

    api::Manners manners() const override {
        api::Manners manners;
        // The list can be cut by the time of creation only, and a rating is often changed on its first day.
        manners.overlap = std::chrono::hours{24};
        return manners;
    }

    api::Call list(const api::Ask& ask) const override {
        std::string url = desk_ + "/api/v2/satisfaction_ratings?score=received&";
        url += ask.next.empty() ? first_page : std::string_view(ask.next);
        if (ask.since) {
            const auto since = std::chrono::floor<std::chrono::seconds>(ask.since->time_since_epoch());
            url += fmt::format("&start_time={}", since.count());
        }
        return api::call("GET", std::move(url));
    }

    api::Listing read(const api::Answer& answer) const override { return read_ratings(answer, desk_); }

    std::optional<core::PollFailure> refusal(const api::Answer& answer) const override {
        return refusal_of(answer);
    }

  private:
    core::Source source_;
    std::string desk_;
};

std::unique_ptr<api::Api> open(const core::Source& source) { return std::make_unique<ZendeskApi>(source); }

std::vector<SettingProblem> check(const core::Source& source) {
    std::vector<SettingProblem> problems;
    if (!api::made_of_letters(setting(source, "subdomain"), "-", 63))
        problems.push_back({"subdomain",
                            "Only the first part of the address is needed, letters, digits and dashes: of "
                            "https://acme.zendesk.com it is acme."});
    const std::string mail = setting(source, "email");
    if (mail.ends_with("/token"))
        problems.push_back({"email", "Write the mail address alone; /token is added by itself."});
    else if (!mail.empty() && (!mail.contains('@') || mail.contains(':')))
        problems.push_back({"email", "This is not a mail address."});
    return problems;
}

std::string describe(const core::Source& source) { return setting(source, "subdomain"); }

}  // namespace

const Portal& portal() {
    static const Portal record{
        .name = "zendesk",
        .title = "Zendesk",
        .reads = "what customers said in private about tickets at Zendesk (satisfaction ratings)",
        .signs_in = "mail address and token",
        .settings = fields,
        .interval = std::chrono::minutes{15},
        .check = check,
        .describe = describe,
        .address = desk_of,
        .make_fetcher = api::fetcher_of<open>,
        .parse = api::parse_of<open>,
    };
    return record;
}

}  // namespace reputed::fetchers::zendesk
