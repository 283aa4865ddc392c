// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <fmt/format.h>

#include "storage/sqlite/roles.hpp"
#include "storage/sqlite/rows.hpp"

namespace reputed::storage::sqlite {
namespace {

constexpr std::string_view columns =
    "id, review, person, text, wanted, state, made, changed, next_try, attempts, portal_id, words, version, "
    "stale";
constexpr std::string_view under_way = "state IN ('queued', 'sending', 'uncertain', 'accepted', 'pending')";
const std::string select_reply = fmt::format("SELECT {} FROM reply ", columns);

core::Reply read_reply_row(const Statement& statement) {
    Row row(statement);
    core::Reply reply;
    reply.id = row.id<core::ReplyId>();
    reply.review = row.id<core::ReviewId>();
    reply.person = row.id<core::PersonId>();
    reply.text = row.text();
    const auto wanted = row.text();
    reply.wanted = known(core::reply_wish_named(wanted), wanted);
    const auto state = row.text();
    reply.state = known(core::reply_state_named(state), state);
    reply.made = row.instant();
    reply.changed = row.instant();
    reply.next_try = row.instant();
    reply.attempts = row.small();
    reply.portal_id = row.text();
    reply.words = row.text();
    reply.version = row.id<core::VersionId>();
    reply.stale = row.truth();
    return reply;
}

class SqliteReplies final : public ReplyStore {
  public:
    explicit SqliteReplies(Ground ground) : ground_(ground) {}

    core::ReplyId next_reply_id(core::Instant now) override { return ground_.next_id<core::ReplyId>(now); }

    bool add(const core::Reply& reply) override {
        static const auto sql = fmt::format(
            "INSERT INTO reply({}) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14"
            " WHERE NOT EXISTS (SELECT 1 FROM reply WHERE review = ?2 AND {})",
            columns, under_way);
        auto statement = ground_.statement(sql);
        return bind_all(statement, reply).run() > 0;
    }

    void update(const core::Reply& reply) override {
        auto statement = ground_.statement(
            "UPDATE reply SET review = ?2, person = ?3, text = ?4, wanted = ?5, state = ?6, made = ?7,"
            " changed = ?8, next_try = ?9, attempts = ?10, portal_id = ?11, words = ?12, version = ?13,"
            " stale = ?14 WHERE id = ?1");
        bind_all(statement, reply).run();
    }

    std::optional<core::Reply> find(core::ReplyId id) override {
        static const auto sql = select_reply + "WHERE id = ?1";
        auto asked = ground_.statement(sql);
        return asked.bind(id).step() ? std::optional(read_reply_row(asked)) : std::nullopt;
    }

    std::optional<core::Reply> last_of(core::ReviewId review) override {
        static const auto sql = select_reply + "WHERE review = ?1 ORDER BY id DESC LIMIT 1";
        auto asked = ground_.statement(sql);
        return asked.bind(review).step() ? std::optional(read_reply_row(asked)) : std::nullopt;
    }

    std::vector<core::Reply> due(core::Instant now, std::size_t most) override {
        static const auto sql = fmt::format("{}WHERE {} AND next_try <= ?1 ORDER BY next_try, id LIMIT ?2",
                                            select_reply, under_way);
        std::vector<core::Reply> found;
        auto asked = ground_.statement(sql);
        asked.bind(now, most);
        while (asked.step()) found.push_back(read_reply_row(asked));
        return found;
    }

    std::optional<core::Instant> next_due() override {
        static const auto sql = fmt::format("SELECT min(next_try) FROM reply WHERE {}", under_way);
        auto asked = ground_.statement(sql);
        (void)asked.step();
        return Row(asked).maybe_instant();
    }

    std::int64_t doubt_what_was_sent(core::Instant now) override {
        return ground_
            .statement(
                "UPDATE reply SET state = 'uncertain', changed = ?1, next_try = ?1 WHERE state = 'sending'")
            .bind(now)
            .run();
    }

  private:
    static Statement& bind_all(Statement& statement, const core::Reply& reply) {
        return statement.bind(reply.id, reply.review, reply.person.value, reply.text,
                              core::name_of(reply.wanted), core::name_of(reply.state), reply.made,
                              reply.changed, reply.next_try, reply.attempts, reply.portal_id, reply.words,
                              reply.version.value, reply.stale);
    }

    Ground ground_;
};

class SqliteGrants final : public GrantStore {
  public:
    explicit SqliteGrants(Ground ground) : ground_(ground) {}

    std::optional<std::string> grant(std::string_view key) override {
        auto asked = ground_.statement("SELECT sealed FROM portal_grant WHERE key = ?1");
        if (!asked.bind(key).step()) return std::nullopt;
        return ground_.seal.opened(Row(asked).text(), place_of(key));
    }

    void set_grant(std::string_view key, std::string_view grant, core::Instant now) override {
        if (grant.empty()) {
            ground_.statement("DELETE FROM portal_grant WHERE key = ?1").bind(key).run();
            return;
        }
        ground_
            .statement(
                "INSERT INTO portal_grant(key, sealed, saved) VALUES(?1, ?2, ?3)"
                " ON CONFLICT(key) DO UPDATE SET sealed = ?2, saved = ?3")
            .bind(key, ground_.seal.sealed(grant, place_of(key)), now)
            .run();
    }

  private:
    static std::string place_of(std::string_view key) { return fmt::format("grant {}", key); }

    Ground ground_;
};

}  // namespace

std::unique_ptr<ReplyStore> make_replies(Ground ground) { return std::make_unique<SqliteReplies>(ground); }
std::unique_ptr<GrantStore> make_grants(Ground ground) { return std::make_unique<SqliteGrants>(ground); }

}  // namespace reputed::storage::sqlite
