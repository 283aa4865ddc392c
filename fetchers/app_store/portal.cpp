// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/app_store/app_store.hpp"
#include "fetchers/app_store/parse.hpp"
#include "fetchers/app_store/poll.hpp"
#include "fetchers/visit.hpp"

namespace reputed::fetchers::app_store {
namespace {

constexpr std::array fields{
    SettingField{"app_id", "App id", "The digits after \"id\" in the address of the app's page.",
                 SettingKind::text, true, "", ""},
    SettingField{
        "countries", "Countries",
        "Two-letter codes with commas between, such as \"pl,us\": reviews are kept apart by country.",
        SettingKind::text, true, "", ""},
    SettingField{
        "form", "Form of address",
        "Which of Apple's two spellings is tried first; the other one is tried when it brings nothing.",
        SettingKind::choice, false, "page-first", "page-first|id-first"},
    SettingField{"base_url", "Server", "Where the feed is; Apple's own unless there is a reason.",
                 SettingKind::url, false, "https://itunes.apple.com", ""},
    SettingField{"allow_private", "Allow private addresses",
                 "Choose \"yes\" only for a server inside your own network.", SettingKind::choice, false,
                 "no", "no|yes"},
};

/// One poll asks each country at least once, and politely: one after another.
constexpr std::size_t most_countries = 40;

bool is_digits(std::string_view text) {
    return !text.empty() && text.size() <= 20 &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_country(std::string_view text) {
    return text.size() == 2 && std::ranges::all_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
}

std::vector<SettingProblem> check(const core::Source& source) {
    std::vector<SettingProblem> problems;
    const std::string app = setting(source, "app_id");
    if (!is_digits(app)) {
        const bool prefixed = app.starts_with("id") && is_digits(std::string_view(app).substr(2));
        problems.push_back({"app_id", prefixed
                                          ? fmt::format("Write the digits alone: {}.", app.substr(2))
                                          : "The app id is made of digits only; it stands after \"id\" in "
                                            "the address of the app's page."});
    }
    const auto countries = countries_of(source);
    if (countries.empty())
        problems.push_back({"countries", "At least one country is needed, such as \"pl\"."});
    if (countries.size() > most_countries)
        problems.push_back(
            {"countries", fmt::format("More than {} countries are too many for one source. Make "
                                      "a second source for the rest.",
                                      most_countries)});
    for (const auto& country : countries)
        if (!is_country(country))
            problems.push_back(
                {"countries", fmt::format("\"{}\" is not a country code. Codes have two letters, "
                                          "such as \"pl\" or \"us\".",
                                          country)});
    return problems;
}

std::string describe(const core::Source& source) {
    std::string countries;
    for (const auto& country : countries_of(source)) countries += (countries.empty() ? "" : ", ") + country;
    return fmt::format("{}, {}", setting(source, "app_id"), countries);
}

std::string address(const core::Source& source) {
    const auto countries = countries_of(source);
    return fmt::format("https://apps.apple.com/{}/app/id{}", countries.empty() ? "us" : countries.front(),
                       setting(source, "app_id"));
}

/// "https://itunes.apple.com/pl/rss/…" -> "pl".
std::string country_in(const std::string& url) {
    const auto at = url.find("/rss/");
    if (at == std::string::npos || at < 3) return {};
    const auto country = url.substr(at - 2, 2);
    return url[at - 3] == '/' && is_country(country) ? country : std::string();
}

core::ParsedDocument parse(std::string_view bytes, const DocumentContext& context) {
    ReviewPage page = parse_page(bytes, country_in(context.base_url));
    core::ParsedDocument document;
    document.items = std::move(page.items);
    document.problems = std::move(page.problems);
    document.understood = page.understood;
    return document;
}

}  // namespace

const Portal& portal() {
    static const Portal record{
        .name = "app_store",
        .title = "App Store",
        .reads = "customer reviews of an app, country by country, about the newest 500 of each",
        .signs_in = "none",
        .settings = fields,
        .interval = std::chrono::minutes{30},
        .check = check,
        .describe = describe,
        .address = address,
        .make_fetcher = make_fetcher,
        .parse = parse,
    };
    return record;
}

}  // namespace reputed::fetchers::app_store
