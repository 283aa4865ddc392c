// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Addresses as people and portals write them (spaces, umlauts, international host names), made fit for
// the strict reading of RFC 3986.
#include <glib.h>

#include <boost/url/encode.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>
#include <boost/url/url.hpp>
#include <cctype>
#include <charconv>

#include "net/http.hpp"

namespace reputed::net {
namespace {

namespace urls = boost::urls;

std::string_view trimmed(std::string_view text) {
    const auto is_blank = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

bool is_hex(char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; }

/// Everything RFC 3986 does not allow in a path, query or fragment is percent-encoded; what is encoded
/// already stays as it is.
std::string tidied(std::string_view rest) {
    static constexpr std::string_view forbidden = "\"<>[\\]^`{|}";
    std::string out;
    bool in_fragment = false;
    for (std::size_t at = 0; at < rest.size(); ++at) {
        const char c = rest[at];
        if (c == '\t' || c == '\r' || c == '\n') continue;
        const bool stray_percent =
            c == '%' && !(at + 2 < rest.size() && is_hex(rest[at + 1]) && is_hex(rest[at + 2]));
        const bool second_hash = c == '#' && in_fragment;
        in_fragment = in_fragment || c == '#';
        const auto byte = static_cast<unsigned char>(c);
        if (byte <= ' ' || byte >= 0x7f || stray_percent || second_hash || forbidden.contains(c))
            out += fmt::format("%{:02X}", byte);
        else
            out += c;
    }
    return out;
}

/// IDNA for the host of an authority. Nothing when the name cannot be one.
std::optional<std::string> ascii_authority(std::string_view authority) {
    const auto at_sign = authority.rfind('@');
    const auto host_start = at_sign == std::string_view::npos ? 0 : at_sign + 1;
    const auto colon = authority.rfind(':');
    const auto bracket = authority.rfind(']');
    const bool has_port = colon != std::string_view::npos && colon >= host_start &&
                          (bracket == std::string_view::npos || colon > bracket);
    const auto host_end = has_port ? colon : authority.size();
    const std::string host(authority.substr(host_start, host_end - host_start));
    if (host.contains('%')) return std::nullopt;
    std::string out(authority.substr(0, host_start));
    if (g_hostname_is_non_ascii(host.c_str()) != 0) {
        const std::unique_ptr<char, decltype(&g_free)> ascii(g_hostname_to_ascii(host.c_str()), &g_free);
        if (!ascii) return std::nullopt;
        out += ascii.get();
    } else {
        out += host;
    }
    return out.append(authority.substr(host_end));
}

/// Where the authority begins, or npos: after "//" at the start or after a scheme.
std::size_t authority_start(std::string_view text) {
    const auto slashes = text.find("//");
    if (slashes == std::string_view::npos) return slashes;
    if (slashes == 0) return 2;
    const auto scheme = text.substr(0, slashes);
    const bool is_scheme =
        scheme.back() == ':' && std::ranges::all_of(scheme.substr(0, scheme.size() - 1), [](char c) {
            return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '+' || c == '-' || c == '.';
        });
    return is_scheme ? slashes + 2 : std::string_view::npos;
}

std::optional<urls::url> read_reference(std::string_view text) {
    text = trimmed(text);
    std::string fit;
    const auto start = authority_start(text);
    if (start == std::string_view::npos) {
        fit = tidied(text);
    } else {
        const auto end = std::min(text.find_first_of("/?#", start), text.size());
        const auto authority = ascii_authority(text.substr(start, end - start));
        if (!authority) return std::nullopt;
        fit = std::string(text.substr(0, start)) + *authority + tidied(text.substr(end));
    }
    const auto parsed = urls::parse_uri_reference(fit);
    if (!parsed) return std::nullopt;
    return urls::url(*parsed);
}

/// 0 where none is given; nothing for what cannot be a port.
std::optional<int> port_of(const urls::url& url) {
    const std::string_view text(url.port().data(), url.port().size());
    if (text.empty()) return 0;
    int port = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), port);
    if (read.ec != std::errc{} || port < 1 || port > 65535) return std::nullopt;
    return port;
}

bool is_web_address(const urls::url& url) {
    const bool is_web = url.scheme_id() == urls::scheme::http || url.scheme_id() == urls::scheme::https;
    return is_web && !url.encoded_host().empty() && port_of(url).has_value();
}

/// RFC 3986 drops segments that lead above the root (section 5.2.4); the library keeps them.
void drop_leading_parents(urls::url& url) {
    std::string path(url.encoded_path().data(), url.encoded_path().size());
    if (path != "/.." && !path.starts_with("/../")) return;
    while (path.starts_with("/../")) path.erase(0, 3);
    if (path == "/..") path = "/";
    url.set_encoded_path(path);
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

}  // namespace

std::string host_of(std::string_view text) {
    const auto url = read_reference(text);
    if (!url || !is_web_address(*url)) return {};
    const std::string_view encoded(url->encoded_host().data(), url->encoded_host().size());
    const int own_port = url->scheme_id() == urls::scheme::https ? 443 : 80;
    const int port = port_of(*url).value_or(0);
    if (port == 0 || port == own_port) return lower(encoded);
    return fmt::format("{}:{}", lower(encoded), port);
}

std::optional<std::string> resolve_url(std::string_view base, std::string_view reference) {
    const auto from = read_reference(base);
    const auto to = read_reference(reference);
    if (!from || !to || !from->has_scheme()) return std::nullopt;
    urls::url resolved(*from);
    if (!resolved.resolve(*to)) return std::nullopt;
    if (!is_web_address(resolved)) return std::nullopt;
    drop_leading_parents(resolved);
    resolved.normalize_scheme();
    resolved.normalize_authority();
    return std::string(resolved.buffer().data(), resolved.buffer().size());
}

std::string percent_encode(std::string_view text) {
    return urls::encode({text.data(), text.size()}, urls::unreserved_chars);
}

}  // namespace reputed::net
