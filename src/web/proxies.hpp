// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Who really asks: the peer, or what a trusted reverse proxy says about it.
#pragma once
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <string>
#include <vector>

#include "web/http.hpp"

namespace reputed::web {

class TrustedProxies {
  public:
    /// Addresses and networks ("10.0.0.0/8"). Throws std::runtime_error naming the one it cannot read.
    explicit TrustedProxies(const std::vector<std::string>& list);
    [[nodiscard]] bool trusts(const boost::asio::ip::address& address) const;
    /// Sets `client` and `secure`. X-Forwarded-* counts only when `peer` is trusted; that a proxy on this
    /// machine is not is logged, once. Loop thread only.
    void identify(Request& request, const boost::asio::ip::address& peer) const;

  private:
    void warn_once(const Request& request, const boost::asio::ip::address& peer) const;

    std::vector<boost::asio::ip::network_v4> networks_v4_;
    std::vector<boost::asio::ip::network_v6> networks_v6_;
    mutable bool warned_ = false;
};

/// IPv4 addresses as such, also where the socket shows them mapped into IPv6.
[[nodiscard]] boost::asio::ip::address plain_address(const boost::asio::ip::address& address);

}  // namespace reputed::web
