// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <fmt/format.h>

#include "storage/sqlite/roles.hpp"
#include "storage/sqlite/rows.hpp"

namespace reputed::storage::sqlite {
namespace {

constexpr std::string_view state_columns =
    "source, cursor, etag, last_modified, validator_url, body_hash, next_due, last_attempt, last_good, "
    "problem_kind, "
    "problem, errors, polls, items_last, items_ever, gone_since, unconditional_at, moved_to, moved_count, "
    "first_import_done, settings_hash";

core::PollState read_state(const Statement& statement) {
    Row row(statement);
    core::PollState state;
    state.source = row.id<core::SourceId>();
    state.cursor = row.text();
    state.validators.etag = row.text();
    state.validators.last_modified = row.text();
    state.validators.url = row.text();
    state.body_hash = row.text();
    state.next_due = row.instant();
    state.last_attempt = row.maybe_instant();
    state.last_good = row.maybe_instant();
    if (const auto kind = row.maybe_text())
        state.problem_kind = known(core::failure_kind_named(*kind), *kind);
    state.problem = row.text();
    state.errors = row.small();
    state.polls = row.integer();
    state.items_last = row.integer();
    state.items_ever = row.integer();
    state.gone_since = row.maybe_instant();
    state.unconditional_at = row.maybe_instant();
    state.moved_to = row.text();
    state.moved_count = row.small();
    state.first_import_done = row.truth();
    state.settings_hash = row.text();
    return state;
}

constexpr std::string_view incident_columns =
    "id, source, kind, opened, closed, last_seen, tries, seen, evidence";

core::Incident read_incident(const Statement& statement) {
    Row row(statement);
    core::Incident incident;
    incident.id = row.id<core::IncidentId>();
    incident.source = row.id<core::SourceId>();
    const auto kind = row.text();
    incident.kind = known(core::incident_kind_named(kind), kind);
    incident.opened = row.instant();
    incident.closed = row.maybe_instant();
    incident.last_seen = row.instant();
    incident.tries = row.small();
    incident.seen = row.text();
    incident.evidence = row.text();
    return incident;
}

class SqliteLedger final : public LedgerStore {
  public:
    explicit SqliteLedger(Ground ground) : ground_(ground) {}

    std::optional<core::PollState> poll_state(core::SourceId source) override {
        static const auto sql = fmt::format("SELECT {} FROM poll_state WHERE source = ?1", state_columns);
        auto asked = ground_.statement(sql);
        if (!asked.bind(source).step()) return std::nullopt;
        return read_state(asked);
    }

    std::vector<core::PollState> poll_states() override {
        static const auto sql = fmt::format("SELECT {} FROM poll_state ORDER BY source", state_columns);
        std::vector<core::PollState> states;
        auto asked = ground_.statement(sql);
        while (asked.step()) states.push_back(read_state(asked));
        return states;
    }

    void save(const core::PollState& state) override {
        const auto kind =
            state.problem_kind ? std::optional(core::name_of(*state.problem_kind)) : std::nullopt;
        static const auto sql = fmt::format(
            "INSERT OR REPLACE INTO poll_state({}) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
            "?13, ?14,"
            " ?15, ?16, ?17, ?18, ?19, ?20, ?21)",
            state_columns);
        ground_.statement(sql)
            .bind(state.source, state.cursor, state.validators.etag, state.validators.last_modified,
                  state.validators.url, state.body_hash, state.next_due, state.last_attempt, state.last_good,
                  kind, state.problem, state.errors, state.polls, state.items_last, state.items_ever,
                  state.gone_since, state.unconditional_at, state.moved_to, state.moved_count,
                  state.first_import_done, state.settings_hash)
            .run();
    }

    std::vector<core::HostPause> host_pauses(core::Instant now) override {
        std::vector<core::HostPause> pauses;
        auto asked =
            ground_.statement("SELECT host, until, reason FROM host_pause WHERE until > ?1 ORDER BY host");
        asked.bind(now);
        while (asked.step()) {
            Row row(asked);
            core::HostPause pause;
            pause.host = row.text();
            pause.until = row.instant();
            pause.reason = row.text();
            pauses.push_back(std::move(pause));
        }
        return pauses;
    }

