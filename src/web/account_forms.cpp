// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "web/account_forms.hpp"

#include <algorithm>
#include <array>

#include "base/utf8.hpp"
#include "web/response.hpp"
#include "web/sessions.hpp"
#include "web/text.hpp"

namespace reputed::web {

using templates::View;
using templates::Words;

std::string typed_mail(const Request& request) {
    const std::string typed = request.field("mail");
    return lower(trimmed(typed));
}

std::string typed_name(const Request& request) {
    std::string name = request.field("name");
    std::ranges::replace_if(name, [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    return std::string(base::first_code_points(trimmed(name), 100));
}

std::string typed_language(const Request& request, std::string_view fallback) {
    const std::string typed = request.field("language");
    const bool spoken = std::ranges::find(Words::languages(), typed) != Words::languages().end();
    return spoken ? typed : std::string(fallback);
}

std::vector<View> language_choices(std::string_view selected) {
    std::vector<View> choices;
    for (const auto language : Words::languages()) {
        View choice;
        // Each under its own name, so that it is found by those who speak no other.
        choice.set("value", language).set("label", Words::of(language).language_name(language));
        choice.set("selected", language == selected);
        choices.push_back(std::move(choice));
    }
    return choices;
}

std::string role_label(core::Role role, const Words& words) {
    switch (role) {
        case core::Role::owner:
            return words.say("Owner");
        case core::Role::manager:
            return words.say("Manager");
        case core::Role::responder:
            return words.say("Responder");
        case core::Role::reader:
            return words.say("Reader");
    }
    return {};
}

std::string too_many_tries(const Words& words) {
    return words.say("There were too many tries. Wait a quarter of an hour, then try again.");
}

std::vector<View> role_choices(core::Role selected, const Words& words) {
    std::vector<View> choices;
    for (const auto role :
         {core::Role::owner, core::Role::manager, core::Role::responder, core::Role::reader}) {
        View choice;
        choice.set("value", core::name_of(role)).set("label", role_label(role, words));
        choice.set("selected", role == selected);
        choices.push_back(std::move(choice));
    }
    return choices;
}

base::Task<Response> sign_in(std::shared_ptr<Site> site, Request request, core::PersonId person,
                             std::string old_session, std::string to) {
    const auto now = site->clock.now();
    const NewSession fresh = new_session(person, site->settings, request, now);
    co_await site->store.write([record = fresh.record, old_session, now](storage::Roles& roles) {
        if (!old_session.empty()) roles.people.end_session(old_session, now);
        roles.people.put(record);
    });
    Response response = Response::redirect(is_own_path(to) ? std::move(to) : "/queue");
    response.headers.emplace_back("set-cookie", session_cookie(fresh.token, site->settings));
    co_return response;
}

void add_account_pages(Routes& routes, std::shared_ptr<Site> site) {
    const auto desk = std::make_shared<AccountDesk>(AccountDesk{site, PasswordDesk(site->loop, site->cpu)});
    add_signin_pages(routes, desk);
    add_setup_pages(routes, desk);
    add_me_pages(routes, desk);
    add_people_pages(routes, desk);
}

}  // namespace reputed::web
