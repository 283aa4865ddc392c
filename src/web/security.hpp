// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What protects visitors in their browsers: headers on every answer, the check that a form came from our
// own page, and tokens. OWASP ASVS 4, Fetch Metadata, Content Security Policy level 3.
#pragma once
#include <string>
#include <string_view>

#include "web/http.hpp"

namespace reputed::web {

/// Adds the headers that stand on every answer, errors too. `https`: browsers are told to stay with it.
void add_security_headers(Response& response, bool https);

/// Whether a POST comes from a page of ours: Sec-Fetch-Site, or else Origin, must say so.
[[nodiscard]] bool is_from_own_page(const Request& request, std::string_view public_url);

/// 32 random bytes as 43 characters that can stand in an address.
[[nodiscard]] std::string new_token();
/// In time that does not tell how much was right.
[[nodiscard]] bool equal_secrets(std::string_view a, std::string_view b);

/// Text that comes back from a browser unchanged or not at all. The key lives as long as the process.
[[nodiscard]] std::string signed_text(std::string_view text);
/// Empty when the signature is not ours.
[[nodiscard]] std::string verified_text(std::string_view signed_text);

/// The part of an address that counts as one client: the whole of IPv4, the /64 of IPv6.
[[nodiscard]] std::string client_group(std::string_view address);
[[nodiscard]] bool is_loopback(std::string_view address);
/// Of a Host header, with or without a port: "localhost", "127.0.0.1:8080", "[::1]".
[[nodiscard]] bool is_loopback_host(std::string_view host);

}  // namespace reputed::web
