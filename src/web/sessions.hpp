// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Sessions and one-time links. Tokens are 32 random bytes; only their SHA-256 is stored, so who reads the
// database cannot sign in with what he finds.
#pragma once
#include <string>
#include <string_view>

#include "storage/store.hpp"
#include "web/site.hpp"

namespace reputed::web {

/// Somebody can sign in, so nobody becomes owner by a set-up link any more.
[[nodiscard]] bool is_set_up(storage::Roles& roles);
/// The path that creates the first owner, once, within 24 hours; earlier ones end. For a write job.
[[nodiscard]] std::string make_setup_link(storage::Roles& roles, core::Instant now);
/// The path that signs this person in, once, within 24 hours. For a write job.
[[nodiscard]] std::string make_signin_link(storage::Roles& roles, core::PersonId person, core::Instant now);

inline constexpr std::string_view setup_purpose = "setup";
inline constexpr std::string_view signin_purpose = "signin";

struct NewSession {
    std::string token;  ///< for the cookie alone
    storage::SessionRecord record;
};
[[nodiscard]] NewSession new_session(core::PersonId person, const SiteSettings& settings,
                                     const Request& request, core::Instant now);

enum class SessionState {
    live,
    over,   ///< too long without use, or too old
    ended,  ///< by its person, or by a new password
};
[[nodiscard]] SessionState state_of(const storage::SessionRecord& session, const SiteSettings& settings,
                                    core::Instant now);

[[nodiscard]] std::string session_token(const Request& request, const SiteSettings& settings);
/// Values of Set-Cookie.
[[nodiscard]] std::string session_cookie(std::string_view token, const SiteSettings& settings);
[[nodiscard]] std::string no_session_cookie(const SiteSettings& settings);
[[nodiscard]] std::string flash_cookie(const Flash& flash, const SiteSettings& settings);
[[nodiscard]] std::string no_flash_cookie(const SiteSettings& settings);
[[nodiscard]] Flash flash_of(const Request& request, const SiteSettings& settings);

}  // namespace reputed::web
