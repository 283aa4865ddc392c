// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <fmt/format.h>

#include "storage/sqlite/roles.hpp"
#include "storage/sqlite/rows.hpp"

namespace reputed::storage::sqlite {
namespace {

// What has ended stays a while for the list of sessions and for questions afterwards, and then goes.
constexpr std::chrono::hours keep_ended_sessions{24 * 30};
constexpr std::chrono::hours keep_failures{24 * 7};
constexpr std::chrono::hours keep_used_links{24 * 30};

constexpr std::string_view person_columns =
    "id, mail, name, role, password_hash, language, theme, density, single_keys, by_file, disabled, created";
const std::string select_person = fmt::format("SELECT {} FROM person ", person_columns);

core::Person read_person(const Statement& statement) {
    Row row(statement);
    core::Person person;
    person.id = row.id<core::PersonId>();
    person.mail = row.text();
    person.name = row.text();
    const auto role = row.text();
    person.role = known(core::role_named(role), role);
    person.password_hash = row.text();
    person.language = row.text();
    person.theme = row.text();
    person.density = row.text();
    person.single_keys = row.truth();
    person.by_file = row.truth();
    person.disabled = row.truth();
    person.created = row.instant();
    return person;
}

constexpr std::string_view session_columns =
    "token_hash, person, form_token, created, last_seen, expires, ended, address, agent";

SessionRecord read_session(const Statement& statement) {
    Row row(statement);
    SessionRecord session;
    session.token_hash = row.text();
    session.person = row.id<core::PersonId>();
    session.form_token = row.text();
    session.created = row.instant();
    session.last_seen = row.instant();
    session.expires = row.instant();
    session.ended = row.maybe_instant();
    session.address = row.text();
    session.agent = row.text();
    return session;
}

class SqlitePeople final : public PeopleStore {
  public:
    explicit SqlitePeople(Ground ground) : ground_(ground) {}

    std::vector<core::Person> people() override {
        static const auto sql = select_person + "ORDER BY lower(name), id";
        std::vector<core::Person> all;
        auto asked = ground_.statement(sql);
        while (asked.step()) all.push_back(read_person(asked));
        return all;
    }

    std::optional<core::Person> find_person(core::PersonId id) override {
        static const auto sql = select_person + "WHERE id = ?1";
        auto asked = ground_.statement(sql);
        return asked.bind(id).step() ? std::optional(read_person(asked)) : std::nullopt;
    }

    std::optional<core::Person> find_person(std::string_view mail) override {
        static const auto sql = select_person + "WHERE mail = ?1";
        auto asked = ground_.statement(sql);
        return asked.bind(mail).step() ? std::optional(read_person(asked)) : std::nullopt;
    }

    core::PersonId put(const core::Person& person, core::Instant now) override {
        const auto id = person.id ? person.id : ground_.next_id<core::PersonId>(now);
        static const auto sql = fmt::format(
            "INSERT INTO person({}) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
            " ON CONFLICT(id) DO UPDATE SET mail = excluded.mail, name = excluded.name, role = excluded.role,"
            " password_hash = excluded.password_hash, language = excluded.language, theme = excluded.theme,"
            " density = excluded.density, single_keys = excluded.single_keys, by_file = excluded.by_file,"
            " disabled = excluded.disabled",
            person_columns);
        ground_.statement(sql)
            .bind(id, person.mail, person.name, core::name_of(person.role), person.password_hash,
                  person.language, person.theme, person.density, person.single_keys, person.by_file,
                  person.disabled, person.created == core::Instant{} ? now : person.created)
            .run();
        return id;
    }

    void put(const SessionRecord& session) override {
        ground_.statement("DELETE FROM session WHERE expires < ?1")
            .bind(session.created - keep_ended_sessions)
            .run();
        static const auto sql = fmt::format(
            "INSERT OR REPLACE INTO session({}) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", session_columns);
        ground_.statement(sql)
            .bind(session.token_hash, session.person, session.form_token, session.created, session.last_seen,
                  session.expires, session.ended, session.address, session.agent)
            .run();
    }

    std::optional<SessionRecord> find_session(std::string_view token_hash) override {
        static const auto sql = fmt::format("SELECT {} FROM session WHERE token_hash = ?1", session_columns);
        auto asked = ground_.statement(sql);
        return asked.bind(token_hash).step() ? std::optional(read_session(asked)) : std::nullopt;
    }

    std::vector<SessionRecord> sessions_of(core::PersonId person) override {
        static const auto sql = fmt::format(
            "SELECT {} FROM session WHERE person = ?1 AND ended IS NULL ORDER BY last_seen DESC, token_hash",
            session_columns);
        std::vector<SessionRecord> sessions;
        auto asked = ground_.statement(sql);
        asked.bind(person);
        while (asked.step()) sessions.push_back(read_session(asked));
        return sessions;
    }

