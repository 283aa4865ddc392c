// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "web/security.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <boost/asio/ip/address.hpp>
#include <stdexcept>
#include <vector>

#include "web/text.hpp"

namespace reputed::web {

namespace ip = boost::asio::ip;

namespace {

constexpr std::string_view content_policy =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

void start_sodium() {
    static const int started = sodium_init();
    if (started < 0) throw std::runtime_error("libsodium cannot start");
}

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string to_base64(std::string_view bytes) {
    constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), bytes.size(), variant);
    text.pop_back();
    return text;
}

std::string from_base64(std::string_view text) {
    std::string bytes(text.size(), '\0');
    std::size_t size = 0;
    const int failed =
        sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                          text.size(), nullptr, &size, nullptr, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    bytes.resize(failed != 0 ? 0 : size);
    return bytes;
}

/// Signatures need to hold from one page to the next only, so the key is never stored.
const std::array<unsigned char, crypto_auth_KEYBYTES>& signing_key() {
    static const auto key = [] {
        start_sodium();
        std::array<unsigned char, crypto_auth_KEYBYTES> fresh{};
        crypto_auth_keygen(fresh.data());
        return fresh;
    }();
    return key;
}

/// "https://a.example:8443" of "https://a.example:8443/path".
std::string_view origin_of(std::string_view url) {
    const auto scheme = url.find("://");
    if (scheme == std::string_view::npos) return {};
    return url.substr(0, url.find('/', scheme + 3));
}

}  // namespace

void add_security_headers(Response& response, bool https) {
    const auto add = [&](const char* name, std::string_view value) {
        response.headers.emplace_back(name, value);
    };
    add("content-security-policy", content_policy);
    add("x-content-type-options", "nosniff");
    // Under no-referrer browsers send "Origin: null" with our own forms. That does no harm under https, where
    // Sec-Fetch-Site speaks for them; without https same-origin tells outsiders as little.
    add("referrer-policy", https ? "no-referrer" : "same-origin");
    add("cross-origin-opener-policy", "same-origin");
    add("cross-origin-resource-policy", "same-origin");
    if (https) add("strict-transport-security", "max-age=31536000");
    add("cache-control", response.cacheable ? "public, max-age=31536000, immutable" : "no-store");
}

bool is_from_own_page(const Request& request, std::string_view public_url) {
    const std::string site = request.header("sec-fetch-site");
    if (!site.empty()) return site == "same-origin";
    const std::string origin = request.header("origin");
    const auto host_at = origin.find("://");
    if (host_at == std::string::npos) return false;
    if (!public_url.empty() && origin == origin_of(public_url)) return true;
    return std::string_view(origin).substr(host_at + 3) == request.header("host");
}

std::string new_token() {
    start_sodium();
    std::string bytes(32, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return to_base64(bytes);
}

bool equal_secrets(std::string_view a, std::string_view b) {
    return !a.empty() && a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string signed_text(std::string_view text) {
    std::string mac(crypto_auth_BYTES, '\0');
    crypto_auth(reinterpret_cast<unsigned char*>(mac.data()), bytes_of(text), text.size(),
                signing_key().data());
    return to_base64(text) + "." + to_base64(mac);
}

std::string verified_text(std::string_view signed_text) {
    const auto dot = signed_text.find('.');
    if (dot == std::string_view::npos) return {};
    const std::string text = from_base64(signed_text.substr(0, dot));
    const std::string mac = from_base64(signed_text.substr(dot + 1));
    if (mac.size() != crypto_auth_BYTES) return {};
    const bool ours =
        crypto_auth_verify(bytes_of(mac), bytes_of(text), text.size(), signing_key().data()) == 0;
    return ours ? text : std::string{};
}

std::string client_group(std::string_view address) {
    boost::system::error_code error;
    const auto parsed = ip::make_address(std::string(address), error);
    if (error || parsed.is_v4()) return std::string(address);
    auto bytes = parsed.to_v6().to_bytes();
    std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
    return ip::address_v6(bytes).to_string() + "/64";
}

bool is_loopback(std::string_view address) {
    boost::system::error_code error;
    const auto parsed = ip::make_address(std::string(address), error);
    return !error && parsed.is_loopback();
}

bool is_loopback_host(std::string_view host) {
    const auto port = host.find(':', host.starts_with('[') ? std::min(host.find(']'), host.size()) : 0);
    const std::string name = lower(host.substr(0, port));
    if (name.starts_with('[') && name.ends_with(']')) return is_loopback(name.substr(1, name.size() - 2));
    return name == "localhost" || is_loopback(name);
}

}  // namespace reputed::web
