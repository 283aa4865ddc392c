// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// From a batch to rows: each item is new, seen again, changed, back, or gone, and each of these has one
// function below. The caller's write job is the transaction.
#include "intake/admit.hpp"

#include <algorithm>

#include "alerts/lost_answer.hpp"
#include "base/failpoint.hpp"
#include "base/hash.hpp"
#include "intake/recognise.hpp"
#include "intake/retention.hpp"
#include "intake/sweep.hpp"
#include "intake/tell.hpp"
#include "text/assess.hpp"
#include "text/fold.hpp"

namespace reputed::intake {
namespace {

class Admission {
  public:
    Admission(storage::Roles& roles, const alerts::Place& place, bool first_import, const AdmitRules& rules,
              core::Instant now)
        : roles_(roles),
          place_(place),
          first_import_(first_import),
          rules_(rules),
          now_(now),
          retention_(retention_of(place.source)),
          recogniser_(roles, place.source, !retention_, now) {}

    AdmitSummary run(const core::Batch& batch) {
        summary_.problems = batch.problems;
        std::vector<core::Item> items;
        items.reserve(batch.items.size());
        for (const auto& raw : batch.items) items.push_back(normalised(raw));
        recogniser_.expect(items);
        for (std::size_t i = 0; i < items.size(); ++i) admit_item(items[i], i);
        for (const auto& id : batch.removed) remove(roles_.intake.find(place_.source.id, {}, id));
        if (batch.swept)
            for (const auto id : gone_by_sweeps(roles_, place_.source.id, *batch.swept, summary_.problems))
                remove(roles_.intake.find(id));
        for (const auto& aggregate : batch.aggregates)
            roles_.ledger.add_aggregate(place_.source.id, aggregate, now_);
        if (first_import_ && summary_.added > 0)
            enqueue(alerts::on_first_import(place_, summary_.added, summary_.negative, now_));
        return std::move(summary_);
    }

  private:
    void admit_item(const core::Item& item, std::size_t index) {
        ++summary_.items;
        if (item.body.empty() && item.title.empty() && !item.rating) {
            refuse(index, "It has neither a text nor a rating.");
            return;
        }
        const std::string id = may_store_text(retention_) ? identity_of(item) : opaque_id(identity_of(item));
        auto found = recogniser_.recognise(item, id);
        if (found.is_news)
            add_event(found.review->id, core::EventKind::seen_elsewhere, place_.source.name, {});
        switch (found.how) {
            case Acquaintance::stranger:
                add(item, id);
                break;
            case Acquaintance::known:
                meet(std::move(*found.review), item, index);
                break;
            case Acquaintance::elsewhere:
                ++summary_.kept;
                break;
            case Acquaintance::taken_over:
                take_over(std::move(*found.review), item);
                break;
        }
        if (index == 0) base::failpoint("intake.inside-admit");
    }

    void meet(core::Review known, const core::Item& item, std::size_t index) {
        if (rules_.on_known == core::OnKnown::update)
            see_again(std::move(known), item);
        else if (rules_.on_known == core::OnKnown::keep)
            ++summary_.kept;
        else
            refuse(index, fmt::format("\"{}\" is known already.", known.external_id));
    }

    void refuse(std::size_t index, std::string words) {
        ++summary_.refused;
        summary_.problems.push_back({fmt::format("item {}", index + 1), std::move(words)});
    }

    void add(const core::Item& item, const std::string& id) {
        core::Review review;
        review.id = roles_.intake.next_review_id(now_);
        review.source = place_.source.id;
        review.item = item.item;
        review.external_id = id;
        review.content = kept_of(item);
        review.assessment = text::assess(item, rules_.judgement, rules_.assessor.get());
        review.first_seen = now_;
        review.fingerprint = base::sha256_hex(core::content_text(item));
        review.history = first_import_;
        roles_.intake.insert(review, search_text(item));
        note_keys(review);
        note_text_read(review);
        const auto version = add_version(review, core::Change::first);
        add_event(review.id, core::EventKind::first_seen,
                  std::string(core::name_of(review.assessment.sentiment)), version);

        core::Case the_case = case_for(review);
        roles_.intake.put_case(the_case);
        ++summary_.added;
        if (review.assessment.needs_answer()) ++summary_.negative;
        if (the_case.status == core::CaseStatus::awaiting && !first_import_)
            alert_negative(review, the_case, version);
    }

    core::Case case_for(const core::Review& review) const {
        core::Case made;
        made.review = review.id;
        made.status = core::status_for(review.assessment, review.content.reply.has_value());
        made.due = now_ + place_.location.answer_within;
        if (made.status == core::CaseStatus::done)
            close(made, core::DoneHow::answered_elsewhere, review.content);
        const auto& published = review.content.published;
        const bool old = first_import_ && published && now_ - published->at > rules_.history_older_than;
        if (old && core::is_open(made.status)) close(made, core::DoneHow::not_needed, review.content);
        return made;
    }

