// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Who is visiting: the session behind the cookie, and the language to speak.
#pragma once
#include <memory>
#include <optional>

#include "web/site.hpp"

namespace reputed::web {

struct Recognised {
    Visitor visitor;
    /// Whose session is over: not signed in, but known. What he typed is kept for him.
    std::optional<Visitor> lapsed;
};

/// Whether the request is a person's doing, or comes from a page that is merely open.
enum class Use { by_person, by_open_page };

/// Use by a person keeps the session alive.
[[nodiscard]] base::Task<Recognised> recognise(std::shared_ptr<Site> site, std::string token, Visitor nobody,
                                               Use use);
/// The session is still good, and so is its person. For a read job.
[[nodiscard]] bool is_live(storage::Roles& roles, const std::string& session_hash,
                           const SiteSettings& settings, core::Instant now);
/// Somebody who is not signed in: language by ?lang=, by the browser, or the site's own.
[[nodiscard]] Visitor stranger(const Request& request, const SiteSettings& settings);
[[nodiscard]] bool role_allows(core::Role role, Access access);

}  // namespace reputed::web
