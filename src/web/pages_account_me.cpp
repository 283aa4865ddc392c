// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// My account: how the pages look to me, my password, where I am signed in.
#include "web/account_forms.hpp"
#include "web/sessions.hpp"
#include "web/throttle.hpp"

namespace reputed::web {

using templates::View;
using templates::Words;
using Desk = std::shared_ptr<AccountDesk>;

namespace {

struct PasswordProblems {
    std::string current;
    std::string fresh;
    [[nodiscard]] bool any() const { return !current.empty() || !fresh.empty(); }
};

View choice(std::string_view value, std::string label, std::string_view selected) {
    View view;
    view.set("value", value).set("label", std::move(label)).set("selected", value == selected);
    return view;
}

std::vector<View> session_views(const std::vector<storage::SessionRecord>& sessions, const Visitor& visitor,
                                const SiteSettings& settings, core::Instant now) {
    std::vector<View> views;
    for (const auto& session : sessions) {
        if (state_of(session, settings, now) != SessionState::live) continue;
        View view;
        view.set("agent", session.agent.empty() ? visitor.words->say("unknown browser") : session.agent);
        view.set("address", session.address).set("seen", visitor.words->ago(session.last_seen, now));
        view.set("current", session.token_hash == visitor.session_hash);
        views.push_back(std::move(view));
    }
    return views;
}

View me_view(const Visitor& visitor, const PasswordProblems& problems) {
    const auto& person = *visitor.person;
    const Words& words = *visitor.words;
    View view;
    view.set("name", person.name).set("mail", person.mail).set("role", role_label(person.role, words));
    view.set("languages", language_choices(person.language));
    view.set("themes", std::vector<View>{choice("", words.say("As the device has it"), person.theme),
                                         choice("light", words.say("Light"), person.theme),
                                         choice("dark", words.say("Dark"), person.theme)});
    view.set("densities", std::vector<View>{choice("", words.say("Comfortable"), person.density),
                                            choice("compact", words.say("Compact"), person.density)});
    view.set("single_keys", person.single_keys);
    view.set("has_password", !person.password_hash.empty());
    view.set("current_problem", problems.current).set("new_problem", problems.fresh);
    return view;
}

base::Task<Response> show_me(Desk desk, Visitor visitor, PasswordProblems problems) {
    const auto& site = *desk->site;
    const auto sessions = co_await site.store.read(
        [id = visitor.person->id](storage::Roles& roles) { return roles.people.sessions_of(id); });
    View view = me_view(visitor, problems);
    auto shown = session_views(sessions, visitor, site.settings, site.clock.now());
    view.set("others", shown.size() > 1).set("sessions", std::move(shown));
    PageFrame frame;
    const std::string title = visitor.words->say("My account");
    frame.title = problems.any() ? visitor.words->say("Error: {title}", {{"title", title}}) : title;
    frame.status = problems.any() ? 422 : 200;
    Response response =
        co_await framed(desk->site, std::move(visitor), std::move(frame), "me", std::move(view), "/me");
    co_return response;
}

/// Nothing but known values, whatever the form says.
std::string one_of(std::string typed, std::initializer_list<std::string_view> known) {
    return std::ranges::find(known, typed) != known.end() ? typed : std::string{};
}

base::Task<Response> save_me(Desk desk, Request request, Visitor visitor) {
    const auto& site = *desk->site;
    core::Person wanted = *visitor.person;
    wanted.language = typed_language(request, wanted.language);
    wanted.theme = one_of(request.field("theme"), {"light", "dark"});
    wanted.density = one_of(request.field("density"), {"compact"});
    wanted.single_keys = !request.field("single_keys").empty();
    const auto now = site.clock.now();
    co_await site.store.write([wanted, now](storage::Roles& roles) {
        // Only these four: somebody else may have changed the rest since the page was made.
        auto person = roles.people.find_person(wanted.id);
        if (!person) return;
        person->language = wanted.language;
        person->theme = wanted.theme;
        person->density = wanted.density;
        person->single_keys = wanted.single_keys;
        (void)roles.people.put(*person, now);
    });
    co_return done(site, "/me", Words::of(wanted.language).say("Saved."));
}

base::Task<PasswordProblems> check_password(Desk desk, Request request, Visitor visitor) {
    const auto& words = *visitor.words;
    PasswordProblems problems;
    const auto problem = password_problem(request.field("new_password"));
    if (!problem.empty()) problems.fresh = words.say(problem);
    if (visitor.person->password_hash.empty()) co_return problems;
    const auto attempt = attempt_of(visitor.person->mail, request.client);
    const auto now = desk->site->clock.now();
    const bool may_try = co_await desk->site->store.write(
        [attempt, now](storage::Roles& roles) { return begin_try(roles, attempt, SigninLimits{}, now); });
    if (!may_try) {
        problems.current = too_many_tries(words);
        co_return problems;
    }
    const bool fits = co_await desk->passwords.fits(visitor.person->password_hash, request.field("password"));
    if (!fits) {
        problems.current = words.say("This is not your present password.");
        co_return problems;
    }
    co_await desk->site->store.write(
        [attempt, now](storage::Roles& roles) { note_success(roles, attempt, now); });
    co_return problems;
}

base::Task<Response> save_password(Desk desk, Request request, Visitor visitor) {
    const auto& site = *desk->site;
    const PasswordProblems problems = co_await check_password(desk, request, visitor);
    if (problems.any()) {
        Response again = co_await show_me(desk, std::move(visitor), problems);
        co_return again;
    }
    const std::string hash = co_await desk->passwords.hash(request.field("new_password"));
    const auto now = site.clock.now();
    co_await site.store.write(
        [hash, id = visitor.person->id, kept = visitor.session_hash, now](storage::Roles& roles) {
            auto person = roles.people.find_person(id);
            if (!person) return;
            person->password_hash = hash;
            (void)roles.people.put(*person, now);
            roles.people.end_sessions_of(id, kept, now);
        });
    co_return done(site, "/me",
                   visitor.words->say("The new password is in force. All other devices were signed out."));
}

base::Task<Response> end_others(Desk desk, Visitor visitor) {
    const auto& site = *desk->site;
    const auto now = site.clock.now();
    co_await site.store.write([id = visitor.person->id, kept = visitor.session_hash,
                               now](storage::Roles& roles) { roles.people.end_sessions_of(id, kept, now); });
    co_return done(site, "/me", visitor.words->say("All other devices were signed out."));
}

}  // namespace

void add_me_pages(Routes& routes, std::shared_ptr<AccountDesk> desk) {
    routes.get("/me", Access::reader, [desk](Request, Visitor visitor) {
        return show_me(desk, std::move(visitor), PasswordProblems{});
    });
    routes.post("/me", Access::reader, [desk](Request request, Visitor visitor) {
        return save_me(desk, std::move(request), std::move(visitor));
    });
    routes.post("/me/password", Access::reader, [desk](Request request, Visitor visitor) {
        return save_password(desk, std::move(request), std::move(visitor));
    });
    routes.post("/me/sessions", Access::reader,
                [desk](Request, Visitor visitor) { return end_others(desk, std::move(visitor)); });
}

}  // namespace reputed::web
