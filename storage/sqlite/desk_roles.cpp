// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "storage/sqlite/queue_query.hpp"
#include "storage/sqlite/roles.hpp"
#include "storage/sqlite/rows.hpp"

namespace reputed::storage::sqlite {
namespace {

constexpr std::int64_t most_late_counted = 10'000;

/// What a list shows of a case, behind the table that drives it.
const std::string row_columns =
    fmt::format("{}, {}, c.location, EXISTS(SELECT 1 FROM draft d WHERE d.review = c.review)", review_columns,
                case_columns);
constexpr std::string_view row_joins =
    "CROSS JOIN review r ON r.id = c.review LEFT JOIN case_words w ON w.review = c.review";

QueueRow read_queue_row(const Statement& statement) {
    Row row(statement);
    QueueRow shown;
    shown.review = read_review(row);
    shown.the_case = read_case(row);
    shown.location = row.id<core::LocationId>();
    shown.has_draft = row.truth();
    return shown;
}

QueueCursor cursor_at(const QueueRow& row, QueueOrder order) {
    switch (order) {
        case QueueOrder::by_due:
            return {core::to_micros(row.the_case.due), row.review.id};
        case QueueOrder::newest_done:
            return {core::to_micros(row.the_case.done_at.value_or(core::Instant{})), row.review.id};
        case QueueOrder::newest:
            break;
    }
    return {0, row.review.id};
}

core::Version read_version(const Statement& statement) {
    Row row(statement);
    core::Version version;
    version.id = row.id<core::VersionId>();
    version.review = row.id<core::ReviewId>();
    version.seen = row.instant();
    const auto change = row.text();
    version.change = known(core::change_named(change), change);
    version.title = row.text();
    version.body = row.text();
    version.rating = read_rating(row);
    version.reply = read_reply(row);
    return version;
}

core::Event read_event(const Statement& statement) {
    Row row(statement);
    core::Event event;
    event.id = row.id<core::EventId>();
    event.review = row.id<core::ReviewId>();
    event.at = row.instant();
    const auto kind = row.text();
    event.kind = known(core::event_kind_named(kind), kind);
    event.person = row.id<core::PersonId>();
    event.text = row.text();
    event.version = row.id<core::VersionId>();
    return event;
}

class SqliteDesk final : public DeskStore {
  public:
    explicit SqliteDesk(Ground ground) : ground_(ground) {}

    QueuePage queue(const QueueFilter& filter, const std::optional<QueueCursor>& after,
                    std::size_t most) override {
        QueuePage page;
        for (const auto& query : after ? queries_after(filter, *after) : std::vector{query_for(filter)})
            if (page.rows.size() <= most) walk(query, most + 1 - page.rows.size(), page);
        if (page.rows.size() > most) {
            page.rows.pop_back();
            if (!page.rows.empty()) page.next = cursor_at(page.rows.back(), order_of(filter));
        }
        return page;
    }

    TabCounts counts(core::Instant now) override {
        TabCounts counts;
        auto asked = ground_.statement("SELECT key, count FROM tally WHERE dimension = 'status'");
        while (asked.step()) {
            Row row(asked);
            const auto status = row.text();
            add(counts, known(core::case_status_named(status), status), row.integer());
        }
        counts.late = late(now);
        return counts;
    }

    std::int64_t count(const QueueFilter& filter, std::int64_t at_most) override {
        const auto query = query_for(filter);
        auto asked = ground_.statement(
            fmt::format("SELECT count(*) FROM (SELECT 1 FROM {} WHERE {} LIMIT ?)", query.from, query.where));
        query.bind_to(asked);
        return asked.bind(at_most).step() ? Row(asked).integer() : 0;
    }

    std::optional<ReviewFile> file_of(core::ReviewId review) override {
        static const auto sql = fmt::format(
            "SELECT {}, s.location, {} FROM review r JOIN source s ON s.id = r.source"
            " LEFT JOIN review_case c ON c.review = r.id LEFT JOIN case_words w ON w.review = r.id"
            " WHERE r.id = ?1",
            review_columns, case_columns);
        auto asked = ground_.statement(sql);
        if (!asked.bind(review).step()) return std::nullopt;
        Row row(asked);
        ReviewFile file;
        file.review = read_review(row);
        file.location = row.id<core::LocationId>();
        file.the_case = case_or_none(row, review);
        file.versions = versions_of(review);
        file.events = events_of(review);
        return file;
    }

    std::int64_t awaiting_since(core::ReviewId newest_known) override {
        auto asked = ground_.statement(
            "SELECT count(*) FROM review_case INDEXED BY case_by_status WHERE status = 'awaiting' AND review "
            "> ?1");
        return asked.bind(newest_known.value).step() ? Row(asked).integer() : 0;
    }

