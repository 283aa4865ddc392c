// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "web/proxies.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "base/log.hpp"
#include "web/text.hpp"

namespace reputed::web {

namespace ip = boost::asio::ip;

namespace {

/// "203.0.113.7", "203.0.113.7:4711", "[2001:db8::1]:4711" or "2001:db8::1".
std::optional<ip::address> address_in(std::string_view entry) {
    if (entry.starts_with('['))
        entry = entry.substr(1, entry.find(']') - 1);
    else if (std::ranges::count(entry, ':') == 1)
        entry = entry.substr(0, entry.find(':'));
    boost::system::error_code error;
    const auto address = ip::make_address(std::string(entry), error);
    if (error) return std::nullopt;
    return plain_address(address);
}

std::string joined(const Request& request, std::string_view name) {
    std::string all;
    for (const auto& [key, value] : request.headers) {
        if (key != name) continue;
        if (!all.empty()) all += ',';
        all += value;
    }
    return all;
}

std::string_view take_last(std::string_view& list) {
    const auto comma = list.rfind(',');
    const auto last = comma == std::string_view::npos ? list : list.substr(comma + 1);
    list = comma == std::string_view::npos ? std::string_view{} : list.substr(0, comma);
    return trimmed(last);
}

}  // namespace

ip::address plain_address(const ip::address& address) {
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        return ip::make_address_v4(ip::v4_mapped, address.to_v6());
    return address;
}

TrustedProxies::TrustedProxies(const std::vector<std::string>& list) {
    for (const auto& entry : list) {
        const bool network = entry.contains('/');
        const bool six = entry.contains(':');
        boost::system::error_code error;
        if (six)
            networks_v6_.push_back(ip::make_network_v6(network ? entry : entry + "/128", error));
        else
            networks_v4_.push_back(ip::make_network_v4(network ? entry : entry + "/32", error));
        if (error)
            throw std::runtime_error(
                fmt::format("\"{}\" is neither an address nor a network of addresses", entry));
    }
}

bool TrustedProxies::trusts(const ip::address& address) const {
    if (address.is_v4())
        return std::ranges::any_of(networks_v4_, [&](const ip::network_v4& network) {
            return network.canonical() ==
                   ip::network_v4(address.to_v4(), network.prefix_length()).canonical();
        });
    return std::ranges::any_of(networks_v6_, [&](const ip::network_v6& network) {
        return network.canonical() == ip::network_v6(address.to_v6(), network.prefix_length()).canonical();
    });
}

void TrustedProxies::warn_once(const Request& request, const ip::address& peer) const {
    if (warned_ || !peer.is_loopback() || request.header("x-forwarded-for").empty()) return;
    warned_ = true;
    base::log_warning(
        "web",
        "a proxy on this machine is not among web.trusted_proxies: everybody behind it counts as "
        "one client",
        {{"proxy", peer.to_string()}});
}

void TrustedProxies::identify(Request& request, const ip::address& peer) const {
    ip::address client = plain_address(peer);
    if (!trusts(client)) warn_once(request, client);
    if (trusts(client)) {
        const std::string protocols = joined(request, "x-forwarded-proto");
        std::string_view rest_of_protocols = protocols;
        request.secure = take_last(rest_of_protocols) == "https";
        // Each proxy appends whom it saw, so only entries to the right of the last trusted one are believed.
        const std::string chain = joined(request, "x-forwarded-for");
        std::string_view rest = chain;
        while (!rest.empty() && trusts(client)) {
            const auto before = address_in(take_last(rest));
            if (!before) break;
            client = *before;
        }
    }
    request.client = client.to_string();
}

}  // namespace reputed::web
