// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/feed/identity.hpp"

#include <fmt/format.h>

#include "base/hash.hpp"
#include "net/http.hpp"

namespace reputed::fetchers::feed {
namespace {

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::string percent_decoded(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool is_escape = text[at] == '%' && at + 2 < text.size() && hex_value(text[at + 1]) >= 0 &&
                               hex_value(text[at + 2]) >= 0;
        if (!is_escape) {
            out += text[at];
            continue;
        }
        out += static_cast<char>(hex_value(text[at + 1]) * 16 + hex_value(text[at + 2]));
        at += 2;
    }
    return out;
}

std::string query_value(std::string_view query, std::string_view name) {
    while (!query.empty()) {
        const auto end = std::min(query.find('&'), query.size());
        const auto pair = query.substr(0, end);
        if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
            return percent_decoded(pair.substr(name.size() + 1));
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    return {};
}

/// "www.google.com", "www.google.co.uk".
bool is_google(std::string_view host) { return host.starts_with("www.google.") || host == "google.com"; }

/// The hash of what makes an entry more than another one's repetition.
std::string all_of(const core::Item& item, std::string_view link) {
    const auto published = item.published ? core::to_iso(*item.published) : std::string{};
    return base::sha256_hex(fmt::format("{}\x1f{}\x1f{}\x1f{}\x1f{}\x1f{}", item.title, item.body,
                                        item.author, published, item.url, link));
}

}  // namespace

std::string unwrapped(const std::string& url) {
    const auto path = url.find('/', url.find("//") + 2);
    if (path == std::string::npos || !is_google(net::host_of(url))) return url;
    const std::string_view rest = std::string_view(url).substr(path);
    if (!rest.starts_with("/url?")) return url;
    auto query = rest.substr(5);
    query = query.substr(0, query.find('#'));
    auto target = query_value(query, "url");
    if (target.empty()) target = query_value(query, "q");
    // What was decoded may hold anything; what is no address leaves the wrapped one, which works.
    if (net::host_of(target).empty()) return url;
    return net::resolve_url(url, target).value_or(url);
}

std::string stored_id(std::string_view stated) {
    constexpr std::size_t longest = 512;
    return stated.size() <= longest ? std::string(stated) : "sha256:" + base::sha256_hex(stated);
}

bool Identities::claim(core::Item& item, std::string id, const std::string& whole) {
    const bool is_free = taken_.emplace(id, whole).second;
    if (is_free) item.id = std::move(id);
    return is_free;
}

bool Identities::is_repeat(const std::string& id, const std::string& whole) const {
    const auto found = taken_.find(id);
    return found != taken_.end() && found->second == whole;
}

bool Identities::identify(core::Item& item, std::string_view stated, std::string_view link) {
    const auto content = base::sha256_hex(item.title + '\n' + item.body);
    const auto whole = all_of(item, link);
    const bool is_wordless = item.title.empty() && item.body.empty();
    const auto by_words = is_wordless ? whole : content;
    const auto first = !stated.empty() ? stored_id(stated) : !link.empty() ? stored_id(link) : by_words;
    if (claim(item, first, whole)) return true;
    if (is_repeat(first, whole)) return false;
    // Broken generators give one id to many entries. A count would move as entries come and go, so the
    // address and then all that is said tell them apart.
    if (!stated.empty() && !link.empty()) {
        const auto by_link = stored_id(first + "|" + std::string(link));
        if (claim(item, by_link, whole)) return true;
        if (is_repeat(by_link, whole)) return false;
    }
    return claim(item, stored_id(first + "|" + whole), whole);
}

}  // namespace reputed::fetchers::feed
