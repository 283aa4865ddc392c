// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The token endpoints of the imitated portals (RFC 6749): /PORTAL/oauth/token, and a consent page at
// /PORTAL/oauth/authorize that a click leads away from. Any thread.
#pragma once
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "http.hpp"
#include "times.hpp"

namespace reputed::sandbox {

class Tokens {
  public:
    /// Nothing for other paths.
    [[nodiscard]] std::optional<Reply> answer(const Request& request);
    /// The request carries a token that was issued and has not expired, as a bearer or in this parameter.
    [[nodiscard]] bool admits(const Request& request, const std::string& parameter = {}) const;
    void expire_all();   ///< access tokens end now; refresh tokens stay good
    void revoke_all();   ///< nothing is granted any more
    void allow_again();  ///< what revoke_all did is over
    [[nodiscard]] int issued() const;

  private:
    [[nodiscard]] Reply grant(const Request& request);
    [[nodiscard]] Reply consent(const Request& request);

    mutable std::mutex mutex_;
    std::map<std::string, Instant> access_;  ///< with its end
    std::set<std::string> refresh_;
    std::map<std::string, std::string> codes_;  ///< with their PKCE challenge
    bool revoked_ = false;
    int number_ = 0;
};

/// application/x-www-form-urlencoded, the value of one field.
[[nodiscard]] std::string form_field(const std::string& body, std::string_view name);

}  // namespace reputed::sandbox
