// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/api/read.hpp"
#include "fetchers/g2/g2.hpp"
#include "fetchers/g2/parse.hpp"
#include "fetchers/visit.hpp"

namespace reputed::fetchers::g2 {
namespace {

constexpr std::string_view usual_server = "https://data.g2.com";

constexpr std::array fields{
    SettingField{"product_id", "Product", "Its id at G2, as the list of your products shows it.",
                 SettingKind::text, true, "", ""},
    SettingField{"token", "Access token", "Made by an administrator of your account at G2.",
                 SettingKind::secret, true, "", ""},
    SettingField{"scheme", "Kind of token", "How the token is shown: \"bearer\" for the second version.",
                 SettingKind::choice, false, "token", "token|bearer"},
    SettingField{"path", "Path of the list", "Of reviews; another one for another version.",
                 SettingKind::text, false, "/api/v1/survey-responses", ""},
    api::server_field(usual_server),
    api::private_field,
};

class G2Api final : public api::Api {
  public:
    explicit G2Api(const core::Source& source)
        : source_(source),
          list_(api::address_in(source, "base_url", usual_server) +
                setting(source, "path", fields[3].fallback)) {}

    SignIn sign_in() const override {
        const bool bearer = setting(source_, "scheme") == "bearer";
        return KeySignIn{"Authorization",
                         (bearer ? "Bearer " : "Token token=") + setting(source_, "token"),
                         {{"Accept", "application/vnd.api+json"}}};
    }

    api::Call list(const api::Ask& ask) const override {
        const std::string link = api::own_link(ask.next, list_);
        if (!link.empty()) return api::call("GET", link);
        std::string url = fmt::format("{}?filter%5Bproduct_id%5D={}&page%5Bsize%5D=100", list_,
                                      net::percent_encode(setting(source_, "product_id")));
        if (ask.since) url += "&filter%5Bupdated_at_gt%5D=" + net::percent_encode(core::to_iso(*ask.since));
        return api::call("GET", std::move(url));
    }

    api::Listing read(const api::Answer& answer) const override {
        api::Listing listing = read_responses(answer);
        listing.next = api::own_link(listing.next, answer.url);
        return listing;
    }

    std::optional<core::PollFailure> refusal(const api::Answer& answer) const override {
        const std::string words = error_in(answer);
        if (words.empty()) return std::nullopt;
        const std::string technical = fmt::format("{} {}", answer.status, words);
        if (answer.status == 401 || answer.status == 403)
            return core::PollFailure{
                core::FailureKind::denied,
                fmt::format("G2 does not let this token read the reviews of product {}. Check the token and "
                            "its kind, and that the product belongs to your account.",
                            setting(source_, "product_id")),
                technical,
                {}};
        if (answer.status == 404)
            return core::PollFailure{
                core::FailureKind::missing,
                fmt::format("G2 knows no product \"{}\", or the path of the list has changed.",
                            setting(source_, "product_id")),
                technical,
                {}};
        return std::nullopt;
    }

  private:
    core::Source source_;
    std::string list_;
};

std::unique_ptr<api::Api> open(const core::Source& source) { return std::make_unique<G2Api>(source); }

std::vector<SettingProblem> check(const core::Source& source) {
    std::vector<SettingProblem> problems;
    if (!api::made_of_letters(setting(source, "product_id"), "-_", 64))
        problems.push_back({"product_id", "The id of a product has letters, digits and dashes only."});
    const std::string path = setting(source, "path", fields[3].fallback);
    if (!path.starts_with('/') || !api::made_of_letters(path, "/-_.", 200))
        problems.push_back({"path", "A path is written as /api/v1/survey-responses."});
    return problems;
}

std::string describe(const core::Source& source) { return setting(source, "product_id"); }

}  // namespace

const Portal& portal() {
    static const Portal record{
        .name = "g2",
        .title = "G2",
        .reads = "reviews of your software on G2",
        .signs_in = "token",
        .settings = fields,
        .interval = std::chrono::minutes{30},
        .experimental = true,
        .check = check,
        .describe = describe,
        .make_fetcher = api::fetcher_of<open>,
        .parse = api::parse_of<open>,
    };
    return record;
}

}  // namespace reputed::fetchers::g2
