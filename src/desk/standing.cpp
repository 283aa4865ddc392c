// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "desk/standing.hpp"

#include <algorithm>
#include <map>

#include "base/zone.hpp"

namespace reputed::desk {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

/// Polls are jittered and queued; a source this much behind its time is still on time.
constexpr minutes grace{10};
/// Older readings prove nothing, however slow the portal wants us to be.
constexpr hours longest_proof{24};

std::string day_before(const Standing& standing, core::Instant now, int days) {
    return base::local_day(standing.location.zone, now - hours{24 * days});
}

const core::CoverageDay* find_day(const Standing& standing, std::string_view day) {
    const auto found = std::ranges::find(standing.days, day, &core::CoverageDay::day);
    return found == standing.days.end() ? nullptr : &*found;
}

bool proves(const Standing& standing, core::Instant now) {
    if (standing.portal == nullptr || standing.incident || !standing.state) return false;
    const auto& state = *standing.state;
    if (!state.last_good || state.problem_kind || !state.first_import_done) return false;
    if (now > state.next_due + grace || now - *state.last_good > longest_proof) return false;
    // A clock that was once ahead proves nothing.
    if (*state.last_good > now + grace) return false;
    const auto* today = find_day(standing, day_before(standing, now, 0));
    return today == nullptr || today->partial == 0;
}

DayMark mark_of(const core::CoverageDay& day) {
    if (day.complete > 0 && day.partial == 0) return DayMark::complete;
    return day.complete > 0 || day.partial > 0 ? DayMark::part : DayMark::missed;
}

DayMark mark_without_checks(const Standing& standing, std::string_view day, std::string_view today) {
    const auto& zone = standing.location.zone;
    const bool before_added = day < base::local_day(zone, standing.source.created);
    const bool in_pause = standing.source.pause && day >= base::local_day(zone, standing.source.pause->since);
    return before_added || in_pause || day >= today ? DayMark::idle : DayMark::missed;
}

}  // namespace

std::vector<Standing> standings(storage::Roles& roles, int days, core::Instant now) {
    std::map<core::LocationId, core::Location> locations;
    for (auto& location : roles.places.locations()) locations.emplace(location.id, std::move(location));
    std::map<core::SourceId, core::PollState> states;
    for (auto& state : roles.ledger.poll_states()) states.emplace(state.source, std::move(state));
    std::map<core::SourceId, core::Incident> incidents;
    for (auto& incident : roles.ledger.open_incidents())
        incidents.emplace(incident.source, std::move(incident));

    std::vector<Standing> all;
    for (auto& source : roles.places.sources()) {
        Standing standing;
        standing.portal = fetchers::find_portal(source.portal);
        if (const auto found = locations.find(source.location); found != locations.end())
            standing.location = found->second;
        if (const auto found = states.find(source.id); found != states.end()) standing.state = found->second;
        if (const auto found = incidents.find(source.id); found != incidents.end())
            standing.incident = found->second;
        standing.source = std::move(source);
        if (days > 0) {
            const std::string since = day_before(standing, now, days - 1);
            standing.days = roles.ledger.coverage(standing.source.id, since);
        }
        all.push_back(std::move(standing));
    }
    return all;
}

Health health_of(const Standing& standing) {
    if (standing.source.pause) return Health::paused;
    if (standing.portal != nullptr && !standing.portal->polls) return Health::by_import;
    if (standing.incident)
        return standing.incident->kind == core::IncidentKind::denied ? Health::needs_sign_in
                                                                     : Health::not_trusted;
    if (!standing.state || !standing.state->last_attempt) return Health::first_import;
    if (standing.state->problem_kind == core::FailureKind::rate_limited) return Health::slowed;
    if (standing.state->problem_kind) return Health::retrying;
    return standing.state->first_import_done ? Health::fine : Health::first_import;
}

CoverageProof prove_coverage(std::span<const Standing> standings, core::Instant now) {
    CoverageProof proof;
    for (std::size_t i = 0; i < standings.size(); ++i) {
        const auto& standing = standings[i];
        if (standing.source.pause) ++proof.paused;
        // A source of a portal unknown here is one that nobody reads: it counts, and proves nothing.
        const bool by_import = standing.portal != nullptr && !standing.portal->polls;
        if (standing.source.pause || by_import) continue;
        ++proof.polled;
        if (!proves(standing, now)) {
            proof.open.push_back(i);
            continue;
        }
        const auto read = *standing.state->last_good;
        proof.oldest = proof.proven == 0 ? read : std::min(proof.oldest, read);
        ++proof.proven;
    }
    return proof;
}

std::array<DayMark, strip_days> coverage_marks(const Standing& standing, core::Instant now) {
    std::array<DayMark, strip_days> marks{};
    const std::string today = day_before(standing, now, 0);
    for (int i = 0; i < strip_days; ++i) {
        const std::string day = day_before(standing, now, strip_days - 1 - i);
        const auto* checked = find_day(standing, day);
        marks[static_cast<std::size_t>(i)] =
            checked != nullptr ? mark_of(*checked) : mark_without_checks(standing, day, today);
    }
    return marks;
}

}  // namespace reputed::desk
