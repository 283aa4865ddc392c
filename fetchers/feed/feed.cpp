// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/feed/feed.hpp"

#include "fetchers/visit.hpp"

namespace reputed::fetchers::feed {
namespace {

constexpr std::array fields{
    SettingField{"url", "Address of the feed",
                 "RSS, Atom or JSON Feed. The address of a web page works where the page names one feed.",
                 SettingKind::url, true, "", ""},
    SettingField{"user", "User name", "Only for feeds behind a password.", SettingKind::text, false, "", ""},
    SettingField{"password", "Password", "Only for feeds behind a password.", SettingKind::secret, false, "",
                 ""},
    SettingField{"allow_private", "Allow private addresses",
                 "Choose \"yes\" only for a feed inside your own network.", SettingKind::choice, false, "no",
                 "no|yes"},
};

std::vector<SettingProblem> check(const core::Source& source) {
    std::vector<SettingProblem> problems;
    const auto user = setting(source, "user");
    if (user.contains(':'))
        problems.push_back(
            {"user", "A user name cannot hold a colon. Put what follows it into the password."});
    if (user.empty() && !setting(source, "password").empty())
        problems.push_back({"user", "There is a password but no user name. Enter both, or neither."});
    if (net::host_of(setting(source, "url")).empty())
        problems.push_back(
            {"url", "Enter the whole address of the feed, beginning with https:// or http://."});
    return problems;
}

/// Addresses of feeds may hold a secret, so people are shown the host alone.
std::string describe(const core::Source& source) { return net::host_of(setting(source, "url")); }

std::string address(const core::Source& source) {
    const auto url = setting(source, "url");
    const auto host = net::host_of(url);
    if (host.empty()) return {};
    return fmt::format("{}://{}/", url.starts_with("https") ? "https" : "http", host);
}

constexpr Portal record{
    .name = "feed",
    .title = "RSS, Atom or JSON feed",
    .reads = "the new entries of a feed, alert services included",
    .signs_in = "none, or user name and password",
    .settings = fields,
    .has_rating = false,
    .check = &check,
    .describe = &describe,
    .address = &address,
    .make_fetcher = &make_fetcher,
    .parse = &parse,
};

}  // namespace

const Portal& portal() { return record; }

}  // namespace reputed::fetchers::feed
