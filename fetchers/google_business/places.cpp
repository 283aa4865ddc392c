// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/google_business/places.hpp"

#include "fetchers/api/read.hpp"

namespace reputed::fetchers::google_business {
namespace {

using base::Json;

/// Where the listing stands: accounts that wait, and the page of the list being read.
struct Progress {
    bool in_accounts = true;
    std::vector<std::string> accounts;  ///< the first is being read
    std::string page;
};

Progress read_progress(const std::string& next) {
    Progress progress;
    const auto root = Json::parse(next);
    if (next.empty() || !root) return progress;
    progress.in_accounts = (*root)["in_accounts"].boolean().value_or(false);
    progress.page = api::text_of((*root)["page"]);
    for (const auto& account : (*root)["accounts"].items())
        progress.accounts.push_back(api::text_of(account));
    return progress;
}

std::string written(const Progress& progress) {
    base::JsonWriter json;
    json.begin_object().member("in_accounts", progress.in_accounts).member("page", progress.page);
    json.key("accounts").begin_array();
    for (const auto& account : progress.accounts) json.string(account);
    json.end_array().end_object();
    return json.take();
}

bool is_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

void take_accounts(const Json& root, Progress& progress) {
    for (const auto& account : root["accounts"].items())
        if (const auto name = account["name"].text();
            name.starts_with("accounts/") && is_digits(name.substr(9)))
            progress.accounts.emplace_back(name);
    progress.page = api::text_of(root["nextPageToken"]);
    progress.in_accounts = !progress.page.empty();
}

void take_locations(const Json& root, Progress& progress, std::vector<PlaceChoice>& places) {
    for (const auto& location : root["locations"].items()) {
        const auto full = progress.accounts.front() + "/" + api::text_of(location["name"]);
        if (!is_full_name(full)) continue;
        places.push_back({full, api::text_of(location["title"]), api::text_of(location["storeCode"])});
    }
    progress.page = api::text_of(root["nextPageToken"]);
    if (progress.page.empty()) progress.accounts.erase(progress.accounts.begin());
}

core::PollFailure denied(std::string words, std::string technical) {
    return {core::FailureKind::denied, std::move(words), std::move(technical), {}};
}

}  // namespace

bool is_full_name(std::string_view location) {
    constexpr std::string_view first = "accounts/";
    constexpr std::string_view second = "/locations/";
    const auto middle = location.find(second);
    return location.starts_with(first) && middle != std::string_view::npos &&
           is_digits(location.substr(first.size(), middle - first.size())) &&
           is_digits(location.substr(middle + second.size()));
}

api::Call places_call(const std::string& accounts_url, const std::string& locations_url,
                      const std::string& next) {
    const Progress progress = read_progress(next);
    std::string url;
    if (progress.in_accounts || progress.accounts.empty())
        url = accounts_url + "/v1/accounts?pageSize=20";
    else
        url = fmt::format("{}/v1/{}/locations?readMask=name,title,storeCode&pageSize=100", locations_url,
                          progress.accounts.front());
    if (!progress.page.empty()) url += "&pageToken=" + net::percent_encode(progress.page);
    return api::call("GET", std::move(url));
}

PlacePage places_in(const api::Answer& answer, const std::string& next) {
    Progress progress = read_progress(next);
    PlacePage page;
    const auto root = Json::parse(answer.body);
    if (!root || !root->is_object()) {
        page.understood = false;
        return page;
    }
    if (progress.in_accounts)
        take_accounts(*root, progress);
    else if (!progress.accounts.empty())
        take_locations(*root, progress, page.places);
    if (progress.in_accounts || !progress.accounts.empty()) page.next = written(progress);
    return page;
}

std::optional<core::PollFailure> refusal_of(const api::Answer& answer, const std::string& location) {
    if (answer.status != 403 && answer.status != 404 && answer.status != 429) return std::nullopt;
    const auto root = Json::parse(answer.body);
    if (!root || !(*root)["error"].is_object()) return std::nullopt;
    const auto& error = (*root)["error"];
    const std::string technical = fmt::format("{} {}", answer.status, error["status"].text());
    if (answer.status == 404)
        return core::PollFailure{
            core::FailureKind::missing,
            fmt::format("Google knows no place \"{}\". Choose the place from your account "
                        "again: its name has an account and a place in it.",
                        location),
            technical,
            {}};
    for (const auto& detail : error["details"].items()) {
        if (detail["metadata"]["quota_limit_value"].text() == "0")
            return denied(
                "Google gives this project no questions at all yet. Ask for access to the Business Profile "
                "interface in the Cloud console; until it is granted, import a file or use notification "
                "mails.",
                technical);
        if (detail["reason"].text() == "SERVICE_DISABLED")
            return denied(
                "The Business Profile interface is switched off in the Cloud project of this client id. "
                "Switch "
                "it on under \"APIs and services\" and wait some minutes.",
                technical);
    }
    if (answer.status != 403) return std::nullopt;
    return denied(
        fmt::format(
            "The Google account that connected this source may not read the reviews of {}. Connect with "
            "an account that owns or manages the place, and see that the place is verified.",
            location.empty() ? "this place" : location),
        technical);
}

}  // namespace reputed::fetchers::google_business
