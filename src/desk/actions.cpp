// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Every action has the same shape: open the case (permission, presence, revision), check the state, change
// it, write the case and one event. What was typed survives a refusal as the person's draft.
#include "desk/actions.hpp"

#include <string_view>

#include "desk/case_work.hpp"
#include "text/assess.hpp"
#include "text/fold.hpp"

namespace reputed::desk {
namespace {

using core::CaseStatus;
using core::EventKind;

constexpr std::size_t most_answer = 100'000;  // bytes
constexpr std::size_t most_note = 10'000;
constexpr std::size_t most_reason = 2'000;
constexpr std::size_t most_address = 2'000;
constexpr std::chrono::days longest_hold{92};

bool is_web_address(std::string_view url) {
    if (!url.starts_with("https://") && !url.starts_with("http://")) return false;
    return url.size() <= most_address && url.find_first_of(" \t\n\"<>") == std::string_view::npos;
}

std::chrono::minutes answer_within(storage::Roles& roles, const core::Review& review) {
    const auto source = roles.places.find_source(review.source);
    const auto location = source ? roles.places.find_location(source->location) : std::nullopt;
    return location ? location->answer_within : core::Location{}.answer_within;
}

/// Where a case belongs after a person judged its review.
void move_by_flag(storage::Roles& roles, core::Case& the_case, const core::Review& review,
                  core::Instant now) {
    const auto wanted = core::status_for(review.assessment, review.content.reply.has_value());
    const bool works = core::is_open(wanted);
    if (works && the_case.status == CaseStatus::held) return;
    // What a person closed is reopened by reopening it, not by naming its tone.
    if (works && the_case.status == CaseStatus::done && the_case.done_how != core::DoneHow::not_needed)
        return;
    if (works && !core::is_open(the_case.status)) the_case.due = now + answer_within(roles, review);
    leave_hold(the_case, now);
    if (the_case.status == CaseStatus::done && !works) return;
    if (wanted == CaseStatus::done) {
        the_case.answer_text = review.content.reply->text;
        return close(the_case, core::DoneHow::answered_elsewhere, now);
    }
    the_case.status = wanted;
    the_case.done_at.reset();
    the_case.done_how.reset();
}

/// What the service says, or said before a person had a word.
core::Sentiment word_of_service(storage::Roles& roles, const core::Review& review) {
    if (review.assessment.by == core::JudgedBy::person)
        if (const auto last = roles.lessons.last_of(review.id)) return last->said;
    return review.assessment.sentiment;
}

/// Where a person and the service differ, there is something to learn; of stars alone there is not.
void keep_correction(storage::Roles& roles, const Actor& actor, const core::Review& review,
                     core::Sentiment meant, core::Instant now) {
    core::Correction made;
    made.said = word_of_service(roles, review);
    made.text = text::text_of(review.content);
    if (made.said == meant || made.text.empty()) {
        (void)roles.lessons.withdraw(review.id, now);
        return;
    }
    made.id = roles.lessons.next_correction_id(now);
    made.review = review.id;
    made.at = now;
    made.person = actor.person.id;
    made.language = review.assessment.language;
    made.meant = meant;
    roles.lessons.add(made);
}

std::string search_text(const core::Item& item) {
    return text::fold(item.author + "\n" + item.title + "\n" + item.body);
}

}  // namespace

bool may_act(core::Role role) { return role != core::Role::reader; }
bool may_set_up(core::Role role) { return role == core::Role::owner || role == core::Role::manager; }
bool may_own(core::Role role) { return role == core::Role::owner; }

Outcome assign(storage::Roles& roles, const Actor& actor, Target target, core::PersonId to,
               core::Instant now) {
    auto the_case = open_case(roles, actor, target);
    if (!the_case) return the_case;
    if (the_case->status == CaseStatus::done) return std::unexpected(Refusal::not_possible);
    if (the_case->assignee == to) return the_case;
    std::string name;
    if (to) {
        const auto person = roles.people.find_person(to);
        if (!person || person->disabled || !may_act(person->role))
            return std::unexpected(Refusal::wrong_input);
        name = person->name;
    }
    the_case->assignee = to;
    return commit(roles, actor, *the_case, EventKind::assigned, name, now);
}

Outcome note(storage::Roles& roles, const Actor& actor, Target target, std::string text, core::Instant now) {
    text = tidy(text);
    target.revision = 0;  // A note changes nothing that another action could contradict.
    auto the_case = open_case(roles, actor, target);
    if (!the_case) return the_case;
    if (text.empty() || text.size() > most_note)
        return refuse(roles, actor, target, "note", text, Refusal::wrong_input, now);
    tell(roles, target.review, EventKind::noted, actor.person.id, text, now);
    keep_draft(roles, actor, target.review, "note", {}, now);
    return the_case;
}

Outcome hold(storage::Roles& roles, const Actor& actor, Target target, core::Instant resume,
             std::string reason, core::Instant now) {
    reason = tidy(reason);
    auto the_case = open_case(roles, actor, target);
    if (!the_case) return refuse(roles, actor, target, "reason", reason, the_case.error(), now);
    if (!core::is_open(the_case->status))
        return refuse(roles, actor, target, "reason", reason, Refusal::not_possible, now);
    if (resume <= now || resume > now + longest_hold || reason.size() > most_reason)
        return refuse(roles, actor, target, "reason", reason, Refusal::wrong_input, now);
    leave_hold(*the_case, now);
    the_case->status = CaseStatus::held;
    the_case->resume = resume;
    the_case->due += resume - now;
    the_case->reason = reason;
    keep_draft(roles, actor, target.review, "reason", {}, now);
    return commit(roles, actor, *the_case, EventKind::held, reason, now);
}

Outcome mark_answered(storage::Roles& roles, const Actor& actor, Target target, std::string text,
                      std::string url, core::Instant now) {
    text = tidy(text);
    url = tidy(url);
    const auto refuse_both = [&](Refusal refusal) {
        (void)refuse(roles, actor, target, "url", url, refusal, now);
        return refuse(roles, actor, target, "answer", text, refusal, now);
    };
    auto the_case = open_case(roles, actor, target);
    if (!the_case) return refuse_both(the_case.error());
    if (the_case->status == CaseStatus::done) return refuse_both(Refusal::not_possible);
    if ((!url.empty() && !is_web_address(url)) || text.size() > most_answer)
        return refuse_both(Refusal::wrong_input);
    close(*the_case, core::DoneHow::answered, now);
    the_case->answer_text = text;
    the_case->answer_url = url;
    keep_draft(roles, actor, target.review, "answer", {}, now);
    keep_draft(roles, actor, target.review, "url", {}, now);
    return commit(roles, actor, *the_case, EventKind::answered, text, now);
}

Outcome dismiss(storage::Roles& roles, const Actor& actor, Target target, std::string reason,
                core::Instant now) {
    reason = tidy(reason);
    auto the_case = open_case(roles, actor, target);
    if (!the_case) return refuse(roles, actor, target, "reason", reason, the_case.error(), now);
    if (!core::is_open(the_case->status))
        return refuse(roles, actor, target, "reason", reason, Refusal::not_possible, now);
    if (reason.empty() || reason.size() > most_reason)
        return refuse(roles, actor, target, "reason", reason, Refusal::wrong_input, now);
    close(*the_case, core::DoneHow::dismissed, now);
    the_case->reason = reason;
    keep_draft(roles, actor, target.review, "reason", {}, now);
    return commit(roles, actor, *the_case, EventKind::dismissed, reason, now);
}

Outcome reopen(storage::Roles& roles, const Actor& actor, Target target, core::Instant now) {
    auto the_case = open_case(roles, actor, target);
    if (!the_case) return the_case;
    const CaseStatus status = working_status(roles, target.review);
    if (the_case->status == CaseStatus::held) {
        leave_hold(*the_case, now);
        the_case->status = status;
        return commit(roles, actor, *the_case, EventKind::resumed, {}, now);
    }
    if (the_case->status != CaseStatus::done) return std::unexpected(Refusal::not_possible);
    // An answer taken back is a draft again, so that nobody has to write it twice.
    if (the_case->done_how == core::DoneHow::answered && !the_case->answer_text.empty())
        keep_draft(roles, actor, target.review, "answer", the_case->answer_text, now);
    the_case->answer_text.clear();
    the_case->answer_url.clear();
    open_again(*the_case, status, now);
    return commit(roles, actor, *the_case, EventKind::reopened, {}, now);
}

Outcome flag(storage::Roles& roles, const Actor& actor, Target target, core::Sentiment sentiment,
             core::Instant now) {
    auto the_case = open_case(roles, actor, target);
    if (!the_case) return the_case;
    if (sentiment == core::Sentiment::unjudged) return std::unexpected(Refusal::wrong_input);
    auto review = roles.intake.find(target.review);
    if (!review) return std::unexpected(Refusal::not_found);
    keep_correction(roles, actor, *review, sentiment, now);
    review->assessment.sentiment = sentiment;
    review->assessment.by = core::JudgedBy::person;
    review->assessment.grievance = false;
    review->assessment.conflict = false;
    roles.intake.update(*review, search_text(review->content));
    move_by_flag(roles, *the_case, *review, now);
    return commit(roles, actor, *the_case, EventKind::flagged, std::string(core::name_of(sentiment)), now);
}

std::size_t resume_due(storage::Roles& roles, core::Instant now) {
    std::size_t resumed = 0;
    for (const auto id : roles.desk.holds_due(now, 500)) {
        auto the_case = roles.intake.find_case(id);
        if (!the_case || the_case->status != CaseStatus::held) continue;
        leave_hold(*the_case, now);
        the_case->status = working_status(roles, id);
        ++the_case->revision;
        roles.intake.put_case(*the_case);
        tell(roles, id, EventKind::resumed, {}, {}, now);
        ++resumed;
    }
    return resumed;
}

}  // namespace reputed::desk
