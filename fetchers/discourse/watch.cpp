// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/discourse/watch.hpp"

#include "fetchers/api/read.hpp"
#include "fetchers/visit.hpp"

namespace reputed::fetchers::discourse {
namespace {

constexpr std::size_t longest_number = 18;

std::string problem_of_what(const Watch& watch) {
    if (watch.what == What::all)
        return watch.words.empty() ? "" : "Choose \"search\" or \"topic\" above, or leave this empty.";
    if (watch.words.empty())
        return watch.what == What::search ? "The words to search for are needed."
                                          : "The number of the topic is needed.";
    if (watch.what == What::search)
        return watch.words.size() < 3 ? "Three letters at least are needed; forums search for no less." : "";
    const bool number = watch.words.size() <= longest_number &&
                        watch.words.find_first_not_of("0123456789") == std::string::npos;
    return number
               ? ""
               : "A topic is given by its number, digits only: of https://forum.example/t/slow-soup/300 it "
                 "is 300.";
}

/// An address of this machine or of a test.
bool is_near(const std::string& host) {
    return host == "localhost" || host.find_first_not_of("0123456789.:[]") == std::string::npos;
}

}  // namespace

std::string Watch::newest_url(std::string_view before) const {
    std::string url = forum + "/posts.json";
    if (!before.empty()) url += "?before=" + net::percent_encode(before);
    return url;
}

std::string Watch::search_url(int page, std::optional<core::Instant> since) const {
    std::string query = words + " order:latest";
    // The forum counts days by a clock of its own.
    if (since) query += " after:" + core::to_iso(*since - std::chrono::days{1}).substr(0, 10);
    return fmt::format("{}/search.json?q={}&page={}", forum, net::percent_encode(query), page);
}

std::string Watch::topic_url() const {
    return fmt::format("{}/t/{}.json", forum, net::percent_encode(words));
}

std::string Watch::posts_url(std::span<const std::string> ids) const {
    std::string url = fmt::format("{}/t/{}/posts.json", forum, net::percent_encode(words));
    char sign = '?';
    for (const auto& id : ids) {
        url += fmt::format("{}post_ids%5B%5D={}", sign, net::percent_encode(id));
        sign = '&';
    }
    return url;
}

std::string Watch::post_path(std::string_view id) const {
    return fmt::format("{}/posts/{}", forum, net::percent_encode(id));
}

Watch watch_of(const core::Source& source) {
    Watch watch;
    watch.forum = api::address_in(source, "forum", "");
    const std::string what = setting(source, "watch", "all");
    watch.what = what == "search" ? What::search : what == "topic" ? What::topic : What::all;
    watch.words = setting(source, "what");
    watch.user = setting(source, "user");
    return watch;
}

std::vector<SettingProblem> check_watch(const core::Source& source) {
    std::vector<SettingProblem> problems;
    const Watch watch = watch_of(source);
    const bool has_key = !setting(source, "api_key").empty();
    if (auto words = problem_of_what(watch); !words.empty()) problems.push_back({"what", std::move(words)});
    if (watch.user.empty() == has_key)
        problems.push_back({watch.user.empty() ? "user" : "api_key",
                            "A user and an API key belong together. Fill in both, or neither."});
    if (watch.forum.find_first_of("?#") != std::string::npos || watch.forum.contains("/t/"))
        problems.push_back({"forum", "Write the address of the forum alone, as visitors have it."});
    if (has_key && watch.forum.starts_with("http://") && !is_near(net::host_of(watch.forum)))
        problems.push_back(
            {"forum", "The key would travel in clear over http. Write the address with https://."});
    return problems;
}

}  // namespace reputed::fetchers::discourse
