// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <fmt/format.h>

#include "storage/sqlite/roles.hpp"
#include "storage/sqlite/rows.hpp"

namespace reputed::storage::sqlite {
namespace {

constexpr std::string_view alert_columns =
    "id, kind, unique_key, recipient, language, location, review, incident, facts, created, state, next_try, "
    "attempts, claim, problem, sent";
const std::string select_alert = fmt::format("SELECT {} FROM alert ", alert_columns);

core::Alert read_alert(const Statement& statement) {
    Row row(statement);
    core::Alert alert;
    alert.id = row.id<core::AlertId>();
    const auto kind = row.text();
    alert.kind = known(core::alert_kind_named(kind), kind);
    alert.unique_key = row.text();
    alert.recipient = row.text();
    alert.language = row.text();
    alert.location = row.id<core::LocationId>();
    alert.review = row.id<core::ReviewId>();
    alert.incident = row.id<core::IncidentId>();
    alert.facts = row.text();
    alert.created = row.instant();
    const auto state = row.text();
    alert.state = known(core::alert_state_named(state), state);
    alert.next_try = row.instant();
    alert.attempts = row.small();
    alert.claim = row.integer();
    alert.problem = row.text();
    alert.sent = row.maybe_instant();
    return alert;
}

std::vector<core::Alert> read_alerts(Statement& asked) {
    std::vector<core::Alert> alerts;
    while (asked.step()) alerts.push_back(read_alert(asked));
    return alerts;
}

class SqliteOutbox final : public OutboxStore {
  public:
    explicit SqliteOutbox(Ground ground) : ground_(ground) {}

    bool enqueue(const core::Alert& alert) override {
        static const auto sql = fmt::format(
            "INSERT INTO alert({}) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, "
            "?16)"
            " ON CONFLICT(unique_key) DO NOTHING",
            alert_columns);
        return ground_.statement(sql)
                   .bind(alert.id, core::name_of(alert.kind), alert.unique_key, alert.recipient,
                         alert.language, alert.location, alert.review, alert.incident, alert.facts,
                         alert.created, core::name_of(alert.state), alert.next_try, alert.attempts,
                         alert.claim, alert.problem, alert.sent)
                   .run() > 0;
    }

    core::AlertId next_alert_id(core::Instant now) override { return ground_.next_id<core::AlertId>(now); }

    std::vector<core::Alert> claim_due(core::Instant now, std::size_t most) override {
        // Ids never repeat, so one serves as a claim number that nobody else holds.
        const auto claim = ground_.next_id<core::AlertId>(now).value;
        auto due = waiting_and_due(now, most);
        for (auto& alert : due) {
            ground_.statement("UPDATE alert SET state = 'sending', claim = ?2 WHERE id = ?1")
                .bind(alert.id, claim)
                .run();
            alert.state = core::AlertState::sending;
            alert.claim = claim;
        }
        return due;
    }

    bool finish(const core::Alert& alert) override {
        return ground_
                   .statement(
                       "UPDATE alert SET state = ?3, attempts = ?4, next_try = ?5, problem = ?6, sent = ?7,"
                       " claim = 0 WHERE id = ?1 AND claim = ?2 AND state = 'sending'")
                   .bind(alert.id, alert.claim, core::name_of(alert.state), alert.attempts, alert.next_try,
                         alert.problem, alert.sent)
                   .run() > 0;
    }

    std::size_t release_claims() override {
        return static_cast<std::size_t>(
            ground_.statement("UPDATE alert SET state = 'waiting', claim = 0 WHERE state = 'sending'").run());
    }

    bool retry_now(core::AlertId id, core::Instant now) override {
        auto alert = find_alert(id);
        if (!alert || alert->state == core::AlertState::sent) return false;
        // What is being sent this moment is tried already. What was given up begins its schedule anew.
        if (alert->state == core::AlertState::sending) return true;
        ground_
            .statement(
                "UPDATE alert SET next_try = ?2, state = 'waiting',"
                " attempts = CASE state WHEN 'waiting' THEN attempts ELSE 0 END WHERE id = ?1")
            .bind(id, now)
            .run();
        return true;
    }

    std::optional<core::Instant> next_due() override {
        auto asked = ground_.statement("SELECT min(next_try) FROM alert WHERE state = 'waiting'");
        if (!asked.step()) return std::nullopt;
        return Row(asked).maybe_instant();
    }

    std::int64_t count_recent(std::string_view recipient, core::Instant since,
                              std::int64_t at_most) override {
        auto asked = ground_.statement(
            "SELECT count(*) FROM (SELECT 1 FROM alert INDEXED BY alert_by_recipient WHERE recipient = ?1"
            " AND created >= ?2 AND kind = 'negative_review' AND state IN ('waiting', 'sending', 'sent')"
            " LIMIT ?3)");
        return asked.bind(recipient, since, at_most).step() ? Row(asked).integer() : 0;
    }

    OutboxPage list(std::optional<core::AlertState> state, core::AlertId before, std::size_t most) override {
        static const auto all = select_alert + "WHERE id < ?1 ORDER BY id DESC LIMIT ?2";
        static const auto of_state = select_alert + "WHERE id < ?1 AND state = ?3 ORDER BY id DESC LIMIT ?2";
        const auto end = before ? before.value : INT64_MAX;
        auto asked = ground_.statement(state ? of_state : all);
        asked.bind(end, most + 1);
        if (state) asked.bind(core::name_of(*state));
        OutboxPage page{read_alerts(asked), {}};
        if (page.alerts.size() > most) {
            page.alerts.pop_back();
            page.next = page.alerts.empty() ? core::AlertId{} : page.alerts.back().id;
        }
        return page;
    }

    std::optional<core::Alert> find_alert(core::AlertId id) override {
        static const auto sql = select_alert + "WHERE id = ?1";
        auto asked = ground_.statement(sql);
        if (!asked.bind(id).step()) return std::nullopt;
        return read_alert(asked);
    }

    std::vector<core::Alert> alerts_of(core::ReviewId review) override {
        static const auto sql = select_alert + "WHERE review = ?1 ORDER BY id DESC";
        auto asked = ground_.statement(sql);
        return read_alerts(asked.bind(review));
    }

    std::vector<std::pair<core::AlertState, std::int64_t>> counts() override {
        std::vector<std::pair<core::AlertState, std::int64_t>> counts;
        auto asked = ground_.statement("SELECT state, count(*) FROM alert GROUP BY state ORDER BY state");
        while (asked.step()) {
            Row row(asked);
            const auto state = row.text();
            counts.emplace_back(known(core::alert_state_named(state), state), row.integer());
        }
        return counts;
    }

  private:
    std::vector<core::Alert> waiting_and_due(core::Instant now, std::size_t most) {
        static const auto sql =
            select_alert + "WHERE state = 'waiting' AND next_try <= ?1 ORDER BY next_try, id LIMIT ?2";
        auto asked = ground_.statement(sql);
        return read_alerts(asked.bind(now, most));
    }

    Ground ground_;
};

}  // namespace

std::unique_ptr<OutboxStore> make_outbox(Ground ground) { return std::make_unique<SqliteOutbox>(ground); }

}  // namespace reputed::storage::sqlite
