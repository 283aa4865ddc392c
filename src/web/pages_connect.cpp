// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Letting this service in at a portal: the way there, the way back, taking it back; and the places a portal
// lists for whoever is signed in.
#include "base/utf8.hpp"
#include "web/consents.hpp"
#include "web/site.hpp"
#include "web/view_link.hpp"
#include "web/view_sources.hpp"

namespace reputed::web {
namespace {

struct Connecting {
    std::shared_ptr<Site> site;
    std::shared_ptr<Consents> consents = std::make_shared<Consents>();
};

struct Target {
    core::Source source;
    const fetchers::Portal* portal = nullptr;
};

/// Nothing when there is no such source, or its portal has nothing of the kind.
base::Task<std::optional<Target>> load(std::shared_ptr<Site> site, core::SourceId id) {
    const auto read = [id](storage::Roles& roles) { return roles.places.find_source(id); };
    std::optional<core::Source> source = co_await site->store.read(read);
    if (!source || source->archived || !site->fetching) co_return std::nullopt;
    const auto* portal = fetchers::find_portal(source->portal);
    if (portal == nullptr) co_return std::nullopt;
    co_return Target{*std::move(source), portal};
}

std::string path_of(core::SourceId id, std::string_view what = {}) {
    return fmt::format("/sources/{}{}", id.value, what);
}

std::string redirect_address(const Site& site) { return site.settings.public_url + "/connect/callback"; }

std::string authorize_address(const fetchers::Consent& consent, const std::string& state,
                              const std::string& verifier, const std::string& back) {
    fetchers::Parameters query{{"response_type", "code"},
                               {"client_id", consent.client_id},
                               {"redirect_uri", back},
                               {"state", state},
                               {"code_challenge", challenge_of(verifier)},
                               {"code_challenge_method", "S256"}};
    if (!consent.scope.empty()) query.emplace_back("scope", consent.scope);
    query.insert(query.end(), consent.extra.begin(), consent.extra.end());
    const char sign = consent.authorize_url.contains('?') ? '&' : '?';
    return consent.authorize_url + sign + fetchers::form_of(query);
}

base::Task<Response> connect_page(Connecting here, Request request, Visitor visitor) {
    const auto target = co_await load(here.site, id_from<core::SourceId>(request.captured["id"]));
    if (!target || target->portal->consent == nullptr) co_return not_found(*here.site, visitor);
    const Words& words = *visitor.words;
    const auto problems = fetchers::check_settings(target->source);
    const auto consent = target->portal->consent(target->source);
    const auto state = here.consents->begin(target->source.id, visitor.session_hash, here.site->clock.now());
    const auto back = redirect_address(*here.site);
    const bool connected = co_await here.site->fetching->keyring->has_consent(target->source.id);
    View view;
    view.set("heading", words.say("Connect {name}", {{"name", title_of(target->source)}}));
    view.set("source_path", path_of(target->source.id));
    view.set("portal", std::string(target->portal->title));
    view.set("redirect", back);
    view.set("connected", connected);
    view.set("problem", problems.empty() ? std::string{} : told(problems.front().words, words));
    const auto* pending = here.consents->find(state);
    view.set_url("authorize", problems.empty() && pending != nullptr
                                  ? authorize_address(consent, state, pending->verifier, back)
                                  : std::string{});
    PageFrame frame{words.say("Connect {name}", {{"name", title_of(target->source)}}), "sources", 200};
    Response response = co_await framed(here.site, std::move(visitor), std::move(frame), "pages/connect",
                                        std::move(view), request.target);
    co_return response;
}

std::string refusal_of(const std::string& error, const Words& words) {
    if (error == "access_denied")
        return words.say("The portal was told not to let this service in. Nothing was changed.");
    return words.say("The portal did not let this service in: {error}.", {{"error", error}});
}

base::Task<Response> callback(Connecting here, Request request, Visitor visitor) {
    // The gate would carry the code through the sign-in page.
    if (!visitor.person) co_return Response::redirect("/signin?to=%2Fsources&over=1");
    if (!desk::may_set_up(visitor.person->role)) co_return not_found(*here.site, visitor);
    const Words& words = *visitor.words;
    const auto pending =
        here.consents->take(request.query_value("state"), visitor.session_hash, here.site->clock.now());
    if (!pending)
        co_return done(
            *here.site, "/sources",
            words.say("This way back from a portal is not known, or it is too old. Press Connect again."));
    const auto page = path_of(pending->source);
    const auto target = co_await load(here.site, pending->source);
    if (!target || target->portal->consent == nullptr) co_return not_found(*here.site, visitor);
    const std::string error = request.query_value("error");
    if (!error.empty())
        co_return done(*here.site, page, refusal_of(std::string(base::first_code_points(error, 100)), words));
    auto& deps = *here.site->fetching;
    const bool private_allowed = target->source.settings.contains("allow_private") &&
                                 target->source.settings.at("allow_private") == "yes";
    const auto failure = co_await deps.keyring->accept_code(
        deps.http, target->portal->consent(target->source), target->source.id, request.query_value("code"),
        pending->verifier, redirect_address(*here.site), private_allowed);
    if (failure) co_return done(*here.site, page, told(failure->words, words));
    // Written down as well, so that a stop right now does not leave it waiting out its old trouble.
    co_await here.site->store.write([id = target->source.id, now = here.site->clock.now()](auto& roles) {
        auto state = roles.ledger.poll_state(id);
        if (!state) return;
        state->next_due = now;
        roles.ledger.save(*state);
    });
    here.site->poller.poll_soon(target->source.id);
    const bool choose = target->portal->list_places != nullptr &&
                        !target->source.settings.contains(std::string(target->portal->places_for));
    co_return done(*here.site, choose ? page + "/places" : page,
                   words.say("{name} is connected.", {{"name", title_of(target->source)}}));
}

base::Task<Response> disconnect(Connecting here, Request request, Visitor visitor) {
    const auto target = co_await load(here.site, id_from<core::SourceId>(request.captured["id"]));
    if (!target || target->portal->consent == nullptr) co_return not_found(*here.site, visitor);
    co_await here.site->fetching->keyring->forget_consent(target->source.id);
    co_return done(*here.site, path_of(target->source.id),
                   visitor.words->say("The consent is forgotten here. Take it back at the portal too."));
}

base::Task<Response> places_page(Connecting here, Request request, Visitor visitor) {
    const auto target = co_await load(here.site, id_from<core::SourceId>(request.captured["id"]));
    if (!target || target->portal->list_places == nullptr) co_return not_found(*here.site, visitor);
    const Words& words = *visitor.words;
    const auto outcome = co_await target->portal->list_places(*here.site->fetching, target->source);
    View view;
    view.set("heading", words.say("Choose from your account"));
    view.set("source_path", path_of(target->source.id));
    view.set("action", path_of(target->source.id, "/places"));
    const auto* failure = std::get_if<core::PollFailure>(&outcome);
    view.set("problem", failure == nullptr ? std::string{} : told(failure->words, words));
    std::vector<View> places;
    if (const auto* found = std::get_if<std::vector<fetchers::PlaceChoice>>(&outcome))
        for (const auto& place : *found) {
            View one;
            one.set("value", place.value);
            one.set("title", place.title.empty() ? place.value : place.title);
            one.set("detail", place.detail.empty() ? place.value : place.detail);
            places.push_back(std::move(one));
        }
    view.set("none", places.empty() && failure == nullptr);
    view.set("has_places", !places.empty());
    view.set("places", std::move(places));
    PageFrame frame{words.say("Choose from your account"), "sources", 200};
    Response response = co_await framed(here.site, std::move(visitor), std::move(frame), "pages/places",
                                        std::move(view), request.target);
    co_return response;
}

base::Task<Response> choose_place(Connecting here, Request request, Visitor visitor) {
    auto target = co_await load(here.site, id_from<core::SourceId>(request.captured["id"]));
    if (!target || target->portal->list_places == nullptr || target->source.by_file)
        co_return not_found(*here.site, visitor);
    target->source.settings[std::string(target->portal->places_for)] = request.field("value");
    const auto problems = fetchers::check_settings(target->source);
    if (!problems.empty())
        co_return done(*here.site, path_of(target->source.id, "/places"),
                       told(problems.front().words, *visitor.words));
    const auto write = [source = target->source, now = here.site->clock.now()](storage::Roles& roles) {
        (void)roles.places.put(source, now);
    };
    co_await here.site->store.write(write);
    here.site->poller.wake();
    co_return done(*here.site, path_of(target->source.id),
                   visitor.words->say("Saved. The first reading begins now."));
}

}  // namespace

void add_connect_pages(Routes& routes, std::shared_ptr<Site> site) {
    const Connecting here{std::move(site)};
    const auto page = [here](auto handler) {
        return [here, handler](Request request, Visitor visitor) {
            return handler(here, std::move(request), std::move(visitor));
        };
    };
    routes.get("/sources/{id}/connect", Access::manager, page(connect_page));
    routes.get("/connect/callback", Access::anyone, page(callback));  // it asks by itself who comes
    routes.post("/sources/{id}/disconnect", Access::manager, page(disconnect));
    routes.get("/sources/{id}/places", Access::manager, page(places_page));
    routes.post("/sources/{id}/places", Access::manager, page(choose_place));
}

}  // namespace reputed::web
