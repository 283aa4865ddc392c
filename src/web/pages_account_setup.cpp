// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The first owner: a link that works once, printed where only who installs the service can read it.
#include "base/hash.hpp"
#include "net/mail.hpp"
#include "web/account_forms.hpp"
#include "web/sessions.hpp"

namespace reputed::web {

using templates::View;
using Desk = std::shared_ptr<AccountDesk>;

namespace {

struct SetupForm {
    std::string name, mail, password, language;
    std::string name_problem, mail_problem, password_problem;
    [[nodiscard]] bool good() const {
        return name_problem.empty() && mail_problem.empty() && password_problem.empty();
    }
};

SetupForm read_form(const Request& request, const templates::Words& words) {
    SetupForm form;
    form.name = typed_name(request);
    form.mail = typed_mail(request);
    form.password = request.field("password");
    form.language = typed_language(request, words.language());
    if (form.name.empty()) form.name_problem = words.say("Write the name that the others will see.");
    if (!net::is_mail_address(form.mail))
        form.mail_problem = words.say("Write a whole mail address, such as anna@example.com.");
    const auto problem = password_problem(form.password);
    if (!problem.empty()) form.password_problem = words.say(problem);
    return form;
}

Response show_form(const Site& site, const Visitor& visitor, const SetupForm& form, bool good_link) {
    const auto& words = *visitor.words;
    const bool problem = !form.good() || !good_link;
    View view;
    view.set("good_link", good_link);
    view.set("name", form.name).set("mail", form.mail);
    view.set("name_problem", form.name_problem).set("mail_problem", form.mail_problem);
    view.set("password_problem", form.password_problem);
    view.set("languages", language_choices(form.language.empty() ? words.language() : form.language));
    const std::string title = words.say("Set up");
    const int status = !good_link ? 410 : problem ? 422 : 200;
    return lone(site, visitor, status, problem ? words.say("Error: {title}", {{"title", title}}) : title,
                "setup", std::move(view));
}

base::Task<bool> is_good(Desk desk, std::string token_hash) {
    const auto now = desk->site->clock.now();
    const bool good = co_await desk->site->store.read([token_hash, now](storage::Roles& roles) {
        return !is_set_up(roles) && roles.people.link_is_good(token_hash, setup_purpose, now);
    });
    co_return good;
}

base::Task<Response> show_setup(Desk desk, Request request, Visitor visitor) {
    const bool good = co_await is_good(desk, base::sha256_hex(request.captured.at("token")));
    co_return show_form(*desk->site, visitor, SetupForm{}, good);
}

/// The new owner; nothing when there is one by now, from this link or another. Who is known already becomes
/// owner, and whoever was signed in under that name is out.
std::optional<core::PersonId> make_owner(storage::Roles& roles, const std::string& token_hash,
                                         const core::Person& owner, core::Instant now) {
    if (is_set_up(roles) || !roles.people.use_link(token_hash, setup_purpose, now)) return std::nullopt;
    roles.people.drop_links(setup_purpose);
    if (const auto known = roles.people.find_person(owner.mail)) {
        core::Person changed = *known;
        changed.role = core::Role::owner;
        changed.password_hash = owner.password_hash;
        changed.disabled = false;
        roles.people.end_sessions_of(changed.id, {}, now);
        return roles.people.put(changed, now);
    }
    return roles.people.put(owner, now);
}

base::Task<Response> take_setup(Desk desk, Request request, Visitor visitor) {
    const auto& site = *desk->site;
    const SetupForm form = read_form(request, *visitor.words);
    const std::string token_hash = base::sha256_hex(request.captured.at("token"));
    const bool good = co_await is_good(desk, token_hash);
    if (!good || !form.good()) co_return show_form(site, visitor, form, good);
    core::Person owner;
    owner.mail = form.mail;
    owner.name = form.name;
    owner.role = core::Role::owner;
    owner.language = form.language;
    owner.password_hash = co_await desk->passwords.hash(form.password);
    const auto now = site.clock.now();
    owner.created = now;
    const auto made = co_await site.store.write([token_hash, owner, now](storage::Roles& roles) {
        return make_owner(roles, token_hash, owner, now);
    });
    if (!made) co_return show_form(site, visitor, form, false);
    Response response =
        co_await sign_in(desk->site, std::move(request), *made, visitor.session_hash, "/queue");
    co_return response;
}

}  // namespace

void add_setup_pages(Routes& routes, std::shared_ptr<AccountDesk> desk) {
    routes.get("/setup/{token}", Access::anyone, [desk](Request request, Visitor visitor) {
        return show_setup(desk, std::move(request), std::move(visitor));
    });
    routes.post("/setup/{token}", Access::anyone, [desk](Request request, Visitor visitor) {
        return take_setup(desk, std::move(request), std::move(visitor));
    });
}

}  // namespace reputed::web
