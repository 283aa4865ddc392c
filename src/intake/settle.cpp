// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "intake/settle.hpp"

#include "base/zone.hpp"
#include "intake/tell.hpp"

namespace reputed::intake {
namespace {

constexpr int moves_to_believe = 3;

core::Completeness completeness_of(const core::PollOutcome& outcome) {
    if (const auto* batch = std::get_if<core::Batch>(&outcome)) return batch->completeness;
    return std::holds_alternative<core::Unchanged>(outcome) ? core::Completeness::complete
                                                            : core::Completeness::failed;
}

std::string what_we_saw(const core::PollResult& result, const core::PollState& before) {
    if (const auto* failure = std::get_if<core::PollFailure>(&result.outcome)) return failure->words;
    return fmt::format("It answered, but without the {} reviews it held before.", before.items_last);
}

std::string evidence_of(const core::PollResult& result) {
    const auto* failure = std::get_if<core::PollFailure>(&result.outcome);
    return failure == nullptr ? std::string{} : failure->evidence;
}

/// An incident about missing reviews ends only when reviews are there again; the others end with any good
/// answer.
bool ends_incident(const core::Incident& incident, const core::PollResult& result) {
    const auto* batch = std::get_if<core::Batch>(&result.outcome);
    // With a cursor, a readable answer is empty whenever nothing is new.
    const bool incremental = batch != nullptr && !batch->cursor.empty();
    const bool readable = batch != nullptr || std::holds_alternative<core::Unchanged>(result.outcome);
    switch (incident.kind) {
        case core::IncidentKind::yields_nothing:
        case core::IncidentKind::changed_layout:
            return incremental || (batch != nullptr && !batch->items.empty());
        case core::IncidentKind::denied:
        case core::IncidentKind::gone:
        case core::IncidentKind::failing:
            return readable;
    }
    return readable;
}

void keep_incidents(storage::Roles& roles, const Settled& poll, core::Instant now, Settlement& done) {
    const auto kind = core::incident_for(poll.before, poll.after, poll.result, {});
    auto open = roles.ledger.open_incident(poll.place.source.id);
    if (open && ends_incident(*open, poll.result)) {
        open->closed = now;
        open->last_seen = now;
        roles.ledger.put(*open);
        done.incident_changed = true;
        return;
    }
    if (open && (!kind || *kind == open->kind)) {
        if (std::holds_alternative<core::Unchanged>(poll.result.outcome)) return;
        ++open->tries;
        open->last_seen = now;
        roles.ledger.put(*open);
        return;
    }
    if (!kind) return;
    if (open) {
        // Another trouble needs another way out, so it is told anew.
        open->closed = open->last_seen = now;
        roles.ledger.put(*open);
    }
    core::Incident incident;
    incident.id = roles.ledger.next_incident_id(now);
    incident.source = poll.place.source.id;
    incident.kind = *kind;
    incident.opened = incident.last_seen = now;
    incident.seen = what_we_saw(poll.result, poll.before);
    incident.evidence = evidence_of(poll.result);
    roles.ledger.put(incident);
    done.incident_changed = true;
    done.alerts += enqueue(roles, alerts::on_incident(poll.place, incident, now), now);
}

/// Three answers in a row from the same new address, each by permanent moves alone: the source moved.
bool follow_move(storage::Roles& roles, const Settled& poll, core::Instant now) {
    if (poll.after.moved_count < moves_to_believe || poll.place.source.by_file) return false;
    auto source = roles.places.find_source(poll.place.source.id);
    if (!source || !source->settings.contains("url")) return false;
    source->settings["url"] = poll.after.moved_to;
    (void)roles.places.put(*source, now);
    return true;
}

}  // namespace

bool is_worth_a_commit(const Settled& poll) {
    if (poll.after.moved_count >= moves_to_believe) return true;
    if (std::holds_alternative<core::Unchanged>(poll.result.outcome)) return poll.before.errors > 0;
    if (std::holds_alternative<core::Batch>(poll.result.outcome)) return true;
    return poll.result.visit.retry_after.has_value() || poll.before.errors == 0 ||
           core::incident_for(poll.before, poll.after, poll.result, {}).has_value();
}

Settlement settle(storage::Roles& roles, const Settled& poll, const std::optional<core::HostPause>& pause,
                  const AdmitRules& rules, core::Instant now) {
    Settlement done;
    if (const auto* batch = std::get_if<core::Batch>(&poll.result.outcome)) {
        const bool first = !poll.before.first_import_done && !roles.intake.has_reviews(poll.place.source.id);
        done.summary = admit(roles, poll.place, *batch, first, rules, now);
        done.alerts += done.summary.alerts;
    }
    roles.ledger.save(poll.after);
    const auto& zone = poll.place.location.zone;
    roles.ledger.add_check(poll.place.source.id, base::local_day(zone, now),
                           completeness_of(poll.result.outcome));
    if (pause) roles.ledger.save(*pause);
    keep_incidents(roles, poll, now, done);
    done.source_changed = follow_move(roles, poll, now);
    return done;
}

}  // namespace reputed::intake
