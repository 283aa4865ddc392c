// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What the account pages share: how people are typed in, and what signing in means.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "web/passwords.hpp"
#include "web/site.hpp"

namespace reputed::web {

struct AccountDesk {
    std::shared_ptr<Site> site;
    PasswordDesk passwords;
};

/// Trimmed and in lower case, as addresses are stored.
[[nodiscard]] std::string typed_mail(const Request& request);
/// One line of at most 100 characters.
[[nodiscard]] std::string typed_name(const Request& request);
/// A language the pages speak, or the fallback.
[[nodiscard]] std::string typed_language(const Request& request, std::string_view fallback);

/// {value, label, selected} for a select.
[[nodiscard]] std::vector<templates::View> language_choices(std::string_view selected);
[[nodiscard]] std::vector<templates::View> role_choices(core::Role selected, const templates::Words& words);
[[nodiscard]] std::string role_label(core::Role role, const templates::Words& words);
[[nodiscard]] std::string too_many_tries(const templates::Words& words);

/// Ends the visitor's old session, starts a new one, and leads on.
[[nodiscard]] base::Task<Response> sign_in(std::shared_ptr<Site> site, Request request, core::PersonId person,
                                           std::string old_session, std::string to);

/// Groups of account pages.
void add_signin_pages(Routes& routes, std::shared_ptr<AccountDesk> desk);
void add_setup_pages(Routes& routes, std::shared_ptr<AccountDesk> desk);
void add_me_pages(Routes& routes, std::shared_ptr<AccountDesk> desk);
void add_people_pages(Routes& routes, std::shared_ptr<AccountDesk> desk);

}  // namespace reputed::web
