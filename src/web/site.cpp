// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Every request passes here: who asks, may he, does the form come from us. Pages only see what passed.
#include "web/site.hpp"

#include <sodium.h>

#include "base/log.hpp"
#include "web/error_page.hpp"
#include "web/lost_text.hpp"
#include "web/response.hpp"
#include "web/routes.hpp"
#include "web/security.hpp"
#include "web/sessions.hpp"
#include "web/target.hpp"
#include "web/visitors.hpp"

namespace reputed::web {
namespace {

struct Front {
    std::shared_ptr<Site> site;
    std::shared_ptr<const RouteTable> routes;
};

/// Machines ask these often and without a session worth looking for.
bool is_for_machines(const Route& route) {
    return route.pattern.starts_with("/static/") || route.pattern == "/healthz" || route.pattern == "/readyz";
}

/// Pages that lie open listen on, and connect again, with nobody in front of them.
Use use_of(const Route* route) {
    return route != nullptr && route->pattern == "/live" ? Use::by_open_page : Use::by_person;
}

/// Scripts read statuses; people are led to the sign-in card.
bool is_asked_by_script(const Request& request) {
    const std::string mode = request.header("sec-fetch-mode");
    if (!mode.empty()) return mode != "navigate";
    return request.header("accept").starts_with("text/event-stream");
}

/// Where to go on after the sign-in: a page, never an address that acts.
std::string way_back(const Request& request) {
    if (request.method != "POST") return request.target;
    if (const auto review = review_in(request.path)) return fmt::format("/reviews/{}", review.value);
    const std::string referer = request.header("referer");
    const auto scheme = referer.find("://");
    const auto path = scheme == std::string::npos ? scheme : referer.find('/', scheme + 3);
    if (path == std::string::npos) return "/queue";
    const bool ours =
        std::string_view(referer).substr(scheme + 3, path - scheme - 3) == request.header("host");
    return ours ? referer.substr(path) : "/queue";
}

Response lead_to_signin(const Request& request, bool lapsed, bool saved) {
    if (is_asked_by_script(request))
        return Response::text(401, saved ? "signed out, saved\n" : "signed out\n");
    const std::string back = way_back(request);
    std::string path = "/signin?to=" + url_encode(is_own_path(back) ? back : "/queue");
    if (lapsed) path += "&over=1";
    if (saved) path += "&saved=1";
    return Response::redirect(std::move(path));
}

bool is_known_method(const Request& request) {
    return request.method == "GET" || request.method == "HEAD" || request.method == "POST";
}

Match find_route(const RouteTable& routes, const Request& request) {
    Match match = routes.find(request.method == "POST", request.path);
    if (!is_known_method(request)) match.other_method = std::exchange(match.route, nullptr) != nullptr;
    return match;
}

Response nowhere(const Front& front, const Visitor& visitor, const Request& request, const Match& match) {
    if (!match.other_method) return not_found(*front.site, visitor);
    std::string allowed;
    if (front.routes->find(false, request.path).route != nullptr) allowed = "GET, HEAD";
    if (front.routes->find(true, request.path).route != nullptr)
        allowed += allowed.empty() ? "POST" : ", POST";
    Response response = Response::text(405, "This address does not take this method.\n");
    response.headers.emplace_back("allow", allowed);
    return response;
}

/// The answer to who may not pass; nothing for those who may.
base::Task<std::optional<Response>> stop_at_gate(std::shared_ptr<Front> front, const Route* route,
                                                 Request request, Recognised who) {
    if (route->access == Access::outside) co_return std::nullopt;
    const Site& site = *front->site;
    const bool post = request.method == "POST";
    if (post && !is_from_own_page(request, site.settings.public_url))
        co_return forged_form(site, who.visitor);
    if (route->access == Access::anyone) co_return std::nullopt;
    const Visitor author = who.visitor.person ? who.visitor : who.lapsed.value_or(who.visitor);
    const bool token_fits = post && equal_secrets(request.field("form_token"), author.form_token);
    if (!who.visitor.person) {
        bool saved = false;
        if (token_fits) saved = co_await keep_typed_text(front->site, request, author);
        co_return lead_to_signin(request, who.lapsed.has_value(), saved);
    }
    if (!role_allows(who.visitor.person->role, route->access)) co_return not_found(site, who.visitor);
    if (!post || token_fits) co_return std::nullopt;
    // The page may be older than the session: signed in again in another window.
    const bool saved = co_await keep_typed_text(front->site, request, author);
    if (!saved) co_return forged_form(site, who.visitor);
    co_return done(
        site, way_back(request),
        who.visitor.words->say("This page was older than your sign-in. What you typed is saved as a draft."));
}

base::Task<Response> answer(std::shared_ptr<Front> front, Request request, Match match) {
    Recognised who{stranger(request, front->site->settings), std::nullopt};
    if (match.route == nullptr || !is_for_machines(*match.route)) {
        const std::string token = session_token(request, front->site->settings);
        who = co_await recognise(front->site, token, who.visitor, use_of(match.route));
    }
    if (match.route == nullptr) co_return nowhere(*front, who.visitor, request, match);
    auto stopped = co_await stop_at_gate(front, match.route, request, who);
    if (stopped) co_return std::move(*stopped);
    request.captured = std::move(match.captured);
    Response response = co_await match.route->handler(std::move(request), std::move(who.visitor));
    co_return response;
}

struct Trouble {
    std::string words;
    bool store = false;
};

base::Task<Response> serve(std::shared_ptr<Front> front, Request request) {
    Match match = find_route(*front->routes, request);
    const Route* const route = match.route;
    const Visitor nobody = stranger(request, front->site->settings);
    std::optional<Trouble> trouble;
    Response response;
    try {
        response = co_await answer(front, std::move(request), std::move(match));
    } catch (const storage::StoreError& error) {
        trouble = {error.what(), true};
    } catch (const std::exception& error) {
        if (base::is_cancelled(error)) throw;
        trouble = {error.what(), false};
    }
    if (trouble) {
        // The pattern, not the path: paths may carry one-time tokens.
        const std::string id = fmt::format("{:08x}", randombytes_random());
        base::log_error("web", "a page ended by an error",
                        {{"id", id}, {"route", route ? route->pattern : "none"}, {"error", trouble->words}});
        response = broken_page(*front->site, nobody, id, trouble->store);
    }
    add_security_headers(response, front->site->settings.https);
    co_return response;
}

}  // namespace

Handler serve_routes(std::shared_ptr<Site> site, std::shared_ptr<const RouteTable> routes) {
    const auto front = std::make_shared<Front>(Front{std::move(site), std::move(routes)});
    return [front](Request request) { return serve(front, std::move(request)); };
}

}  // namespace reputed::web
