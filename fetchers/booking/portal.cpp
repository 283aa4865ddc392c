// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/api/read.hpp"
#include "fetchers/booking/booking.hpp"
#include "fetchers/booking/parse.hpp"
#include "fetchers/visit.hpp"

namespace reputed::fetchers::booking {
namespace {

constexpr std::string_view usual_server = "https://supply-xml.booking.com";
constexpr std::chrono::days first_import{730};

constexpr std::array fields{
    SettingField{"property_id", "Number of the property", "Digits, as in the extranet.", SettingKind::text,
                 true, "", ""},
    SettingField{"username", "User name", "Of the machine account of a connectivity partner.",
                 SettingKind::text, false, "", ""},
    SettingField{"password", "Password", "Of that machine account.", SettingKind::secret, false, "", ""},
    SettingField{"token", "Access token", "Instead of user name and password, for newer machine accounts.",
                 SettingKind::secret, false, "", ""},
    SettingField{"from_date", "Reviews since", "A day such as 2025-05-01; left empty, two years back.",
                 SettingKind::text, false, "", ""},
    api::server_field(usual_server),
    api::private_field,
};

bool is_day(std::string_view text) {
    return text.size() == 10 && core::from_iso(std::string(text) + "T00:00:00Z").has_value();
}

class BookingApi final : public api::Api {
  public:
    explicit BookingApi(const core::Source& source)
        : source_(source),
          server_(api::address_in(source, "base_url", usual_server)),
          root_(fmt::format("{}/review-api/properties/{}/reviews", server_,
                            net::percent_encode(setting(source, "property_id")))) {}

    SignIn sign_in() const override {
        if (const std::string token = setting(source_, "token"); !token.empty())
            return KeySignIn{"Authorization", "Bearer " + token, {}};
        return BasicSignIn{setting(source_, "username"), setting(source_, "password")};
    }

    api::Manners manners() const override {
        api::Manners manners;
        // The list tells of changes by itself; reading all of it again is for what it may have kept back.
        manners.sweep_every = std::chrono::days{7};
        return manners;
    }

    api::Call list(const api::Ask& ask) const override {
        // A link kept from before may lead to a server that is no longer set.
        const std::string link = api::own_link(ask.next, server_ + "/");
        if (!link.empty()) return api::call("GET", link);
        std::string from = setting(source_, "from_date");
        if (from.empty()) from = core::to_iso(ask.now - first_import).substr(0, 10);
        return api::call("GET", fmt::format("{}?from_date={}&limit=50", root_, net::percent_encode(from)));
    }

    api::Listing read(const api::Answer& answer) const override {
        api::Listing listing = read_reviews(answer);
        listing.next = api::own_link(listing.next, answer.url);
        return listing;
    }

    api::Listing read_page(const api::Answer& answer, const api::Ask& ask) const override {
        api::Listing listing = read(answer);
        if (!is_empty_page(answer)) return listing;
        const std::string link = std::exchange(listing.next, {});
        listing.goes_on = ask.next.empty() ? link : ask.next;
        return listing;
    }

    std::optional<core::PollFailure> refusal(const api::Answer& answer) const override {
        const std::string words = error_in(answer);
        if (answer.status == 401 || answer.status == 403) return not_let_in(answer.status, words);
        if (answer.status != 200 || words.empty()) return std::nullopt;
        return core::PollFailure{core::FailureKind::server,
                                 fmt::format("Booking.com answered with an error of its own: {}. It is asked "
                                             "again by itself; if this stays, check the number of the "
                                             "property and ask the partner support.",
                                             words),
                                 "errors in an answer of status 200",
                                 {}};
    }

    api::Call post(const ReplyRequest& request) const override {
        base::JsonWriter json;
        json.begin_object().member("reply", request.text).end_object();
        return api::json_call("POST", review_url(request), json.take());
    }

    PostOutcome posted(const api::Answer&, const ReplyRequest&) const override { return Accepted{}; }

    std::optional<Refused> refused(const api::Answer& answer) const override {
        const std::string words = error_in(answer);
        const bool says_no =
            answer.status == 200 || answer.status == 400 || answer.status == 409 || answer.status == 422;
        if (!says_no || words.empty()) return std::nullopt;
        return Refused{fmt::format("Booking.com did not take the answer: {}. It takes one answer to a "
                                   "review, and none to a score without words.",
                                   words),
                       fmt::format("status {}", answer.status)};
    }

    api::Call look(const ReplyRequest& request) const override {
        return api::call("GET", review_url(request));
    }

    std::optional<Seen> seen(const api::Answer& answer, const ReplyRequest&) const override {
        return read_reply(answer);
    }

  private:
    std::string review_url(const ReplyRequest& request) const {
        return root_ + "/" + net::percent_encode(request.external_id);
    }

    core::PollFailure not_let_in(int status, const std::string& words) const {
        return {core::FailureKind::denied,
                fmt::format(
                    "Booking.com does not let this machine account read the reviews of property {}. Check "
                    "its name and password or its token; the account needs access to guest reviews, and "
                    "the property has to be connected with it.",
                    setting(source_, "property_id")),
                fmt::format("{} {}", status, words),
                {}};
    }

    core::Source source_;
    std::string server_;
    std::string root_;
};

std::unique_ptr<api::Api> open(const core::Source& source) { return std::make_unique<BookingApi>(source); }

std::vector<SettingProblem> check(const core::Source& source) {
    std::vector<SettingProblem> problems;
    const std::string property = setting(source, "property_id");
    if (!property.empty() &&
        (property.size() > 18 || property.find_first_not_of("0123456789") != std::string::npos))
        problems.push_back({"property_id", "The number of a property has digits only, such as 1234567."});
    const bool both = !setting(source, "username").empty() && !setting(source, "password").empty();
    if (!both && setting(source, "token").empty())
        problems.push_back(
            {"username", "Enter user name and password of the machine account, or its access token."});
    const std::string from = setting(source, "from_date");
    if (!from.empty() && !is_day(from))
        problems.push_back({"from_date", "Write the day as year, month and day: 2025-05-01."});
    return problems;
}

std::string describe(const core::Source& source) { return setting(source, "property_id"); }

}  // namespace

const Portal& portal() {
    static const Portal record{
        .name = "booking",
        .title = "Booking.com",
        .reads = "guests' reviews of your property on Booking.com",
        .signs_in = "user name and password, or a token",
        .settings = fields,
        .interval = std::chrono::minutes{15},
        .reply = ReplyRules{.can_change = false, .moderated = true},
        .check = check,
        .describe = describe,
        .make_fetcher = api::fetcher_of<open>,
        .make_replier = api::replier_of<open>,
        .parse = api::parse_of<open>,
    };
    return record;
}

}  // namespace reputed::fetchers::booking
