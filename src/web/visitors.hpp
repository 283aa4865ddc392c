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

[[nodiscard]] base::Task<Recognised> recognise(std::shared_ptr<Site> site, std::string token, Visitor nobody);
/// Somebody who is not signed in: language by ?lang=, by the browser, or the site's own.
[[nodiscard]] Visitor stranger(const Request& request, const SiteSettings& settings);
[[nodiscard]] bool role_allows(core::Role role, Access access);

}  // namespace reputed::web