    void close(core::Case& the_case, core::DoneHow how, const core::Item& item) const {
        the_case.status = core::CaseStatus::done;
        the_case.done_at = now_;
        the_case.done_how = how;
        if (how == core::DoneHow::answered_elsewhere && item.reply) the_case.answer_text = item.reply->text;
    }

    void see_again(core::Review known, const core::Item& item) {
        const std::string fingerprint = base::sha256_hex(core::content_text(item));
        const bool returned = known.removed.has_value();
        if (fingerprint == known.fingerprint && !returned) return read_text_again(std::move(known), item);

        // What may not be kept cannot be compared; its fingerprint can.
        const bool words_changed = retention_ ? fingerprint != known.fingerprint
                                              : known.content.title != item.title ||
                                                    known.content.body != item.body ||
                                                    known.content.rating != item.rating;
        const auto before = known.assessment;
        known.content = kept_of(merged(known.content, item));
        known.fingerprint = fingerprint;
        const auto removed = std::exchange(known.removed, std::nullopt);
        if (known.assessment.by != core::JudgedBy::person)
            known.assessment = text::assess(item, rules_.judgement, rules_.assessor.get());
        if (words_changed) known.edited = now_;
        roles_.intake.update(known, search_text(item));
        note_keys(known);
        note_text_read(known);
        ++summary_.changed;

        if (returned) come_back(known, *removed);
        if (words_changed) mark_answer_stale(known);
        if (words_changed)
            move_case_after_edit(known, before,
                                 note_change(known, core::Change::edited, core::EventKind::edited));
        else if (!returned)
            reply_changed(known);
    }

    /// The same words in another portal's form are no edit.
    void take_over(core::Review known, const core::Item& item) {
        if (known.removed || !is_same_review(known.content, item, true))
            return see_again(std::move(known), item);
        const auto reply_before = known.content.reply;
        known.content = kept_of(merged(known.content, item));
        known.fingerprint = base::sha256_hex(core::content_text(item));
        roles_.intake.update(known, search_text(item));
        ++summary_.changed;
        if (known.content.reply != reply_before) reply_changed(known);
    }

    /// The item as it may be stored.
    core::Item kept_of(const core::Item& item) const {
        return may_store_text(retention_) ? item : without_text(item);
    }

    /// By which another way's review is recognised; not of texts that must be forgotten.
    void note_keys(const core::Review& review) {
        if (!retention_) roles_.sightings.add_keys(review.id, keys_of(review.content));
    }

    void note_text_read(const core::Review& review) {
        if (retention_ && may_store_text(retention_)) roles_.intake.set_text_read(review.id, now_);
    }

    /// A text that had to be forgotten and is shown again is no news, and may be kept for a while again.
    void read_text_again(core::Review known, const core::Item& item) {
        if (!retention_ || !may_store_text(retention_)) return;
        if (known.content.body != item.body || known.content.author != item.author) {
            known.content = merged(known.content, item);
            roles_.intake.update(known, search_text(item));
        }
        note_text_read(known);
    }

    /// What was closed because the review was gone is work again.
    void come_back(const core::Review& review, core::Instant removed) {
        const auto version = note_change(review, core::Change::returned, core::EventKind::returned);
        auto the_case = roles_.intake.find_case(review.id);
        const bool closed_by_removal = the_case && the_case->status == core::CaseStatus::done &&
                                       the_case->done_how == core::DoneHow::not_needed &&
                                       the_case->done_at == removed;
        if (!closed_by_removal) return;
        const auto status = core::status_for(review.assessment, review.content.reply.has_value());
        if (!core::is_open(status)) return;
        open(*the_case);
        the_case->status = status;
        ++the_case->revision;
        roles_.intake.put_case(*the_case);
        if (status == core::CaseStatus::awaiting) alert_negative(review, *the_case, version);
    }

    core::VersionId note_change(const core::Review& review, core::Change change, core::EventKind kind) {
        const auto version = add_version(review, change);
        add_event(review.id, kind, {}, version);
        return version;
    }

    /// What an older sighting knew and a newer one left out is kept: the address, the date, the language.
    static core::Item merged(const core::Item& before, core::Item now) {
        if (now.url.empty()) now.url = before.url;
        if (now.author_url.empty()) now.author_url = before.author_url;
        if (now.author.empty()) now.author = before.author;
        if (now.language.empty()) now.language = before.language;
        if (!now.published) now.published = before.published;
        return now;
    }

