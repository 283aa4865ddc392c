// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/mastodon/mastodon.hpp"
#include "fetchers/mastodon/place.hpp"
#include "fetchers/mastodon/poll.hpp"
#include "fetchers/visit.hpp"

namespace reputed::fetchers::mastodon {
namespace {

constexpr std::array fields{
    SettingField{"instance", "Server", "The address of the server, such as https://social.example.",
                 SettingKind::url, true, "", ""},
    SettingField{
        "mode", "What to read",
        "\"hashtag\": posts under a hashtag. \"account\": posts that mention the account of the token.",
        SettingKind::choice, false, "hashtag", "hashtag|account"},
    SettingField{"tag", "Hashtag", "One word without the # sign; needed for \"hashtag\".", SettingKind::text,
                 false, "", ""},
    SettingField{
        "token", "Access token",
        "Needed for \"account\", and for hashtags on servers that ask for a sign-in. Made on the server "
        "under Preferences, Development; the right to read is enough.",
        SettingKind::secret, false, "", ""},
    SettingField{"pages", "Pages at first", "How many pages of 40 posts to go back at the first poll.",
                 SettingKind::number, false, "5", ""},
    SettingField{"allow_private", "Allow private addresses",
                 "Choose \"yes\" only for a server inside your own network.", SettingKind::choice, false,
                 "no", "no|yes"},
};

std::string problem_of_tag(const std::string& tag) {
    if (tag.empty()) return "The hashtag to read is needed, such as \"acme\".";
    if (tag.find_first_of(" \t\r\n,#/?&") != std::string::npos)
        return fmt::format(
            "\"{}\" is not a hashtag. Write one word, without the # sign; make a source of its "
            "own for each further one.",
            tag);
    return {};
}

std::vector<SettingProblem> check(const core::Source& source) {
    std::vector<SettingProblem> problems;
    const Place place = place_of(source);
    if (net::host_of(place.server).empty())
        problems.push_back(
            {"instance", "The address of the server is needed, such as https://social.example."});
    const bool account = setting(source, "mode", "hashtag") == "account";
    if (account && place.token.empty())
        problems.push_back({"token",
                            "Mentions can be read with an access token only. Make one on the server "
                            "under Preferences, Development; the right to read is enough."});
    if (auto words = account ? std::string() : problem_of_tag(place.tag); !words.empty())
        problems.push_back({"tag", std::move(words)});
    if (place.pages < 1 || place.pages > 50) problems.push_back({"pages", "Choose between 1 and 50 pages."});
    return problems;
}

std::string describe(const core::Source& source) {
    const Place place = place_of(source);
    const std::string host = net::host_of(place.server);
    return place.is_account() ? host : fmt::format("#{}, {}", place.tag, host);
}

std::string address(const core::Source& source) {
    const Place place = place_of(source);
    return place.is_account() ? place.server + "/notifications"
                              : fmt::format("{}/tags/{}", place.server, net::percent_encode(place.tag));
}

core::ParsedDocument parse(std::string_view bytes, const DocumentContext&) {
    StatusPage page = parse_page(bytes);
    core::ParsedDocument document;
    document.items = std::move(page.items);
    document.problems = std::move(page.problems);
    document.understood = page.understood;
    return document;
}

}  // namespace

const Portal& portal() {
    static const Portal record{
        .name = "mastodon",
        .title = "Mastodon",
        .reads = "posts under a hashtag, or mentions of an account, on one server",
        .signs_in = "none, or an access token",
        .settings = fields,
        .has_rating = false,
        .check = check,
        .describe = describe,
        .address = address,
        .make_fetcher = make_fetcher,
        .parse = parse,
    };
    return record;
}

}  // namespace reputed::fetchers::mastodon
