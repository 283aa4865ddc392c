// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "web/visitors.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "web/sessions.hpp"
#include "web/text.hpp"

namespace reputed::web {

using templates::Words;

namespace {

/// Seen again within this time changes nothing worth a write.
constexpr std::chrono::seconds touch_after{60};

struct Found {
    storage::SessionRecord session;
    core::Person person;
};

std::optional<Found> find(storage::Roles& roles, const std::string& token_hash) {
    auto session = roles.people.find_session(token_hash);
    if (!session) return std::nullopt;
    auto person = roles.people.find_person(session->person);
    if (!person || person->disabled) return std::nullopt;
    return Found{std::move(*session), std::move(*person)};
}

Visitor visitor_of(Found found, Visitor nobody) {
    nobody.words = &Words::of(found.person.language);
    nobody.session_hash = std::move(found.session.token_hash);
    nobody.form_token = std::move(found.session.form_token);
    nobody.person = std::move(found.person);
    return nobody;
}

bool is_spoken(std::string_view language) {
    const auto primary = language.substr(0, language.find('-'));
    return !primary.empty() && std::ranges::find(Words::languages(), primary) != Words::languages().end();
}

/// Browsers list languages by preference, so the first we speak is the best.
std::string accepted_language(std::string_view header) {
    while (!header.empty()) {
        auto entry = take_until(header, ',');
        const std::string language = lower(trimmed(take_until(entry, ';')));
        if (is_spoken(language)) return language;
    }
    return {};
}

int rank_of(core::Role role) {
    switch (role) {
        case core::Role::owner:
            return 4;
        case core::Role::manager:
            return 3;
        case core::Role::responder:
            return 2;
        case core::Role::reader:
            return 1;
    }
    return 0;
}

int rank_of(Access access) {
    switch (access) {
        case Access::outside:
        case Access::anyone:
            return 0;
        case Access::reader:
            return 1;
        case Access::responder:
            return 2;
        case Access::manager:
            return 3;
        case Access::owner:
            return 4;
    }
    return 5;
}

}  // namespace

bool is_live(storage::Roles& roles, const std::string& session_hash, const SiteSettings& settings,
             core::Instant now) {
    const auto found = find(roles, session_hash);
    return found && state_of(found->session, settings, now) == SessionState::live;
}

base::Task<Recognised> recognise(std::shared_ptr<Site> site, std::string token, Visitor nobody, Use use) {
    Recognised result;
    result.visitor = nobody;
    if (token.empty()) co_return result;
    const std::string hash = base::sha256_hex(token);
    auto found = co_await site->store.read([hash](storage::Roles& roles) { return find(roles, hash); });
    if (!found) co_return result;
    const auto now = site->clock.now();
    const auto state = state_of(found->session, site->settings, now);
    if (state == SessionState::ended) co_return result;
    const bool touch =
        use == Use::by_person && state == SessionState::live &&
        now - found->session.last_seen >= std::min(touch_after, site->settings.session_idle / 4);
    Visitor known = visitor_of(std::move(*found), std::move(nobody));
    if (state == SessionState::over) {
        result.lapsed = std::move(known);
        co_return result;
    }
    result.visitor = std::move(known);
    if (touch)
        co_await site->store.write(
            [hash, now](storage::Roles& roles) { roles.people.touch_session(hash, now); },
            storage::Urgency::later);
    co_return result;
}

Visitor stranger(const Request& request, const SiteSettings& settings) {
    Visitor visitor;
    const std::string asked = lower(request.query_value("lang"));
    const std::string accepted = accepted_language(request.header("accept-language"));
    if (is_spoken(asked))
        visitor.words = &Words::of(asked);
    else
        visitor.words = &Words::of(accepted.empty() ? settings.language : accepted);
    visitor.flash = flash_of(request, settings);
    return visitor;
}

bool role_allows(core::Role role, Access access) { return rank_of(role) >= rank_of(access); }

}  // namespace reputed::web