    void move_case_after_edit(const core::Review& review, const core::Assessment& before,
                              core::VersionId version) {
        auto the_case = roles_.intake.find_case(review.id).value_or(case_for(review));
        const bool negative = review.assessment.needs_answer();
        const bool turned_negative = negative && !before.needs_answer();
        const bool was_answered = the_case.done_how == core::DoneHow::answered ||
                                  the_case.done_how == core::DoneHow::answered_elsewhere;
        const bool answered_now = review.content.reply.has_value();
        if (turned_negative && !core::is_open(the_case.status)) {
            open(the_case);
        } else if (turned_negative && the_case.status == core::CaseStatus::unjudged) {
            the_case.status = core::CaseStatus::awaiting;
        } else if (negative && the_case.status == core::CaseStatus::done && was_answered && !answered_now) {
            open(the_case);
            add_event(review.id, core::EventKind::reopened, {}, version);
        } else if (!negative && the_case.status == core::CaseStatus::awaiting) {
            close(the_case, core::DoneHow::not_needed, review.content);
        } else {
            return;
        }
        ++the_case.revision;
        roles_.intake.put_case(the_case);
        if (turned_negative) alert_negative(review, the_case, version);
    }

    void open(core::Case& the_case) const {
        the_case.status = core::CaseStatus::awaiting;
        the_case.done_at.reset();
        the_case.done_how.reset();
        the_case.due = now_ + place_.location.answer_within;
    }

    void reply_changed(const core::Review& review) {
        note_change(review, core::Change::reply_changed, core::EventKind::owner_replied);
        if (!review.content.reply) note_lost_answer(review);
        auto the_case = roles_.intake.find_case(review.id);
        if (!the_case || !core::is_open(the_case->status) || !review.content.reply) return;
        close(*the_case, core::DoneHow::answered_elsewhere, review.content);
        ++the_case->revision;
        roles_.intake.put_case(*the_case);
    }

    /// The answer that was posted from here is to be seen no more: what it closed is work again.
    void note_lost_answer(const core::Review& review) {
        auto answer = roles_.replies.last_of(review.id);
        if (!answer || answer->state != core::ReplyState::live) return;
        answer->state = core::ReplyState::gone;
        answer->changed = now_;
        roles_.replies.update(*answer);
        add_event(review.id, core::EventKind::reply_gone, {}, {});
        auto the_case = roles_.intake.find_case(review.id);
        if (!the_case || the_case->done_how != core::DoneHow::answered) return;
        open(*the_case);
        ++the_case->revision;
        roles_.intake.put_case(*the_case);
        add_event(review.id, core::EventKind::reopened, {}, {});
        summary_.alerts += alerts::tell_of_lost_answer(roles_, *answer, now_);
    }

    void mark_answer_stale(const core::Review& review) {
        auto answer = roles_.replies.last_of(review.id);
        if (!answer || answer->stale) return;
        answer->stale = true;
        roles_.replies.update(*answer);
    }

    void remove(std::optional<core::Review> known) {
        if (!known || known->removed) return;
        roles_.intake.set_sweeps_missed(known->id, 0);
        known->removed = now_;
        roles_.intake.update(*known, search_text(known->content));
        note_change(*known, core::Change::removed, core::EventKind::removed);
        ++summary_.removed;
        auto the_case = roles_.intake.find_case(known->id);
        if (!the_case || !core::is_open(the_case->status)) return;
        close(*the_case, core::DoneHow::not_needed, known->content);
        ++the_case->revision;
        roles_.intake.put_case(*the_case);
    }

    core::VersionId add_version(const core::Review& review, core::Change change) {
        core::Version version;
        version.id = roles_.intake.next_version_id(now_);
        version.review = review.id;
        version.seen = now_;
        version.change = change;
        version.title = review.content.title;
        version.body = review.content.body;
        version.rating = review.content.rating;
        version.reply = review.content.reply;
        roles_.intake.add_version(version);
        return version.id;
    }

    void add_event(core::ReviewId review, core::EventKind kind, std::string text, core::VersionId version) {
        intake::add_event(roles_, review, kind, std::move(text), version, now_);
    }

    void alert_negative(const core::Review& review, const core::Case& the_case, core::VersionId version) {
        summary_.alerts += tell_of_negative(roles_, place_, review, the_case, version, rules_.throttle, now_);
    }

    void enqueue(std::vector<core::Alert> made) {
        summary_.alerts += intake::enqueue(roles_, std::move(made), now_);
    }

    /// The index of words keeps what it was told until it is made anew, so it is not told what must be
    /// forgotten.
    std::string search_text(const core::Item& item) const {
        if (retention_) return {};
        return text::fold(item.author + "\n" + item.title + "\n" + item.body);
    }

    storage::Roles& roles_;
    const alerts::Place& place_;
    bool first_import_;
    const AdmitRules& rules_;
    core::Instant now_;
    std::optional<std::chrono::hours> retention_;  ///< of texts; none: for good
    Recogniser recogniser_;
    AdmitSummary summary_;
};

}  // namespace

AdmitSummary admit(storage::Roles& roles, const alerts::Place& place, const core::Batch& batch,
                   bool first_import, const AdmitRules& rules, core::Instant now) {
    base::failpoint("intake.before-admit");
    return Admission(roles, place, first_import, rules, now).run(batch);
}

}  // namespace reputed::intake
