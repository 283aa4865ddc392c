// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "storage/sqlite/rows.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "core/enum_names.hpp"
#include "storage/store.hpp"

namespace reputed::storage::sqlite {
namespace {

constexpr std::array<std::string_view, 2> item_kinds{"review", "mention"};
constexpr std::array<std::string_view, 5> precisions{"second", "minute", "day", "month", "year"};
void read_verdict(Row& row, core::Assessment& assessment) {
    const auto negative = row.maybe_real();
    const auto neutral = row.maybe_real();
    const auto positive = row.maybe_real();
    if (negative && neutral && positive) assessment.chances = core::Chances{*negative, *neutral, *positive};
    assessment.complaint = row.real();
    assessment.grievance = row.truth();
    assessment.conflict = row.truth();
    assessment.topics = core::topics_in(row.text());
    assessment.urgency = core::urgency_in(row.text());
    assessment.stage = static_cast<int>(row.integer());
    assessment.model = row.text();
}

}  // namespace

constinit const std::string_view review_columns =
    "r.id, r.source, r.item, r.external_id, r.content_id, r.content_item, r.url, r.title, r.author, "
    "r.author_url, "
    "r.body, r.content_language, r.published, r.published_precision, r.published_zone_known, r.updated, "
    "r.updated_precision, r.updated_zone_known, r.rating_value, r.rating_best, r.rating_worst, "
    "r.rating_guessed, "
    "r.reply_text, r.reply_at, r.kind, r.language, r.sentiment, r.judged_by, r.first_seen, r.edited, "
    "r.removed, "
    "r.fingerprint, r.history, r.chance_negative, r.chance_neutral, r.chance_positive, r.complaint, "
    "r.grievance, r.conflict, r.topics, r.urgency, r.stage, r.model";

core::Review read_review(Row& row) {
    core::Review review;
    review.id = row.id<core::ReviewId>();
    review.source = row.id<core::SourceId>();
    review.item = row.text();
    review.external_id = row.text();
    auto& content = review.content;
    content.id = row.maybe_text().value_or(review.external_id);
    content.item = row.maybe_text().value_or(review.item);
    content.url = row.text();
    content.title = row.text();
    content.author = row.text();
    content.author_url = row.text();
    content.body = row.text();
    content.language = row.text();
    content.published = read_stamp(row);
    content.updated = read_stamp(row);
    content.rating = read_rating(row);
    content.reply = read_reply(row);
    const auto kind = row.text();
    content.kind = known(core::named<core::ItemKind>(item_kinds, kind), kind);
    review.assessment.language = row.text();
    const auto sentiment = row.text();
    review.assessment.sentiment = known(core::sentiment_named(sentiment), sentiment);
    const auto by = row.text();
    review.assessment.by = known(core::judge_named(by), by);
    review.first_seen = row.instant();
    review.edited = row.maybe_instant();
    review.removed = row.maybe_instant();
    review.fingerprint = row.text();
    review.history = row.truth();
    read_verdict(row, review.assessment);
    return review;
}

constinit const std::string_view case_columns =
    "c.review, c.status, c.assignee, c.due, c.resume, c.done_at, c.done_how, w.reason, w.answer_text, "
    "w.answer_url, "
    "c.revision";

core::Case read_case(Row& row) {
    core::Case the_case;
    the_case.review = row.id<core::ReviewId>();
    const auto status = row.text();
    the_case.status = known(core::case_status_named(status), status);
    the_case.assignee = row.id<core::PersonId>();
    the_case.due = row.instant();
    the_case.resume = row.maybe_instant();
    the_case.done_at = row.maybe_instant();
    if (const auto how = row.maybe_text()) the_case.done_how = known(core::done_how_named(*how), *how);
    the_case.reason = row.text();
    the_case.answer_text = row.text();
    the_case.answer_url = row.text();
    the_case.revision = row.integer();
    return the_case;
}

std::optional<core::Rating> read_rating(Row& row) {
    core::Rating rating;
    rating.value = row.real();
    rating.best = row.real();
    rating.worst = row.real();
    const auto guessed = row.maybe_integer();
    if (!guessed) return std::nullopt;
    rating.scale_guessed = *guessed != 0;
    return rating;
}

void bind_rating(Statement& statement, const std::optional<core::Rating>& rating) {
    if (rating) {
        statement.bind(rating->value, rating->best, rating->worst, rating->scale_guessed);
        return;
    }
    constexpr std::optional<double> none;
    statement.bind(none, none, none, none);
}

std::optional<core::OwnerReply> read_reply(Row& row) {
    auto text = row.maybe_text();
    const auto at = row.maybe_instant();
    if (!text) return std::nullopt;
    return core::OwnerReply{std::move(*text), at};
}

void bind_reply(Statement& statement, const std::optional<core::OwnerReply>& reply) {
    if (reply) {
        statement.bind(reply->text, reply->at);
        return;
    }
    constexpr std::optional<std::int64_t> none;
    statement.bind(none, none);
}

std::optional<core::Stamp> read_stamp(Row& row) {
    const auto at = row.maybe_instant();
    const auto precision = row.text();
    const bool zone_known = row.truth();
    if (!at) return std::nullopt;
    return core::Stamp{*at, known(core::named<core::Stamp::Precision>(precisions, precision), precision),
                       zone_known};
}

void bind_stamp(Statement& statement, const std::optional<core::Stamp>& stamp) {
    if (stamp) {
        statement.bind(stamp->at, precisions[static_cast<std::size_t>(stamp->precision)], stamp->zone_known);
        return;
    }
    constexpr std::optional<std::int64_t> none;
    statement.bind(none, none, none);
}

void bind_verdict(Statement& statement, const core::Assessment& assessment) {
    const auto chance = [&](double core::Chances::* which) {
        return assessment.chances ? std::optional((*assessment.chances).*which) : std::nullopt;
    };
    statement.bind(chance(&core::Chances::negative), chance(&core::Chances::neutral),
                   chance(&core::Chances::positive), assessment.complaint, assessment.grievance,
                   assessment.conflict, core::words_of(assessment.topics), core::words_of(assessment.urgency),
                   std::int64_t{assessment.stage}, assessment.model);
}

std::string_view name_of(core::ItemKind kind) { return item_kinds[static_cast<std::size_t>(kind)]; }

void refuse_name(std::string_view name) {
    throw StoreError(
        fmt::format("The store holds the word \"{}\" where this program knows none such. It was written "
                    "by a newer reputed, or it is damaged: bring back a backup with `reputed restore`.",
                    name));
}

std::int64_t topic_bit(core::Topic topic) { return std::int64_t{1} << static_cast<int>(topic); }

std::int64_t friction_bits(const std::vector<core::TopicMark>& topics) {
    std::int64_t bits = 0;
    for (const auto& mark : topics)
        if (mark.lean == core::Lean::friction) bits |= topic_bit(mark.topic);
    return bits;
}

std::string primary_subtag(std::string_view language) {
    std::string subtag(language.substr(0, language.find_first_of("-_")));
    for (char& c : subtag)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return subtag;
}

}  // namespace reputed::storage::sqlite
