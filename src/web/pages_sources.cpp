// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Where reviews come from: the list with its health, the form of one source, what one does to it, and
// what an incident saw.
#include <algorithm>

#include "base/utf8.hpp"
#include "web/notices.hpp"
#include "web/site.hpp"
#include "web/view_coverage.hpp"
#include "web/view_link.hpp"
#include "web/view_source_form.hpp"
#include "web/view_sources.hpp"

namespace reputed::web {
namespace {

constexpr std::size_t most_reason = 300;  // code points

bool may_own(const Visitor& visitor) { return desk::may_own(visitor.person->role); }

base::Task<Response> sources_with(std::shared_ptr<Site> site, Visitor visitor, LocationForm form, int status,
                                  std::string here) {
    const auto now = site->clock.now();
    const auto read = [now](storage::Roles& roles) { return read_list(roles, now); };
    const SourceList list = co_await site->store.read(read);
    View view = sources_view(list, form, visitor, now);
    PageFrame frame{sources_title(list, *visitor.words), "sources", status};
    Response response = co_await framed(site, std::move(visitor), std::move(frame), "pages/sources",
                                        std::move(view), std::move(here));
    co_return response;
}

base::Task<Response> sources_page(std::shared_ptr<Site> site, Request request, Visitor visitor) {
    const auto edited = id_from<core::LocationId>(request.query_value("edit"));
    core::Location location;
    location.language = site->settings.language;
    if (edited) {
        const auto read = [edited](storage::Roles& roles) { return roles.places.find_location(edited); };
        const std::optional<core::Location> found = co_await site->store.read(read);
        if (found && !found->by_file) location = *found;
    }
    Response response =
        co_await sources_with(site, std::move(visitor), location_form_of(location), 200, request.target);
    co_return response;
}

base::Task<Response> save_location(std::shared_ptr<Site> site, Request request, Visitor visitor) {
    const Words& words = *visitor.words;
    const auto id = id_from<core::LocationId>(request.field("id"));
    core::Location before;
    if (id) {
        const auto read = [id](storage::Roles& roles) { return roles.places.find_location(id); };
        const std::optional<core::Location> found = co_await site->store.read(read);
        if (!found || found->by_file) co_return not_found(*site, visitor);
        before = *found;
    }
    LocationForm form = read_location_form(request, std::move(before), words);
    if (!form.is_good()) {
        Response response = co_await sources_with(site, std::move(visitor), std::move(form), 422, "/sources");
        co_return response;
    }
    const auto write = [location = form.location, now = site->clock.now()](storage::Roles& roles) {
        return roles.places.put(location, now);
    };
    const core::LocationId saved = co_await site->store.write(write);
    const std::string message = words.say("{name} is saved.", {{"name", form.location.name}});
    if (id) co_return done(*site, "/sources", message);
    co_return done(*site, fmt::format("/sources/new?location={}", saved.value), message);
}

/// Empty for sources that nothing can make due.
base::Task<std::string> notice_address(std::shared_ptr<Site> site, core::SourceId source, bool polls) {
    if (!source || !polls) co_return std::string{};
    const std::string secret = co_await notice_secret(site);
    co_return site->settings.public_url + notice_path(secret, source);
}

base::Task<Response> source_form_page(std::shared_ptr<Site> site, Visitor visitor, SourceForm form,
                                      Names names, int status, std::string here) {
    const Words& words = *visitor.words;
    View view;
    view.set("choosing", false);
    view.set("is_new", form.is_new());
    view.set("id", std::to_string(form.source.id.value));
    view.set("read_only", form.source.by_file);
    view.set("paused", form.source.pause.has_value());
    view.set("action", form.is_new() ? "/sources/new" : fmt::format("/sources/{}", form.source.id.value));
    view.set("slug", form.source.slug);
    set_source_form(view, form, names, may_own(visitor), words);
    const bool has_address = !form.is_new() && form.portal->address != nullptr;
    const bool stored = !form.is_new();
    view.set("connects", stored && form.portal->consent != nullptr);
    view.set("connects_later", form.is_new() && form.portal->consent != nullptr);
    view.set("chooses", stored && form.portal->list_places != nullptr);
    view.set("chooses_later",
             !stored && form.portal->list_places != nullptr && form.portal->consent == nullptr);
    const bool can_ask = stored && form.portal->consent != nullptr && site->fetching.has_value();
    bool connected = false;
    if (can_ask) connected = co_await site->fetching->keyring->has_consent(form.source.id);
    view.set("connected", connected);
    std::string notices = co_await notice_address(site, form.source.id, form.portal->polls);
    view.set("notice_address", std::move(notices));
    view.set_url("address", has_address ? form.portal->address(form.source) : std::string{});
    std::string title = form.is_new() ? words.say("Add a source") : title_of(form.source);
    if (!form.is_good()) title = words.say("Error: {title}", {{"title", title}});
    view.set("heading", form.is_new() ? told(form.portal->title, words) : title_of(form.source));
    PageFrame frame{std::move(title), "sources", status};
    Response response = co_await framed(site, std::move(visitor), std::move(frame), "pages/source_form",
                                        std::move(view), std::move(here));
    co_return response;
}

base::Task<Response> portal_choice_page(std::shared_ptr<Site> site, Request request, Visitor visitor) {
    View view;
    view.set("choosing", true);
    view.set("portals", portal_choices(request.query_value("location"), *visitor.words));
    PageFrame frame{visitor.words->say("Add a source"), "sources", 200};
    Response response = co_await framed(site, std::move(visitor), std::move(frame), "pages/source_form",
                                        std::move(view), request.target);
    co_return response;
}

struct Stored {
    std::optional<core::Source> source;
    Names names;
};

base::Task<Stored> load_source(std::shared_ptr<Site> site, core::SourceId id) {
    const auto read = [id](storage::Roles& roles) {
        Stored stored;
        if (id) stored.source = roles.places.find_source(id);
        if (stored.source && stored.source->archived) stored.source.reset();
        stored.names = Names::read(roles);
        return stored;
    };
    Stored stored = co_await site->store.read(read);
    co_return stored;
}

base::Task<Response> new_source_page(std::shared_ptr<Site> site, Request request, Visitor visitor) {
    const auto* portal = fetchers::find_portal(request.query_value("portal"));
    if (portal == nullptr) {
        Response response = co_await portal_choice_page(site, std::move(request), std::move(visitor));
        co_return response;
    }
    Stored stored = co_await load_source(site, {});
    SourceForm form;
    form.portal = portal;
    form.source.portal = portal->name;
    form.source.name = portal->title;
    form.source.location = id_from<core::LocationId>(request.query_value("location"));
    Response response = co_await source_form_page(site, std::move(visitor), std::move(form),
                                                  std::move(stored.names), 200, request.target);
    co_return response;
}

base::Task<Response> source_page(std::shared_ptr<Site> site, Request request, Visitor visitor) {
    Stored stored = co_await load_source(site, id_from<core::SourceId>(request.captured["id"]));
    if (!stored.source) co_return not_found(*site, visitor);
    const auto* portal = fetchers::find_portal(stored.source->portal);
    if (portal == nullptr) co_return not_found(*site, visitor);
    SourceForm form{portal, *stored.source, {}, {}};
    Response response = co_await source_form_page(site, std::move(visitor), std::move(form),
                                                  std::move(stored.names), 200, request.target);
    co_return response;
}

std::string saved_message(const SourceForm& form, const Words& words) {
    if (!form.portal->polls) return words.say("Saved. Its reviews come in from files.");
    if (form.forgot_secret)
        return words.say(
            "Saved. The address leads to another host now, so the stored secret is forgotten. Type it again "
            "if "
            "it is needed there.");
    return form.is_new() ? words.say("Saved. The first reading begins now.") : words.say("Saved.");
}

base::Task<> forget_consent(std::shared_ptr<Site> site, core::SourceId source) {
    if (site->fetching) co_await site->fetching->keyring->forget_consent(source);
}

/// Where a new source goes on: to what it still needs before its reviews can come in.
std::string next_step(const SourceForm& form, core::SourceId saved) {
    const std::string page = fmt::format("/sources/{}", saved.value);
    if (!form.is_new()) return "/sources";
    if (form.portal->consent != nullptr) return page + "/connect";
    const bool has_place = form.source.settings.contains(std::string(form.portal->places_for));
    if (form.portal->place_needed && form.portal->list_places != nullptr && !has_place)
        return page + "/places";
    return form.portal->polls ? "/sources" : page;
}

/// The two buttons of the form: try without storing, or store.
base::Task<Response> take_form(std::shared_ptr<Site> site, Request request, Visitor visitor, SourceForm form,
                               Names names) {
    const Words& words = *visitor.words;
    if (!names.locations.contains(form.source.location))
        form.problems.push_back({"location", words.say("Choose the location that these reviews are about.")});
    const bool test = request.field("do") == "test";
    if (form.is_good() && test) {
        core::Source tried = form.source;
        // What was granted at one host is not shown to another: as a source that nobody connected.
        if (form.moved) tried.id = {};
        intake::TestReport report = co_await site->poller.test(std::move(tried));
        form.test = std::move(report);
    }
    if (!form.is_good() || test) {
        const int status = form.is_good() ? 200 : 422;
        Response response = co_await source_form_page(site, std::move(visitor), std::move(form),
                                                      std::move(names), status, request.path);
        co_return response;
    }
    const std::string message = saved_message(form, words);
    const auto write = [source = form.source, now = site->clock.now()](storage::Roles& roles) mutable {
        if (!source.id) source.created = now;
        return roles.places.put(source, now);
    };
    const core::SourceId saved = co_await site->store.write(write);
    if (form.moved) co_await forget_consent(site, saved);
    site->poller.wake();
    co_return done(*site, next_step(form, saved), message);
}

base::Task<Response> save_new_source(std::shared_ptr<Site> site, Request request, Visitor visitor) {
    const auto* portal = fetchers::find_portal(request.field("portal"));
    if (portal == nullptr) co_return Response::redirect("/sources/new");
    Stored stored = co_await load_source(site, {});
    SourceForm form = read_source_form(request, *portal, {}, stored.names, may_own(visitor));
    Response response = co_await take_form(site, std::move(request), std::move(visitor), std::move(form),
                                           std::move(stored.names));
    co_return response;
}

base::Task<Response> save_source(std::shared_ptr<Site> site, Request request, Visitor visitor) {
    Stored stored = co_await load_source(site, id_from<core::SourceId>(request.captured["id"]));
    if (!stored.source || stored.source->by_file) co_return not_found(*site, visitor);
    const auto* portal = fetchers::find_portal(stored.source->portal);
    if (portal == nullptr) co_return not_found(*site, visitor);
    SourceForm form = read_source_form(request, *portal, *stored.source, stored.names, may_own(visitor));
    Response response = co_await take_form(site, std::move(request), std::move(visitor), std::move(form),
                                           std::move(stored.names));
    co_return response;
}

/// One change to a stored source; false leaves it as it is.
using ChangeSource = bool (*)(core::Source&, const Request&, const core::Person&, core::Instant);

bool pause_source(core::Source& source, const Request& request, const core::Person& person,
                  core::Instant now) {
    const std::string reason = request.field("reason");
    source.pause = core::Pause{person.name, std::string(base::first_code_points(reason, most_reason)), now};
    return true;
}

bool resume_source(core::Source& source, const Request& /*request*/, const core::Person& /*person*/,
                   core::Instant /*now*/) {
    source.pause.reset();
    return true;
}

bool archive_source(core::Source& source, const Request& /*request*/, const core::Person& /*person*/,
                    core::Instant /*now*/) {
    if (source.by_file) return false;
    source.archived = true;
    return true;
}

struct SourceChange {
    ChangeSource change = nullptr;
    std::string (*message)(const core::Source&, const Words&) = nullptr;
};

std::string paused_message(const core::Source& source, const Words& words) {
    return words.say("{name} is paused.", {{"name", title_of(source)}});
}

std::string resumed_message(const core::Source& source, const Words& words) {
    return words.say("{name} is read again.", {{"name", title_of(source)}});
}

std::string archived_message(const core::Source& source, const Words& words) {
    return words.say("{name} is removed. Its reviews stay.", {{"name", title_of(source)}});
}

base::Task<Response> change_source(std::shared_ptr<Site> site, Request request, Visitor visitor,
                                   SourceChange wanted) {
    const auto id = id_from<core::SourceId>(request.captured["id"]);
    const auto write = [id, request, person = *visitor.person, wanted,
                        now = site->clock.now()](storage::Roles& roles) -> std::optional<core::Source> {
        auto source = roles.places.find_source(id);
        if (!source || source->archived || !wanted.change(*source, request, person, now)) return std::nullopt;
        (void)roles.places.put(*source, now);
        return source;
    };
    const std::optional<core::Source> changed = co_await site->store.write(write);
    if (!changed) co_return not_found(*site, visitor);
    if (changed->archived) co_await forget_consent(site, id);
    site->poller.wake();
    co_return done(*site, "/sources", wanted.message(*changed, *visitor.words));
}

std::string poll_message(const core::Source& source, const intake::PollReport& report, const Words& words) {
    if (const auto* failure = std::get_if<core::PollFailure>(&report.result.outcome))
        return words.say(
            "{name} could not be read. {problem}",
            {{"name", title_of(source)}, {"problem", reading_problem(failure->kind, failure->words, words)}});
    if (report.summary.added == 0)
        return words.say("{name} was read. Nothing is new.", {{"name", title_of(source)}});
    return words.count("{name} was read: {n} new review.", "{name} was read: {n} new reviews.",
                       report.summary.added, {{"name", title_of(source)}});
}

base::Task<Response> poll_source(std::shared_ptr<Site> site, Request request, Visitor visitor) {
    const Stored stored = co_await load_source(site, id_from<core::SourceId>(request.captured["id"]));
    if (!stored.source) co_return not_found(*site, visitor);
    const auto* portal = fetchers::find_portal(stored.source->portal);
    if (portal == nullptr || !portal->polls) co_return not_found(*site, visitor);
    const intake::PollReport report = co_await site->poller.poll_now(stored.source->id);
    co_return done(*site, "/sources", poll_message(*stored.source, report, *visitor.words));
}

struct IncidentFacts {
    core::Incident incident;
    desk::Standing standing;
};

std::optional<IncidentFacts> read_incident(storage::Roles& roles, core::IncidentId id, core::Instant now) {
    auto incident = roles.ledger.find_incident(id);
    if (!incident) return std::nullopt;
    auto all = desk::standings(roles, 0, now);
    const auto found =
        std::ranges::find(all, incident->source, [](const auto& standing) { return standing.source.id; });
    if (found == all.end()) return std::nullopt;
    return IncidentFacts{std::move(*incident), std::move(*found)};
}

base::Task<Response> incident_page(std::shared_ptr<Site> site, Request request, Visitor visitor) {
    const Words& words = *visitor.words;
    const auto now = site->clock.now();
    const auto id = id_from<core::IncidentId>(request.captured["id"]);
    const auto read = [id, now](storage::Roles& roles) { return read_incident(roles, id, now); };
    const std::optional<IncidentFacts> facts = co_await site->store.read(read);
    if (!facts) co_return not_found(*site, visitor);
    const auto& zone = facts->standing.location.zone;
    View view;
    view.set("may_set_up", desk::may_set_up(visitor.person->role));
    view.set("may_act", desk::may_act(visitor.person->role));
    set_incident(view, facts->incident, facts->standing, now, words);
    view.set("open", !facts->incident.closed);
    view.set("closed",
             facts->incident.closed ? words.date_time(*facts->incident.closed, zone, now) : std::string{});
    view.set("last_seen", words.date_time(facts->incident.last_seen, zone, now));
    view.set("evidence", facts->incident.evidence);
    view.set("last", last_reading(facts->standing, now, words));
    PageFrame frame{words.say("Incident: {place}", {{"place", place_of(facts->standing)}}), "sources", 200};
    Response response = co_await framed(site, std::move(visitor), std::move(frame), "pages/incident",
                                        std::move(view), request.target);
    co_return response;
}

}  // namespace

void add_source_pages(Routes& routes, std::shared_ptr<Site> site) {
    const auto page = [site](auto handler) {
        return [site, handler](Request request, Visitor visitor) {
            return handler(site, std::move(request), std::move(visitor));
        };
    };
    const auto change = [site](SourceChange wanted) {
        return [site, wanted](Request request, Visitor visitor) {
            return change_source(site, std::move(request), std::move(visitor), wanted);
        };
    };
    routes.get("/sources", Access::reader, page(sources_page));
    routes.get("/sources/new", Access::manager, page(new_source_page));
    routes.post("/sources/new", Access::manager, page(save_new_source));
    routes.get("/sources/{id}", Access::manager, page(source_page));
    routes.post("/sources/{id}", Access::manager, page(save_source));
    routes.post("/sources/{id}/poll", Access::responder, page(poll_source));
    routes.post("/sources/{id}/pause", Access::manager, change({pause_source, paused_message}));
    routes.post("/sources/{id}/resume", Access::manager, change({resume_source, resumed_message}));
    routes.post("/sources/{id}/archive", Access::manager, change({archive_source, archived_message}));
    routes.post("/locations", Access::manager, page(save_location));
    routes.get("/incidents/{id}", Access::reader, page(incident_page));
}

}  // namespace reputed::web
