// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Reviews, versions and events, and what belongs to them; their cases are in case_table.hpp.
#include <fmt/format.h>

#include "storage/sqlite/case_table.hpp"
#include "storage/sqlite/roles.hpp"
#include "storage/sqlite/rows.hpp"

namespace reputed::storage::sqlite {
namespace {

const std::string select_review = fmt::format("SELECT {} FROM review r ", review_columns);

std::optional<std::string_view> unless_same(std::string_view value, std::string_view usual) {
    return value == usual ? std::nullopt : std::optional(value);
}

class SqliteIntake final : public IntakeStore {
  public:
    explicit SqliteIntake(Ground ground) : ground_(ground), cases_(ground) {}

    std::optional<core::Review> find(core::SourceId source, std::string_view item,
                                     std::string_view external_id) override {
        static const auto sql = select_review + "WHERE r.source = ?1 AND r.item = ?2 AND r.external_id = ?3";
        auto asked = ground_.statement(sql);
        return one_review(asked.bind(source, item, external_id));
    }

    std::vector<core::Review> find_by_author(core::SourceId source, std::string_view author) override {
        static const auto sql =
            select_review + "WHERE r.source = ?1 AND r.author = ?2 ORDER BY r.id DESC LIMIT 20";
        std::vector<core::Review> found;
        auto asked = ground_.statement(sql);
        asked.bind(source, author);
        while (asked.step()) {
            Row row(asked);
            found.push_back(read_review(row));
        }
        return found;
    }

    std::optional<core::Review> find(core::ReviewId id) override {
        static const auto sql = select_review + "WHERE r.id = ?1";
        auto asked = ground_.statement(sql);
        return one_review(asked.bind(id));
    }

    void insert(const core::Review& review, std::string_view search_text) override {
        auto insert = ground_.statement(
            "INSERT INTO review(content_id, content_item, url, title, author, author_url, body, "
            "content_language,"
            " published, published_precision, published_zone_known, updated, updated_precision, "
            "updated_zone_known,"
            " rating_value, rating_best, rating_worst, rating_guessed, reply_text, reply_at, kind, language, "
            "sentiment,"
            " judged_by, edited, removed, fingerprint, history, search_text, chance_negative, "
            "chance_neutral, chance_positive, complaint, grievance, conflict, topics, urgency, stage, model, "
            "id, source, item, external_id, first_seen)"
            " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, "
            "?20, ?21,"
            " ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37, ?38, ?39, ?40,"
            " ?41, ?42, ?43, ?44)");
        bind_changeable(insert, review, search_text);
        insert.bind(review.id, review.source, review.item, review.external_id, review.first_seen).run();
        add_to_index(review.id, search_text);
    }

    void update(const core::Review& review, std::string_view search_text) override {
        const auto before = search_text_of(review.id);
        if (!before) throw std::logic_error("a review that is not stored cannot be rewritten");
        auto update = ground_.statement(
            "UPDATE review SET content_id = ?1, content_item = ?2, url = ?3, title = ?4, author = ?5, "
            "author_url = ?6,"
            " body = ?7, content_language = ?8, published = ?9, published_precision = ?10, "
            "published_zone_known = ?11,"
            " updated = ?12, updated_precision = ?13, updated_zone_known = ?14, rating_value = ?15, "
            "rating_best = ?16,"
            " rating_worst = ?17, rating_guessed = ?18, reply_text = ?19, reply_at = ?20, kind = ?21, "
            "language = ?22,"
            " sentiment = ?23, judged_by = ?24, edited = ?25, removed = ?26, fingerprint = ?27, history = "
            "?28,"
            " search_text = ?29, chance_negative = ?30, chance_neutral = ?31, chance_positive = ?32, "
            "complaint = ?33, grievance = ?34, conflict = ?35, topics = ?36, urgency = ?37, stage = ?38, "
            "model = ?39 WHERE id = ?40");
        bind_changeable(update, review, search_text);
        update.bind(review.id).run();
        if (*before != search_text) {
            // The index keeps no text of its own: to forget the old words it must be told them.
            ground_
                .statement(
                    "INSERT INTO review_search(review_search, rowid, search_text) VALUES('delete', ?1, ?2)")
                .bind(review.id, *before)
                .run();
            add_to_index(review.id, search_text);
        }
        cases_.follow(review);
    }

