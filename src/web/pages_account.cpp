// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Coming in and going out: the sign-in card, one-time links, sign-out.
#include "base/hash.hpp"
#include "web/account_forms.hpp"
#include "web/response.hpp"
#include "web/sessions.hpp"
#include "web/target.hpp"
#include "web/throttle.hpp"

namespace reputed::web {

using templates::View;
using Desk = std::shared_ptr<AccountDesk>;

namespace {

/// What the card shows beside its fields.
struct Card {
    std::string problem;
    std::string mail;
    std::string to;
    std::string person_name;  ///< of a one-time link
    bool by_link = false;
    bool over = false;
    bool saved = false;
    int status = 200;
};

std::string own_path_or_queue(std::string path) { return is_own_path(path) ? path : "/queue"; }

std::string over_words(std::chrono::seconds idle, const templates::Words& words) {
    const auto hours = std::chrono::floor<std::chrono::hours>(idle);
    if (hours == idle)
        return words.count("You were signed out after {n} hour without use.",
                           "You were signed out after {n} hours without use.", hours.count());
    return words.count("You were signed out after {n} minute without use.",
                       "You were signed out after {n} minutes without use.",
                       std::chrono::ceil<std::chrono::minutes>(idle).count());
}

/// The same card in other languages, with everything else kept.
std::vector<View> other_languages(const Request& request, std::string_view current) {
    std::vector<View> views;
    std::string kept;
    for (const auto& [name, value] : request.query)
        if (name == "over" || name == "saved" || (name == "to" && is_own_path(value)))
            kept += fmt::format("&{}={}", name, url_encode(value));
    for (const auto language : templates::Words::languages()) {
        if (language == current) continue;
        View view;
        view.set("code", language).set("name", templates::Words::of(language).language_name(language));
        view.set_url("url", fmt::format("{}?lang={}{}", request.path, language, kept));
        views.push_back(std::move(view));
    }
    return views;
}

Response show_card(const Site& site, const Visitor& visitor, const Request& request, Card card) {
    const auto& words = *visitor.words;
    View view;
    view.set("action", card.by_link ? request.path : "/signin");
    view.set("problem", card.problem)
        .set("mail", card.mail)
        .set("to", card.to)
        .set("notice", visitor.flash.message);
    view.set("by_link", card.by_link).set("person_name", card.person_name);
    view.set("over", card.over ? over_words(site.settings.session_idle, words) : std::string{});
    view.set("saved", card.saved);
    view.set("languages", other_languages(request, words.language()));
    const std::string title = words.say("Sign in");
    Response response = lone(site, visitor, card.status,
                             card.problem.empty() ? title : words.say("Error: {title}", {{"title", title}}),
                             "signin", std::move(view));
    if (!visitor.flash.message.empty())
        response.headers.emplace_back("set-cookie", no_flash_cookie(site.settings));
    return response;
}

base::Task<Response> show_signin(Desk desk, Request request, Visitor visitor) {
    Card card;
    card.to = own_path_or_queue(request.query_value("to"));
    if (visitor.person) co_return Response::redirect(card.to);
    card.over = request.query_value("over") == "1";
    card.saved = request.query_value("saved") == "1";
    co_return show_card(*desk->site, visitor, request, std::move(card));
}

Response refuse_card(const Site& site, const Visitor& visitor, const Request& request, int status,
                     std::string problem) {
    Card card;
    card.status = status;
    card.problem = std::move(problem);
    card.mail = typed_mail(request);
    card.to = own_path_or_queue(request.field("to"));
    return show_card(site, visitor, request, std::move(card));
}

struct Candidate {
    bool may_try = false;
    std::optional<core::Person> person;
};

base::Task<Response> take_signin(Desk desk, Request request, Visitor visitor) {
    const auto& site = *desk->site;
    const auto& words = *visitor.words;
    const std::string mail = typed_mail(request);
    const auto attempt = attempt_of(mail, request.client);
    const auto now = site.clock.now();
    if (desk->passwords.is_crowded())
        co_return refuse_card(site, visitor, request, 429, too_many_tries(words));
    const Candidate candidate = co_await site.store.write([mail, attempt, now](storage::Roles& roles) {
        return Candidate{begin_try(roles, attempt, SigninLimits{}, now), roles.people.find_person(mail)};
    });
    if (!candidate.may_try) co_return refuse_card(site, visitor, request, 429, too_many_tries(words));
    const bool may = candidate.person && !candidate.person->disabled;
    const std::string hash = may ? candidate.person->password_hash : std::string{};
    const bool fits = co_await desk->passwords.fits(hash, request.field("password"));
    if (!fits || !may)
        co_return refuse_card(site, visitor, request, 422,
                              words.say("The mail address and the password do not fit together."));
    co_await site.store.write([attempt, now](storage::Roles& roles) { note_success(roles, attempt, now); });
    const std::string to = request.field("to");
    Response response =
        co_await sign_in(desk->site, std::move(request), candidate.person->id, visitor.session_hash, to);
    co_return response;
}

base::Task<bool> is_good(Desk desk, std::string token_hash) {
    const auto now = desk->site->clock.now();
    const bool good = co_await desk->site->store.read([token_hash, now](storage::Roles& roles) {
        return roles.people.link_is_good(token_hash, signin_purpose, now);
    });
    co_return good;
}

Response refuse_link(const Site& site, const Visitor& visitor, const Request& request, int status,
                     std::string problem) {
    Card card;
    card.by_link = status != 410;
    card.to = "/queue";
    card.status = status;
    card.problem = std::move(problem);
    return show_card(site, visitor, request, std::move(card));
}

Response refuse_spent_link(const Site& site, const Visitor& visitor, const Request& request) {
    return refuse_link(
        site, visitor, request, 410,
        visitor.words->say("This link was used already, or it is older than 24 hours. Ask for a new one."));
}

/// Who a link is for, without using it up; only the form does that, for previews in chats follow links.
base::Task<Response> show_link(Desk desk, Request request, Visitor visitor) {
    const auto& site = *desk->site;
    const bool good = co_await is_good(desk, base::sha256_hex(request.captured.at("token")));
    if (!good) co_return refuse_spent_link(site, visitor, request);
    Card card;
    card.by_link = true;
    card.to = "/queue";
    co_return show_card(site, visitor, request, std::move(card));
}

/// The person whose link this was, with a new password where one was chosen.
std::optional<core::Person> use_link(storage::Roles& roles, const std::string& token_hash,
                                     const std::string& password_hash, core::Instant now) {
    const auto id = roles.people.use_link(token_hash, signin_purpose, now);
    if (!id) return std::nullopt;
    auto person = roles.people.find_person(*id);
    if (!person || person->disabled) return std::nullopt;
    if (!password_hash.empty()) {
        person->password_hash = password_hash;
        (void)roles.people.put(*person, now);
        roles.people.end_sessions_of(person->id, {}, now);
    }
    return person;
}

base::Task<Response> take_link(Desk desk, Request request, Visitor visitor) {
    const auto& site = *desk->site;
    const auto& words = *visitor.words;
    const std::string token_hash = base::sha256_hex(request.captured.at("token"));
    // Strangers must not make the house work: a password is hashed only for a link that is good.
    const bool good = co_await is_good(desk, token_hash);
    if (!good) co_return refuse_spent_link(site, visitor, request);
    const std::string password = request.field("password");
    std::string password_hash;
    if (!password.empty()) {
        const auto problem = password_problem(password);
        if (!problem.empty()) co_return refuse_link(site, visitor, request, 422, words.say(problem));
        if (desk->passwords.is_crowded())
            co_return refuse_link(site, visitor, request, 429, too_many_tries(words));
        password_hash = co_await desk->passwords.hash(password);
    }
    const auto now = site.clock.now();
    const auto person = co_await site.store.write([token_hash, password_hash, now](storage::Roles& roles) {
        return use_link(roles, token_hash, password_hash, now);
    });
    if (!person) co_return refuse_spent_link(site, visitor, request);
    // A demonstration is looked at, not kept.
    const bool wants_password = person->password_hash.empty() && !site.settings.demo;
    const std::string to = wants_password ? "/me#password" : "/queue";
    Response response =
        co_await sign_in(desk->site, std::move(request), person->id, visitor.session_hash, to);
    co_return response;
}

base::Task<Response> take_signout(Desk desk, Visitor visitor) {
    const auto& site = *desk->site;
    const auto now = site.clock.now();
    co_await site.store.write(
        [hash = visitor.session_hash, now](storage::Roles& roles) { roles.people.end_session(hash, now); });
    Response response = done(site, "/signin", visitor.words->say("You are signed out."));
    response.headers.emplace_back("set-cookie", no_session_cookie(site.settings));
    co_return response;
}

}  // namespace

void add_signin_pages(Routes& routes, std::shared_ptr<AccountDesk> desk) {
    routes.get("/signin", Access::anyone, [desk](Request request, Visitor visitor) {
        return show_signin(desk, std::move(request), std::move(visitor));
    });
    routes.post("/signin", Access::anyone, [desk](Request request, Visitor visitor) {
        return take_signin(desk, std::move(request), std::move(visitor));
    });
    routes.get("/signin/link/{token}", Access::anyone, [desk](Request request, Visitor visitor) {
        return show_link(desk, std::move(request), std::move(visitor));
    });
    routes.post("/signin/link/{token}", Access::anyone, [desk](Request request, Visitor visitor) {
        return take_link(desk, std::move(request), std::move(visitor));
    });
    routes.post("/signout", Access::reader,
                [desk](Request, Visitor visitor) { return take_signout(desk, std::move(visitor)); });
}

}  // namespace reputed::web