    void touch_session(std::string_view token_hash, core::Instant seen) override {
        ground_.statement("UPDATE session SET last_seen = ?2 WHERE token_hash = ?1 AND last_seen < ?2")
            .bind(token_hash, seen)
            .run();
    }

    void end_session(std::string_view token_hash, core::Instant now) override {
        ground_.statement("UPDATE session SET ended = ?2 WHERE token_hash = ?1 AND ended IS NULL")
            .bind(token_hash, now)
            .run();
    }

    void end_sessions_of(core::PersonId person, std::string_view except_token_hash,
                         core::Instant now) override {
        ground_
            .statement(
                "UPDATE session SET ended = ?3 WHERE person = ?1 AND token_hash <> ?2 AND ended IS NULL")
            .bind(person, except_token_hash, now)
            .run();
    }

    void put_link(std::string_view token_hash, std::string_view purpose, core::PersonId person,
                  core::Instant expires) override {
        ground_
            .statement(
                "INSERT OR REPLACE INTO link(token_hash, purpose, person, expires) VALUES(?1, ?2, ?3, ?4)")
            .bind(token_hash, purpose, person, expires)
            .run();
    }

    std::optional<core::PersonId> use_link(std::string_view token_hash, std::string_view purpose,
                                           core::Instant now) override {
        const auto person = good_link(token_hash, purpose, now);
        if (!person) return std::nullopt;
        ground_.statement("UPDATE link SET used = ?2 WHERE token_hash = ?1").bind(token_hash, now).run();
        ground_.statement("DELETE FROM link WHERE expires < ?1").bind(now - keep_used_links).run();
        return person;
    }

    bool link_is_good(std::string_view token_hash, std::string_view purpose, core::Instant now) override {
        return good_link(token_hash, purpose, now).has_value();
    }

    void drop_links(std::string_view purpose) override {
        ground_.statement("DELETE FROM link WHERE purpose = ?1").bind(purpose).run();
    }

    int failures(std::string_view key, core::Instant since) override {
        auto asked = ground_.statement("SELECT count(*) FROM signin_failure WHERE key = ?1 AND at >= ?2");
        return asked.bind(key, since).step() ? Row(asked).small() : 0;
    }

    void add_failure(std::string_view key, core::Instant now) override {
        ground_.statement("DELETE FROM signin_failure WHERE at < ?1").bind(now - keep_failures).run();
        ground_.statement("INSERT INTO signin_failure(key, at) VALUES(?1, ?2)").bind(key, now).run();
    }

    void take_back_failure(std::string_view key, core::Instant at) override {
        ground_
            .statement(
                "DELETE FROM signin_failure WHERE id = "
                "(SELECT id FROM signin_failure WHERE key = ?1 AND at = ?2 LIMIT 1)")
            .bind(key, at)
            .run();
    }

    void clear_failures(std::string_view key) override {
        ground_.statement("DELETE FROM signin_failure WHERE key = ?1").bind(key).run();
    }

    void save(const Draft& draft) override {
        if (draft.text.empty()) {
            ground_.statement("DELETE FROM draft WHERE review = ?1 AND person = ?2 AND field = ?3")
                .bind(draft.review, draft.person, draft.field)
                .run();
            return;
        }
        ground_
            .statement(
                "INSERT INTO draft(review, person, field, text, saved) VALUES(?1, ?2, ?3, ?4, ?5)"
                " ON CONFLICT(review, person, field) DO UPDATE SET text = excluded.text, saved = "
                "excluded.saved")
            .bind(draft.review, draft.person, draft.field, draft.text, draft.saved)
            .run();
    }

    std::vector<Draft> drafts(core::PersonId person, core::ReviewId review) override {
        std::vector<Draft> drafts;
        auto asked = ground_.statement(
            "SELECT field, text, saved FROM draft WHERE review = ?1 AND person = ?2 ORDER BY field");
        asked.bind(review, person);
        while (asked.step()) {
            Row row(asked);
            Draft draft{person, review, {}, {}, {}};
            draft.field = row.text();
            draft.text = row.text();
            draft.saved = row.instant();
            drafts.push_back(std::move(draft));
        }
        return drafts;
    }

  private:
    std::optional<core::PersonId> good_link(std::string_view token_hash, std::string_view purpose,
                                            core::Instant now) {
        auto asked = ground_.statement(
            "SELECT person FROM link WHERE token_hash = ?1 AND purpose = ?2 AND used IS NULL AND expires > "
            "?3");
        if (!asked.bind(token_hash, purpose, now).step()) return std::nullopt;
        return Row(asked).id<core::PersonId>();
    }

    Ground ground_;
};

}  // namespace

std::unique_ptr<PeopleStore> make_people(Ground ground) { return std::make_unique<SqlitePeople>(ground); }

}  // namespace reputed::storage::sqlite
