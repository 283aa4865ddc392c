// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/api/read.hpp"
#include "fetchers/tripadvisor/parse.hpp"
#include "fetchers/tripadvisor/tripadvisor.hpp"
#include "fetchers/visit.hpp"

namespace reputed::fetchers::tripadvisor {
namespace {

constexpr std::string_view usual_server = "https://api.content.tripadvisor.com/api/v1";

constexpr std::array fields{
    SettingField{"location_id", "Place",
                 "Its number: in the address of its page at Tripadvisor it stands after the letter d.",
                 SettingKind::text, true, "", ""},
    SettingField{"api_key", "API key", "From Tripadvisor's developer page.", SettingKind::secret, true, "",
                 ""},
    SettingField{"language", "Language of reviews", "Such as en, pl or de.", SettingKind::text, false, "en",
                 ""},
    SettingField{"referer", "Referring page", "Only for keys that are bound to a web address: that address.",
                 SettingKind::url, false, "", ""},
    api::server_field(usual_server),
    api::private_field,
};

class TripadvisorApi final : public api::Api {
  public:
    explicit TripadvisorApi(const core::Source& source)
        : source_(source), root_(api::address_in(source, "base_url", usual_server)) {}

    api::Manners manners() const override {
        api::Manners manners;
        manners.allowance = {5000, std::chrono::days{30}, 0};
        return manners;
    }

    api::Call list(const api::Ask&) const override {
        api::Call call =
            api::call("GET", fmt::format("{}/location/{}/reviews?language={}&limit=5&offset=0&key={}", root_,
                                         net::percent_encode(setting(source_, "location_id")),
                                         net::percent_encode(setting(source_, "language", "en")),
                                         net::percent_encode(setting(source_, "api_key"))));
        if (const auto page = setting(source_, "referer"); !page.empty()) call.headers.add("Referer", page);
        return call;
    }

    api::Listing read(const api::Answer& answer) const override { return read_reviews(answer); }

    std::optional<core::PollFailure> refusal(const api::Answer& answer) const override {
        return refusal_of(answer, setting(source_, "location_id"));
    }

  private:
    core::Source source_;
    std::string root_;
};

std::unique_ptr<api::Api> open(const core::Source& source) {
    return std::make_unique<TripadvisorApi>(source);
}

std::vector<SettingProblem> check(const core::Source& source) {
    std::vector<SettingProblem> problems;
    const std::string place = setting(source, "location_id");
    if (place.size() > 12 || place.find_first_not_of("0123456789") != std::string::npos)
        problems.push_back(
            {"location_id", "A place is a number: of .../Hotel_Review-g1-d152890-Reviews-... it is 152890."});
    if (!api::made_of_letters(setting(source, "language", "en"), "_-", 10))
        problems.push_back({"language", "A language is written with its letters, such as en, pl or zh_TW."});
    return problems;
}

std::string describe(const core::Source& source) {
    return fmt::format("{}, {}", setting(source, "location_id"), setting(source, "language", "en"));
}

}  // namespace

const Portal& portal() {
    static const Portal record{
        .name = "tripadvisor",
        .title = "Tripadvisor",
        .reads = "the five newest reviews of a place in one language; their texts are not stored",
        .signs_in = "API key",
        .settings = fields,
        .interval = std::chrono::hours{6},
        .retention = {std::chrono::hours{0},
                      "Tripadvisor does not allow its reviews to be stored. Read them at Tripadvisor."},
        .check = check,
        .describe = describe,
        .make_fetcher = api::fetcher_of<open>,
        .parse = api::parse_of<open>,
    };
    return record;
}

}  // namespace reputed::fetchers::tripadvisor
