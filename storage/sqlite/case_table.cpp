// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "storage/sqlite/case_table.hpp"

#include <fmt/format.h>

#include "storage/sqlite/rows.hpp"

namespace reputed::storage::sqlite {
namespace {

std::optional<int> stars_of(const std::optional<core::Rating>& rating) {
    return rating ? std::optional(rating->stars()) : std::nullopt;
}

/// What a list is filtered by, as the review and its source have it.
struct CaseFacts {
    core::LocationId location;
    core::SourceId source;
    std::optional<int> stars;
    std::string language;
    bool grievance = false, conflict = false, urgent = false;
    std::int64_t topics = 0;
};

CaseFacts facts_of(const Ground& ground, core::ReviewId review) {
    auto asked = ground.statement(
        "SELECT s.location, r.source, r.language, r.rating_value, r.rating_best, r.rating_worst, "
        "r.rating_guessed, r.grievance, r.conflict, r.urgency <> '', r.topics"
        " FROM review r JOIN source s ON s.id = r.source WHERE r.id = ?1");
    if (!asked.bind(review).step()) throw std::logic_error("a case needs a stored review");
    Row row(asked);
    CaseFacts facts;
    facts.location = row.id<core::LocationId>();
    facts.source = row.id<core::SourceId>();
    facts.language = primary_subtag(row.text());
    facts.stars = stars_of(read_rating(row));
    facts.grievance = row.truth();
    facts.conflict = row.truth();
    facts.urgent = row.truth();
    facts.topics = friction_bits(core::topics_in(row.text()));
    return facts;
}

Statement& bind_case(Statement& statement, const core::Case& the_case) {
    const auto how = the_case.done_how ? std::optional(core::name_of(*the_case.done_how)) : std::nullopt;
    return statement.bind(the_case.review, core::name_of(the_case.status), the_case.assignee, the_case.due,
                          the_case.resume, the_case.done_at, how, the_case.revision,
                          the_case.done_at.value_or(core::Instant{}));
}

}  // namespace

std::optional<core::Case> CaseTable::find(core::ReviewId review) {
    static const auto sql = fmt::format(
        "SELECT {} FROM review_case c LEFT JOIN case_words w ON w.review = c.review WHERE c.review = ?1",
        case_columns);
    auto asked = ground_.statement(sql);
    if (!asked.bind(review).step()) return std::nullopt;
    Row row(asked);
    return read_case(row);
}

void CaseTable::put(const core::Case& the_case) {
    const auto before = status_of(the_case.review);
    const auto status = core::name_of(the_case.status);
    if (!before)
        insert(the_case);
    else
        update(the_case);
    put_words(the_case, before.has_value());
    if (before == status) return;
    if (before) tally("status", *before, -1);
    tally("status", status, 1);
}

void CaseTable::follow(const core::Review& review) {
    const auto language = primary_subtag(review.assessment.language);
    std::string before;
    {
        auto asked = ground_.statement("SELECT language FROM review_case WHERE review = ?1");
        if (!asked.bind(review.id).step()) return;
        before = Row(asked).text();
    }
    const auto& said = review.assessment;
    ground_
        .statement(
            "UPDATE review_case SET stars = ?2, language = ?3, grievance = ?4, conflict = ?5, urgent = "
            "?6,"
            " topics = ?7 WHERE review = ?1")
        .bind(review.id, stars_of(review.content.rating), language, said.grievance, said.conflict,
              said.is_urgent(), friction_bits(said.topics))
        .run();
    if (before == language) return;
    tally("language", before, -1);
    tally("language", language, 1);
}

std::optional<std::string> CaseTable::status_of(core::ReviewId review) {
    auto asked = ground_.statement("SELECT status FROM review_case WHERE review = ?1");
    if (!asked.bind(review).step()) return std::nullopt;
    return Row(asked).text();
}

void CaseTable::insert(const core::Case& the_case) {
    const auto facts = facts_of(ground_, the_case.review);
    auto row = ground_.statement(
        "INSERT INTO review_case(review, status, assignee, due, resume, done_at, done_how, revision, "
        "done_key,"
        " location, source, stars, language, grievance, conflict, urgent, topics) VALUES(?1, ?2, ?3, ?4, "
        "?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)");
    bind_case(row, the_case)
        .bind(facts.location, facts.source, facts.stars, facts.language, facts.grievance, facts.conflict,
              facts.urgent, facts.topics)
        .run();
    tally("language", facts.language, 1);
}

void CaseTable::update(const core::Case& the_case) {
    auto row = ground_.statement(
        "UPDATE review_case SET status = ?2, assignee = ?3, due = ?4, resume = ?5, done_at = ?6, "
        "done_how = ?7,"
        " revision = ?8, done_key = ?9 WHERE review = ?1");
    bind_case(row, the_case).run();
}

void CaseTable::put_words(const core::Case& the_case, bool may_have_some) {
    if (the_case.reason.empty() && the_case.answer_text.empty() && the_case.answer_url.empty()) {
        if (may_have_some)
            ground_.statement("DELETE FROM case_words WHERE review = ?1").bind(the_case.review).run();
        return;
    }
    ground_
        .statement(
            "INSERT INTO case_words(review, reason, answer_text, answer_url) VALUES(?1, ?2, ?3, ?4)"
            " ON CONFLICT(review) DO UPDATE SET reason = excluded.reason,"
            " answer_text = excluded.answer_text, answer_url = excluded.answer_url")
        .bind(the_case.review, the_case.reason, the_case.answer_text, the_case.answer_url)
        .run();
}

void CaseTable::tally(std::string_view dimension, std::string_view key, int change) {
    ground_
        .statement(
            "INSERT INTO tally(dimension, key, count) VALUES(?1, ?2, ?3)"
            " ON CONFLICT(dimension, key) DO UPDATE SET count = tally.count + excluded.count")
        .bind(dimension, key, change)
        .run();
}

}  // namespace reputed::storage::sqlite
