// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/mastodon/place.hpp"

#include <charconv>

#include "fetchers/visit.hpp"

namespace reputed::fetchers::mastodon {
namespace {

constexpr int page_size = 40;  ///< the most a server gives at once

std::string_view scheme_of(std::string_view url) {
    return url.substr(0, std::min(url.find("://"), url.size()));
}

bool same_server(std::string_view one, std::string_view other) {
    const auto host = net::host_of(one);
    return !host.empty() && host == net::host_of(other) && scheme_of(one) == scheme_of(other);
}

/// `rel="prev next"` and `rel=next` both hold "next".
bool has_relation(std::string_view parameters, std::string_view relation) {
    const auto at = parameters.find("rel=");
    if (at == std::string_view::npos) return false;
    auto value = parameters.substr(at + 4);
    const bool quoted = value.starts_with('"');
    if (quoted) value.remove_prefix(1);
    value = value.substr(0, value.find_first_of(quoted ? "\"" : ";, "));
    while (!value.empty()) {
        const auto blank = std::min(value.find(' '), value.size());
        if (value.substr(0, blank) == relation) return true;
        value.remove_prefix(std::min(blank + 1, value.size()));
    }
    return false;
}

std::string link_in(std::string_view header, std::string_view relation) {
    for (auto open = header.find('<'); open != std::string_view::npos;) {
        const auto close = header.find('>', open);
        if (close == std::string_view::npos) break;
        const auto next = header.find('<', close);
        if (has_relation(header.substr(close, next - close), relation))
            return std::string(header.substr(open + 1, close - open - 1));
        open = next;
    }
    return {};
}

}  // namespace

std::string Place::name() const {
    return is_account() ? "mentions@" + net::host_of(server)
                        : fmt::format("#{}@{}", tag, net::host_of(server));
}

std::string Place::newest_url() const {
    if (is_account())
        return fmt::format("{}/api/v1/notifications?types%5B%5D=mention&limit={}", server, page_size);
    return fmt::format("{}/api/v1/timelines/tag/{}?limit={}", server, net::percent_encode(tag), page_size);
}

std::string Place::url_after(std::string_view id) const {
    return newest_url() + "&min_id=" + net::percent_encode(id);
}

std::string Place::url_before(std::string_view id) const {
    return newest_url() + "&max_id=" + net::percent_encode(id);
}

std::string Place::url_of(std::span<const KnownStatus> statuses) const {
    std::string url = server + "/api/v1/statuses";
    char sign = '?';
    for (const auto& status : statuses) {
        url += fmt::format("{}id%5B%5D={}", sign, net::percent_encode(status.id));
        sign = '&';
    }
    return url;
}

Place place_of(const core::Source& source) {
    Place place;
    place.server = setting(source, "instance");
    while (place.server.ends_with('/')) place.server.pop_back();
    if (setting(source, "mode", "hashtag") != "account") {
        place.tag = setting(source, "tag");
        if (place.tag.starts_with('#')) place.tag.erase(0, 1);
    }
    place.token = setting(source, "token");
    const std::string pages = setting(source, "pages", "5");
    std::from_chars(pages.data(), pages.data() + pages.size(), place.pages);
    place.allow_private = allows_private(source);
    place.secrets = Secrets(source);
    return place;
}

std::string own_link(const std::vector<std::string>& headers, std::string_view relation,
                     const std::string& asked) {
    for (const auto& header : headers) {
        const auto target = net::resolve_url(asked, link_in(header, relation));
        if (target && same_server(*target, asked) && *target != asked) return *target;
    }
    return {};
}

}  // namespace reputed::fetchers::mastodon
