// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// People: who may do what. The owner adds them and hands over a sign-in link; nobody chooses a password
// for somebody else.
#include "net/mail.hpp"
#include "web/account_forms.hpp"
#include "web/sessions.hpp"
#include "web/view_link.hpp"

namespace reputed::web {

using templates::View;
using templates::Words;
using Desk = std::shared_ptr<AccountDesk>;

namespace {

enum class Change { made, mail_taken, last_owner, nobody };

struct PersonForm {
    core::Person person;
    std::string name_problem, mail_problem, role_problem;
    [[nodiscard]] bool good() const {
        return name_problem.empty() && mail_problem.empty() && role_problem.empty();
    }
};

core::PersonId id_in(const Request& request) { return id_from<core::PersonId>(request.captured.at("id")); }

PersonForm read_form(const Request& request, core::Person before, const Words& words) {
    PersonForm form{std::move(before), {}, {}, {}};
    form.person.name = typed_name(request);
    form.person.mail = typed_mail(request);
    form.person.role = core::role_named(request.field("role")).value_or(core::Role::reader);
    form.person.language = typed_language(request, form.person.language);
    form.person.disabled = !request.field("disabled").empty();
    if (form.person.name.empty()) form.name_problem = words.say("Write the name that the others will see.");
    if (!net::is_mail_address(form.person.mail))
        form.mail_problem = words.say("Write a whole mail address, such as anna@example.com.");
    return form;
}

void note_problem(PersonForm& form, Change change, const Words& words) {
    switch (change) {
        case Change::mail_taken:
            form.mail_problem = words.say("Somebody else has this mail address already.");
            break;
        case Change::last_owner:
            form.role_problem = words.say("Somebody must stay owner. Make another person owner first.");
            break;
        case Change::made:
        case Change::nobody:
            break;
    }
}

void set_form(View& view, const PersonForm& form, const Words& words) {
    view.set("name", form.person.name).set("mail", form.person.mail);
    view.set("roles", role_choices(form.person.role, words));
    view.set("languages", language_choices(form.person.language));
    view.set("disabled", form.person.disabled);
    view.set("name_problem", form.name_problem).set("mail_problem", form.mail_problem);
    view.set("role_problem", form.role_problem);
}

std::string state_words(const core::Person& person, const Words& words) {
    if (person.disabled) return words.say("may not sign in");
    if (person.password_hash.empty()) return words.say("has no password yet");
    return {};
}

std::vector<View> rows_of(const std::vector<core::Person>& people, const Visitor& visitor) {
    std::vector<View> rows;
    for (const auto& person : people) {
        View row;
        row.set("name", person.name)
            .set("mail", person.mail)
            .set("role", role_label(person.role, *visitor.words));
        row.set("state", state_words(person, *visitor.words)).set("you", person.id == visitor.person->id);
        row.set_url("url", fmt::format("/people/{}", person.id.value));
        rows.push_back(std::move(row));
    }
    return rows;
}

PageFrame frame_of(std::string title, bool problem, const Words& words) {
    PageFrame frame;
    frame.title = problem ? words.say("Error: {title}", {{"title", title}}) : std::move(title);
    frame.status = problem ? 422 : 200;
    return frame;
}

base::Task<Response> show_people(Desk desk, Visitor visitor, PersonForm form) {
    const auto people =
        co_await desk->site->store.read([](storage::Roles& roles) { return roles.people.people(); });
    View view;
    view.set("people", rows_of(people, visitor));
    set_form(view, form, *visitor.words);
    PageFrame frame = frame_of(visitor.words->say("People"), !form.good(), *visitor.words);
    Response response = co_await framed(desk->site, std::move(visitor), std::move(frame), "people",
                                        std::move(view), "/people");
    co_return response;
}

PersonForm empty_form(const Site& site) {
    PersonForm form;
    form.person.language = site.settings.language;
    return form;
}

base::Task<Response> add_person(Desk desk, Request request, Visitor visitor) {
    const auto& site = *desk->site;
    PersonForm form = read_form(request, empty_form(site).person, *visitor.words);
    form.person.disabled = false;
    core::PersonId id;
    if (form.good()) {
        const auto now = site.clock.now();
        id = co_await site.store.write([person = form.person, now](storage::Roles& roles) {
            return roles.people.find_person(person.mail) ? core::PersonId{} : roles.people.put(person, now);
        });
        if (!id) note_problem(form, Change::mail_taken, *visitor.words);
    }
    if (!id) {
        Response again = co_await show_people(desk, std::move(visitor), std::move(form));
        co_return again;
    }
    co_return done(site, fmt::format("/people/{}", id.value),
                   visitor.words->say("{name} was added. Make a sign-in link and hand it over.",
                                      {{"name", form.person.name}}));
}

base::Task<Response> show_person(Desk desk, Visitor visitor, PersonForm form, std::string link) {
    const auto id = form.person.id.value;
    View view;
    set_form(view, form, *visitor.words);
    view.set_url("action", fmt::format("/people/{}", id))
        .set_url("link_action", fmt::format("/people/{}/link", id));
    view.set("link", link)
        .set("by_file", form.person.by_file)
        .set("you", form.person.id == visitor.person->id);
    view.set("state", state_words(form.person, *visitor.words));
    PageFrame frame = frame_of(form.person.name, !form.good(), *visitor.words);
    Response response = co_await framed(desk->site, std::move(visitor), std::move(frame), "person",
                                        std::move(view), fmt::format("/people/{}", id));
    co_return response;
}

base::Task<std::optional<core::Person>> find(Desk desk, core::PersonId id) {
    auto person =
        co_await desk->site->store.read([id](storage::Roles& roles) { return roles.people.find_person(id); });
    co_return person;
}

base::Task<Response> open_person(Desk desk, Request request, Visitor visitor) {
    auto person = co_await find(desk, id_in(request));
    if (!person) co_return not_found(*desk->site, visitor);
    PersonForm form{std::move(*person), {}, {}, {}};
    Response response = co_await show_person(desk, std::move(visitor), std::move(form), {});
    co_return response;
}

bool is_last_owner(storage::Roles& roles, core::PersonId id) {
    const auto people = roles.people.people();
    return std::ranges::none_of(people, [id](const core::Person& person) {
        return person.id != id && person.role == core::Role::owner && !person.disabled;
    });
}

Change change_person(storage::Roles& roles, const core::Person& wanted, core::Instant now) {
    auto person = roles.people.find_person(wanted.id);
    if (!person || person->by_file) return Change::nobody;
    const auto holder = roles.people.find_person(wanted.mail);
    if (holder && holder->id != wanted.id) return Change::mail_taken;
    const bool stays_owner = wanted.role == core::Role::owner && !wanted.disabled;
    if (!stays_owner && is_last_owner(roles, wanted.id)) return Change::last_owner;
    person->name = wanted.name;
    person->mail = wanted.mail;
    person->role = wanted.role;
    person->language = wanted.language;
    person->disabled = wanted.disabled;
    (void)roles.people.put(*person, now);
    if (wanted.disabled) roles.people.end_sessions_of(wanted.id, {}, now);
    return Change::made;
}

base::Task<Response> save_person(Desk desk, Request request, Visitor visitor) {
    const auto& site = *desk->site;
    auto before = co_await find(desk, id_in(request));
    if (!before || before->by_file) co_return not_found(site, visitor);
    PersonForm form = read_form(request, std::move(*before), *visitor.words);
    if (form.good()) {
        const auto now = site.clock.now();
        const Change change = co_await site.store.write(
            [person = form.person, now](storage::Roles& roles) { return change_person(roles, person, now); });
        if (change == Change::nobody) co_return not_found(site, visitor);
        note_problem(form, change, *visitor.words);
    }
    if (!form.good()) {
        Response again = co_await show_person(desk, std::move(visitor), std::move(form), {});
        co_return again;
    }
    co_return done(site, "/people", visitor.words->say("Saved."));
}

std::string address_of_site(const Site& site, const Request& request) {
    if (!site.settings.public_url.empty()) return site.settings.public_url;
    return fmt::format("{}://{}", request.secure ? "https" : "http", request.header("host"));
}

base::Task<Response> make_link(Desk desk, Request request, Visitor visitor) {
    const auto& site = *desk->site;
    auto person = co_await find(desk, id_in(request));
    if (!person || person->disabled) co_return not_found(site, visitor);
    const auto now = site.clock.now();
    const std::string path = co_await site.store.write(
        [id = person->id, now](storage::Roles& roles) { return make_signin_link(roles, id, now); });
    PersonForm form{std::move(*person), {}, {}, {}};
    Response response = co_await show_person(desk, std::move(visitor), std::move(form),
                                             address_of_site(site, request) + path);
    co_return response;
}

}  // namespace

void add_people_pages(Routes& routes, std::shared_ptr<AccountDesk> desk) {
    routes.get("/people", Access::owner, [desk](Request, Visitor visitor) {
        return show_people(desk, std::move(visitor), empty_form(*desk->site));
    });
    routes.post("/people", Access::owner, [desk](Request request, Visitor visitor) {
        return add_person(desk, std::move(request), std::move(visitor));
    });
    routes.get("/people/{id}", Access::owner, [desk](Request request, Visitor visitor) {
        return open_person(desk, std::move(request), std::move(visitor));
    });
    routes.post("/people/{id}", Access::owner, [desk](Request request, Visitor visitor) {
        return save_person(desk, std::move(request), std::move(visitor));
    });
    routes.post("/people/{id}/link", Access::owner, [desk](Request request, Visitor visitor) {
        return make_link(desk, std::move(request), std::move(visitor));
    });
}

}  // namespace reputed::web