    void update_assessment(const core::Review& review) override {
        const auto& said = review.assessment;
        auto update = ground_.statement(
            "UPDATE review SET language = ?1, sentiment = ?2, judged_by = ?3, chance_negative = ?4, "
            "chance_neutral = ?5, chance_positive = ?6, complaint = ?7, grievance = ?8, conflict = ?9, "
            "topics = ?10, urgency = ?11, stage = ?12, model = ?13 WHERE id = ?14");
        update.bind(said.language, core::name_of(said.sentiment), core::name_of(said.by));
        bind_verdict(update, said);
        update.bind(review.id).run();
        cases_.follow(review);
    }

    std::vector<core::Review> judged_by_others(std::string_view model, std::size_t most) override {
        static const auto sql = select_review + "WHERE r.model = ?1 ORDER BY r.id DESC LIMIT ?2";
        std::vector<core::Review> found;
        const auto other = another_model(model);
        if (!other) return found;
        auto asked = ground_.statement(sql);
        asked.bind(*other, most);
        while (asked.step()) {
            Row row(asked);
            found.push_back(read_review(row));
        }
        return found;
    }

    std::int64_t count_judged_by_others(std::string_view model) override {
        auto asked = ground_.statement(
            "SELECT (SELECT count(*) FROM review WHERE model < ?1) + (SELECT count(*) FROM review WHERE "
            "model > ?1)");
        (void)asked.bind(model).step();
        return Row(asked).integer();
    }

    bool was_touched(core::ReviewId review) override {
        return ground_.statement("SELECT 1 FROM event WHERE review = ?1 AND person IS NOT NULL LIMIT 1")
            .bind(review)
            .step();
    }

    void rename(core::ReviewId review, std::string_view external_id) override {
        ground_.statement("UPDATE review SET external_id = ?2 WHERE id = ?1").bind(review, external_id).run();
    }

    void add_version(const core::Version& version) override {
        auto insert = ground_.statement(
            "INSERT INTO review_version(id, review, seen, change, title, body, rating_value, rating_best,"
            " rating_worst, rating_guessed, reply_text, reply_at)"
            " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)");
        insert.bind(version.id, version.review, version.seen, core::name_of(version.change), version.title,
                    version.body);
        bind_rating(insert, version.rating);
        bind_reply(insert, version.reply);
        insert.run();
    }

    void add_event(const core::Event& event) override {
        ground_
            .statement(
                "INSERT INTO event(id, review, at, kind, person, text, version) VALUES(?1, ?2, ?3, ?4, ?5, "
                "?6, ?7)")
            .bind(event.id, event.review, event.at, core::name_of(event.kind), event.person, event.text,
                  event.version)
            .run();
    }

    std::optional<core::Case> find_case(core::ReviewId review) override { return cases_.find(review); }
    void put_case(const core::Case& the_case) override { cases_.put(the_case); }

    bool has_reviews(core::SourceId source) override {
        return ground_.statement("SELECT 1 FROM review WHERE source = ?1 LIMIT 1").bind(source).step();
    }

    std::vector<ListedReview> listed(core::SourceId source) override {
        std::vector<ListedReview> all;
        auto asked = ground_.statement(
            "SELECT r.id, r.item, r.external_id, coalesce(u.sweeps, 0) FROM review r"
            " LEFT JOIN unlisted u ON u.review = r.id WHERE r.source = ?1 AND r.removed IS NULL");
        asked.bind(source);
        while (asked.step()) {
            Row row(asked);
            ListedReview one;
            one.review = row.id<core::ReviewId>();
            one.item = row.text();
            one.external_id = row.text();
            one.sweeps_missed = row.small();
            all.push_back(std::move(one));
        }
        return all;
    }

    void set_sweeps_missed(core::ReviewId review, int sweeps) override {
        if (sweeps == 0) {
            ground_.statement("DELETE FROM unlisted WHERE review = ?1").bind(review).run();
            return;
        }
        ground_
            .statement(
                "INSERT INTO unlisted(review, sweeps) VALUES(?1, ?2)"
                " ON CONFLICT(review) DO UPDATE SET sweeps = ?2")
            .bind(review, sweeps)
            .run();
    }

    void set_text_read(core::ReviewId review, core::Instant at) override {
        ground_.statement("UPDATE review SET text_read = ?2 WHERE id = ?1").bind(review, at).run();
    }

    std::vector<std::pair<core::SourceId, core::Instant>> sources_with_dated_texts() override {
        std::vector<std::pair<core::SourceId, core::Instant>> all;
        auto asked = ground_.statement(
            "SELECT source, min(text_read) FROM review WHERE text_read IS NOT NULL GROUP BY source");
        while (asked.step()) {
            Row row(asked);
            const auto source = row.id<core::SourceId>();
            all.emplace_back(source, row.instant());
        }
        return all;
    }

