// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "web/view_sources.hpp"

#include <algorithm>

#include "web/view_coverage.hpp"

namespace reputed::web {
namespace {

/// A paused source is quiet: somebody knows about it already.
bool is_in_trouble(const desk::Standing& standing) { return standing.incident && !standing.source.pause; }

/// What kind of place it is, and which.
std::string about(const desk::Standing& standing, const Words& words) {
    const std::string kind = told(portal_title(standing.source.portal), words);
    const bool known = standing.portal != nullptr && standing.portal->describe != nullptr;
    const std::string which = known ? standing.portal->describe(standing.source) : std::string{};
    return which.empty() ? kind : fmt::format("{}: {}", kind, which);
}

View source_view(const desk::Standing& standing, core::Instant now, const Words& words) {
    const auto& source = standing.source;
    const bool polls = standing.portal != nullptr && standing.portal->polls;
    View view;
    view.set("id", std::to_string(source.id.value));
    view.set("name", title_of(source));
    view.set("about", about(standing, words));
    view.set("path", fmt::format("/sources/{}", source.id.value));
    view.set("paused", source.pause.has_value());
    view.set("can_poll", polls && !source.pause);
    view.set("can_pause", polls && !source.pause);
    view.set("last", last_reading(standing, now, words));
    // An incident says the same in its card.
    const bool has_problem =
        standing.state && standing.state->problem_kind && !source.pause && !standing.incident;
    view.set("problem", has_problem
                            ? reading_problem(*standing.state->problem_kind, standing.state->problem, words)
                            : std::string{});
    set_health(view, standing, words);
    set_strip(view, standing, now, words);
    return view;
}

View location_view(const core::Location& location, const std::vector<desk::Standing>& standings,
                   core::Instant now, const Words& words) {
    std::vector<View> sources;
    for (const auto& standing : standings)
        if (standing.source.location == location.id) sources.push_back(source_view(standing, now, words));
    View view;
    view.set("location_key", std::to_string(location.id.value));
    view.set("title", location.name);
    view.set("number", words.count("{n} source", "{n} sources", static_cast<std::int64_t>(sources.size())));
    view.set("edit_path",
             location.by_file ? std::string{} : fmt::format("/sources?edit={}#location", location.id.value));
    view.set("add_path", fmt::format("/sources/new?location={}", location.id.value));
    view.set("has_sources", !sources.empty());
    view.set("sources", std::move(sources));
    return view;
}

std::vector<View> incident_views(const std::vector<desk::Standing>& standings, core::Instant now,
                                 const Words& words) {
    std::vector<View> all;
    for (const auto& standing : standings) {
        if (!is_in_trouble(standing)) continue;
        View view;
        set_incident(view, *standing.incident, standing, now, words);
        all.push_back(std::move(view));
    }
    return all;
}

}  // namespace

SourceList read_list(storage::Roles& roles, core::Instant now) {
    return {desk::standings(roles, desk::strip_days, now), Names::read(roles)};
}

std::string sources_title(const SourceList& list, const Words& words) {
    const auto open = std::ranges::count_if(list.standings, is_in_trouble);
    if (open == 0) return words.say("Sources");
    return words.count("Sources ({n} incident)", "Sources ({n} incidents)", open);
}

View sources_view(const SourceList& list, const LocationForm& form, const Visitor& visitor,
                  core::Instant now) {
    const Words& words = *visitor.words;
    const auto proof = desk::prove_coverage(list.standings, now);
    View view;
    view.set("may_set_up", desk::may_set_up(visitor.person->role));
    view.set("summary", list.standings.empty() ? std::string{} : coverage_sentence(proof, now, words));
    set_time_words(view);
    view.set("incidents", incident_views(list.standings, now, words));
    std::vector<View> locations;
    for (const auto& [id, location] : list.names.locations)
        locations.push_back(location_view(location, list.standings, now, words));
    view.set("nothing", list.standings.empty());
    view.set("has_locations", !locations.empty());
    view.set("location_list", std::move(locations));
    set_location_form(view, form, words);
    return view;
}

}  // namespace reputed::web