    core::ReviewId newest_review() override {
        auto asked = ground_.statement("SELECT max(id) FROM review");
        return asked.step() ? Row(asked).id<core::ReviewId>() : core::ReviewId{};
    }

    std::vector<core::ReviewId> holds_due(core::Instant now, std::size_t most) override {
        std::vector<core::ReviewId> due;
        auto asked = ground_.statement(
            "SELECT review FROM review_case INDEXED BY case_resume WHERE status = 'held' AND resume <= ?1"
            " ORDER BY resume, review LIMIT ?2");
        asked.bind(now, most);
        while (asked.step()) due.push_back(Row(asked).id<core::ReviewId>());
        return due;
    }

    std::vector<std::string> languages() override {
        std::vector<std::string> languages;
        auto asked = ground_.statement(
            "SELECT key FROM tally WHERE dimension = 'language' AND count > 0 ORDER BY key");
        while (asked.step()) languages.push_back(Row(asked).text());
        return languages;
    }

    std::vector<core::Review> same_author(const core::Review& review, std::size_t most) override {
        std::vector<core::Review> others;
        if (review.content.author.empty()) return others;
        static const auto sql = fmt::format(
            "SELECT {} FROM source s CROSS JOIN review r INDEXED BY review_by_author"
            " ON r.source = s.id AND r.author = ?2"
            " WHERE s.location = (SELECT location FROM source WHERE id = ?1) AND r.id <> ?3"
            " ORDER BY r.id DESC LIMIT ?4",
            review_columns);
        auto asked = ground_.statement(sql);
        asked.bind(review.source, review.content.author, review.id.value, most);
        while (asked.step()) {
            Row row(asked);
            others.push_back(read_review(row));
        }
        return others;
    }

    void for_each_review(const std::function<void(const QueueRow&)>& row) override {
        static const auto sql = fmt::format("SELECT {} FROM review_case c NOT INDEXED {} ORDER BY c.review",
                                            row_columns, row_joins);
        auto asked = ground_.statement(sql);
        while (asked.step()) row(read_queue_row(asked));
    }

  private:
    void walk(const QueueQuery& query, std::size_t most, QueuePage& page) {
        auto asked =
            ground_.statement(fmt::format("SELECT {} FROM {} {} WHERE {} ORDER BY {} LIMIT ?", row_columns,
                                          query.from, row_joins, query.where, query.order));
        query.bind_to(asked);
        asked.bind(most);
        const auto examined_before = ground_.connection.examined();
        while (asked.step()) page.rows.push_back(read_queue_row(asked));
        page.scanned += ground_.connection.examined() - examined_before;
    }

    static void add(TabCounts& counts, core::CaseStatus status, std::int64_t count) {
        counts.all += count;
        switch (status) {
            case core::CaseStatus::awaiting:
                counts.awaiting = count;
                break;
            case core::CaseStatus::unjudged:
                counts.unjudged = count;
                break;
            case core::CaseStatus::held:
                counts.held = count;
                break;
            case core::CaseStatus::done:
                counts.done = count;
                break;
            case core::CaseStatus::none:
                break;
        }
    }

    /// Bounded: beyond ten thousand late answers the exact number helps nobody.
    std::int64_t late(core::Instant now) {
        auto asked = ground_.statement(
            "SELECT count(*) FROM (SELECT 1 FROM review_case INDEXED BY case_awaiting"
            " WHERE status = 'awaiting' AND due < ?1 LIMIT ?2)");
        return asked.bind(now, most_late_counted).step() ? Row(asked).integer() : 0;
    }

    /// A review whose case was never written has one nevertheless: no work.
    static core::Case case_or_none(Row& row, core::ReviewId review) {
        if (!row.next_is_null()) return read_case(row);
        core::Case none;
        none.review = review;
        return none;
    }

    std::vector<core::Version> versions_of(core::ReviewId review) {
        std::vector<core::Version> versions;
        auto asked = ground_.statement(
            "SELECT id, review, seen, change, title, body, rating_value, rating_best, rating_worst, "
            "rating_guessed,"
            " reply_text, reply_at FROM review_version WHERE review = ?1 ORDER BY id");
        asked.bind(review);
        while (asked.step()) versions.push_back(read_version(asked));
        return versions;
    }

    std::vector<core::Event> events_of(core::ReviewId review) {
        std::vector<core::Event> events;
        auto asked = ground_.statement(
            "SELECT id, review, at, kind, person, text, version FROM event WHERE review = ?1 ORDER BY id "
            "DESC");
        asked.bind(review);
        while (asked.step()) events.push_back(read_event(asked));
        return events;
    }

    Ground ground_;
};

}  // namespace

std::unique_ptr<DeskStore> make_desk(Ground ground) { return std::make_unique<SqliteDesk>(ground); }

}  // namespace reputed::storage::sqlite
