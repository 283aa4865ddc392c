// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "web/sessions.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <sstream>

#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "web/security.hpp"

namespace reputed::web {
namespace {

constexpr std::chrono::hours link_life{24};
constexpr std::chrono::seconds flash_life{60};

/// The __Host- prefix binds a cookie to this very host, but browsers accept it over https only.
std::string name_for(std::string_view name, const SiteSettings& settings) {
    return fmt::format("{}{}", settings.https ? "__Host-" : "", name);
}

std::string cookie(std::string_view name, std::string_view value, std::chrono::seconds life,
                   const SiteSettings& settings) {
    return fmt::format("{}={}; Path=/; Max-Age={}; HttpOnly; SameSite=Lax{}", name_for(name, settings), value,
                       life.count(), settings.https ? "; Secure" : "");
}

std::string make_link(storage::Roles& roles, std::string_view path, std::string_view purpose,
                      core::PersonId person, core::Instant now) {
    const std::string token = new_token();
    roles.people.put_link(base::sha256_hex(token), purpose, person, now + link_life);
    return fmt::format("{}{}", path, token);
}

}  // namespace

bool is_set_up(storage::Roles& roles) {
    return std::ranges::any_of(roles.people.people(), [](const core::Person& person) {
        return !person.password_hash.empty() && !person.disabled;
    });
}

std::string make_setup_link(storage::Roles& roles, core::Instant now) {
    roles.people.drop_links(setup_purpose);
    return make_link(roles, "/setup/", setup_purpose, {}, now);
}

std::string make_signin_link(storage::Roles& roles, core::PersonId person, core::Instant now) {
    return make_link(roles, "/signin/link/", signin_purpose, person, now);
}

NewSession new_session(core::PersonId person, const SiteSettings& settings, const Request& request,
                       core::Instant now) {
    NewSession fresh;
    fresh.token = new_token();
    fresh.record.token_hash = base::sha256_hex(fresh.token);
    fresh.record.person = person;
    fresh.record.form_token = new_token();
    fresh.record.created = now;
    fresh.record.last_seen = now;
    fresh.record.expires = now + settings.session_most;
    fresh.record.address = request.client;
    fresh.record.agent = base::first_code_points(base::to_valid_utf8(request.header("user-agent")), 200);
    return fresh;
}

SessionState state_of(const storage::SessionRecord& session, const SiteSettings& settings,
                      core::Instant now) {
    if (session.ended) return SessionState::ended;
    const bool too_old = now >= session.expires;
    const bool idle = now - session.last_seen >= settings.session_idle;
    return too_old || idle ? SessionState::over : SessionState::live;
}

std::string session_token(const Request& request, const SiteSettings& settings) {
    return request.cookie(name_for("session", settings));
}

std::string session_cookie(std::string_view token, const SiteSettings& settings) {
    return cookie("session", token, settings.session_most, settings);
}

std::string no_session_cookie(const SiteSettings& settings) {
    return cookie("session", "", std::chrono::seconds(0), settings);
}

std::string flash_cookie(const Flash& flash, const SiteSettings& settings) {
    return cookie("flash", signed_text(fmt::format("{}\n{}", fmt::join(flash.undo, " "), flash.message)),
                  flash_life, settings);
}

std::string no_flash_cookie(const SiteSettings& settings) {
    return cookie("flash", "", std::chrono::seconds(0), settings);
}

Flash flash_of(const Request& request, const SiteSettings& settings) {
    const std::string text = verified_text(request.cookie(name_for("flash", settings)));
    const auto end = text.find('\n');
    if (end == std::string::npos) return {};
    Flash flash{text.substr(end + 1), {}};
    std::istringstream tickets(text.substr(0, end));
    for (std::string ticket; tickets >> ticket;) flash.undo.push_back(ticket);
    return flash;
}

}  // namespace reputed::web