    void save(const core::HostPause& pause) override {
        ground_
            .statement(
                "INSERT INTO host_pause(host, until, reason) VALUES(?1, ?2, ?3)"
                " ON CONFLICT(host) DO UPDATE SET until = max(until, excluded.until), reason = "
                "excluded.reason")
            .bind(pause.host, pause.until, pause.reason)
            .run();
    }

    void add_check(core::SourceId source, std::string_view local_day,
                   core::Completeness completeness) override {
        const bool complete = completeness == core::Completeness::complete;
        const bool partial = completeness == core::Completeness::partial;
        const bool failed = completeness == core::Completeness::failed;
        ground_
            .statement(
                "INSERT INTO coverage(source, day, complete, partial, failed) VALUES(?1, ?2, ?3, ?4, ?5)"
                " ON CONFLICT(source, day) DO UPDATE SET complete = coverage.complete + excluded.complete,"
                " partial = coverage.partial + excluded.partial, failed = coverage.failed + excluded.failed")
            .bind(source, local_day, complete, partial, failed)
            .run();
    }

    std::vector<core::CoverageDay> coverage(core::SourceId source, std::string_view since_day) override {
        std::vector<core::CoverageDay> days;
        auto asked = ground_.statement(
            "SELECT day, complete, partial, failed FROM coverage WHERE source = ?1 AND day >= ?2 ORDER BY "
            "day");
        asked.bind(source, since_day);
        while (asked.step()) {
            Row row(asked);
            core::CoverageDay day;
            day.day = row.text();
            day.complete = row.small();
            day.partial = row.small();
            day.failed = row.small();
            days.push_back(std::move(day));
        }
        return days;
    }

    std::optional<core::Incident> open_incident(core::SourceId source) override {
        static const auto sql = fmt::format(
            "SELECT {} FROM incident WHERE source = ?1 AND closed IS NULL ORDER BY id DESC LIMIT 1",
            incident_columns);
        auto asked = ground_.statement(sql);
        if (!asked.bind(source).step()) return std::nullopt;
        return read_incident(asked);
    }

    std::vector<core::Incident> open_incidents() override {
        static const auto sql =
            fmt::format("SELECT {} FROM incident WHERE closed IS NULL ORDER BY id DESC", incident_columns);
        std::vector<core::Incident> incidents;
        auto asked = ground_.statement(sql);
        while (asked.step()) incidents.push_back(read_incident(asked));
        return incidents;
    }

    std::optional<core::Incident> find_incident(core::IncidentId id) override {
        static const auto sql = fmt::format("SELECT {} FROM incident WHERE id = ?1", incident_columns);
        auto asked = ground_.statement(sql);
        if (!asked.bind(id).step()) return std::nullopt;
        return read_incident(asked);
    }

    void put(const core::Incident& incident) override {
        static const auto sql =
            fmt::format("INSERT OR REPLACE INTO incident({}) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                        incident_columns);
        ground_.statement(sql)
            .bind(incident.id, incident.source, core::name_of(incident.kind), incident.opened,
                  incident.closed, incident.last_seen, incident.tries, incident.seen, incident.evidence)
            .run();
    }

    core::IncidentId next_incident_id(core::Instant now) override {
        return ground_.next_id<core::IncidentId>(now);
    }

    void add_aggregate(core::SourceId source, const core::Aggregate& aggregate, core::Instant now) override {
        if (is_last_known(source, aggregate)) return;
        ground_
            .statement(
                "INSERT OR REPLACE INTO aggregate(source, item, seen, rating, best, worst, count)"
                " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)")
            .bind(source, aggregate.item, now, aggregate.rating, aggregate.best, aggregate.worst,
                  aggregate.count)
            .run();
    }

  private:
    bool is_last_known(core::SourceId source, const core::Aggregate& aggregate) {
        auto asked = ground_.statement(
            "SELECT rating, best, worst, count FROM aggregate WHERE source = ?1 AND item = ?2"
            " ORDER BY seen DESC LIMIT 1");
        if (!asked.bind(source, aggregate.item).step()) return false;
        Row row(asked);
        const auto rating = row.maybe_real();
        const double best = row.real();
        const double worst = row.real();
        const auto count = row.maybe_integer();
        return rating == aggregate.rating && best == aggregate.best && worst == aggregate.worst &&
               count == aggregate.count;
    }

    Ground ground_;
};

}  // namespace

std::unique_ptr<LedgerStore> make_ledger(Ground ground) { return std::make_unique<SqliteLedger>(ground); }

}  // namespace reputed::storage::sqlite