    std::vector<core::ReviewId> texts_read_before(core::SourceId source, core::Instant at,
                                                  std::size_t most) override {
        std::vector<core::ReviewId> found;
        auto asked = ground_.statement(
            "SELECT id FROM review WHERE text_read <= ?2 AND source = ?1 ORDER BY text_read LIMIT ?3");
        asked.bind(source, at, most);
        while (asked.step()) found.push_back(Row(asked).id<core::ReviewId>());
        return found;
    }

    void drop_text(core::ReviewId review) override {
        for (const std::string_view sql :
             {"UPDATE review SET title = '', body = '', author = '', author_url = '', text_read = NULL,"
              " reply_text = CASE WHEN reply_text IS NULL THEN NULL ELSE '' END WHERE id = ?1",
              "UPDATE review_version SET title = '', body = '',"
              " reply_text = CASE WHEN reply_text IS NULL THEN NULL ELSE '' END WHERE review = ?1",
              "UPDATE case_words SET answer_text = '' WHERE review = ?1 AND EXISTS"
              " (SELECT 1 FROM review_case WHERE review = ?1 AND done_how = 'answered_elsewhere')",
              "UPDATE correction SET text = '', undone = coalesce(undone, at) WHERE review = ?1",
              "UPDATE alert SET facts = json_set(facts, '$.title', '', '$.body', '', '$.author', '')"
              " WHERE review = ?1"})
            ground_.statement(sql).bind(review).run();
    }

    core::ReviewId next_review_id(core::Instant now) override { return ground_.next_id<core::ReviewId>(now); }
    core::VersionId next_version_id(core::Instant now) override {
        return ground_.next_id<core::VersionId>(now);
    }
    core::EventId next_event_id(core::Instant now) override { return ground_.next_id<core::EventId>(now); }

    bool was_imported(core::SourceId source, std::string_view file_hash) override {
        return ground_.statement("SELECT 1 FROM import_file WHERE source = ?1 AND file_hash = ?2")
            .bind(source, file_hash)
            .step();
    }

    void note_import(core::SourceId source, std::string_view file_hash, std::int64_t rows,
                     core::Instant now) override {
        ground_
            .statement(
                "INSERT INTO import_file(source, file_hash, row_count, at) VALUES(?1, ?2, ?3, ?4)"
                " ON CONFLICT(source, file_hash) DO UPDATE SET row_count = excluded.row_count, at = "
                "excluded.at")
            .bind(source, file_hash, rows, now)
            .run();
    }

  private:
    static std::optional<core::Review> one_review(Statement& asked) {
        if (!asked.step()) return std::nullopt;
        Row row(asked);
        return read_review(row);
    }

    static void bind_changeable(Statement& statement, const core::Review& review,
                                std::string_view search_text) {
        const auto& content = review.content;
        statement.bind(unless_same(content.id, review.external_id), unless_same(content.item, review.item),
                       content.url, content.title, content.author, content.author_url, content.body,
                       content.language);
        bind_stamp(statement, content.published);
        bind_stamp(statement, content.updated);
        bind_rating(statement, content.rating);
        bind_reply(statement, content.reply);
        statement.bind(name_of(content.kind), review.assessment.language,
                       core::name_of(review.assessment.sentiment), core::name_of(review.assessment.by),
                       review.edited, review.removed, review.fingerprint, review.history, search_text);
        bind_verdict(statement, review.assessment);
    }

    /// Two looks into the index; "not equal" would walk through every review.
    std::optional<std::string> another_model(std::string_view model) {
        for (const std::string_view sql :
             {"SELECT model FROM review WHERE model < ?1 ORDER BY model LIMIT 1",
              "SELECT model FROM review WHERE model > ?1 ORDER BY model LIMIT 1"}) {
            auto asked = ground_.statement(sql);
            if (asked.bind(model).step()) return Row(asked).text();
        }
        return std::nullopt;
    }

    std::optional<std::string> search_text_of(core::ReviewId review) {
        auto asked = ground_.statement("SELECT search_text FROM review WHERE id = ?1");
        if (!asked.bind(review).step()) return std::nullopt;
        return Row(asked).text();
    }

    void add_to_index(core::ReviewId review, std::string_view search_text) {
        ground_.statement("INSERT INTO review_search(rowid, search_text) VALUES(?1, ?2)")
            .bind(review, search_text)
            .run();
    }

    Ground ground_;
    CaseTable cases_;
};

}  // namespace

std::unique_ptr<IntakeStore> make_intake(Ground ground) { return std::make_unique<SqliteIntake>(ground); }

}  // namespace reputed::storage::sqlite
