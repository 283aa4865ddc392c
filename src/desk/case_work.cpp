// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "desk/case_work.hpp"

#include "base/utf8.hpp"

namespace reputed::desk {

using core::CaseStatus;
using core::EventKind;

std::string tidy(std::string_view typed) {
    std::string text;
    for (const char c : base::to_valid_utf8(typed))
        if (c != '\r' && c != '\0') text += c;
    const auto first = text.find_first_not_of(" \t\n");
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\n") - first + 1);
}

Outcome open_case(storage::Roles& roles, const Actor& actor, Target target) {
    if (actor.person.disabled || !may_act(actor.person.role)) return std::unexpected(Refusal::not_allowed);
    auto the_case = roles.intake.find_case(target.review);
    if (!the_case) return std::unexpected(Refusal::not_found);
    if (target.revision != 0 && target.revision != the_case->revision)
        return std::unexpected(Refusal::changed_meanwhile);
    return *the_case;
}

void tell(storage::Roles& roles, core::ReviewId review, EventKind kind, core::PersonId person,
          std::string text, core::Instant now) {
    core::Event event;
    event.id = roles.intake.next_event_id(now);
    event.review = review;
    event.at = now;
    event.kind = kind;
    event.person = person;
    event.text = std::move(text);
    roles.intake.add_event(event);
}

Outcome commit(storage::Roles& roles, const Actor& actor, core::Case the_case, EventKind kind,
               std::string text, core::Instant now) {
    ++the_case.revision;
    roles.intake.put_case(the_case);
    tell(roles, the_case.review, kind, actor.person.id, std::move(text), now);
    return the_case;
}

void keep_draft(storage::Roles& roles, const Actor& actor, core::ReviewId review, std::string_view field,
                std::string_view text, core::Instant now) {
    storage::Draft draft;
    draft.person = actor.person.id;
    draft.review = review;
    draft.field = field;
    draft.text = text;
    draft.saved = now;
    roles.people.save(draft);
}

Outcome refuse(storage::Roles& roles, const Actor& actor, Target target, std::string_view field,
               std::string_view text, Refusal refusal, core::Instant now) {
    const bool has_place = refusal != Refusal::not_found && refusal != Refusal::not_allowed;
    if (has_place && !text.empty()) keep_draft(roles, actor, target.review, field, text, now);
    return std::unexpected(refusal);
}

void leave_hold(core::Case& the_case, core::Instant now) {
    if (the_case.status != CaseStatus::held || !the_case.resume) return;
    the_case.due -= *the_case.resume - now;
    the_case.resume.reset();
    the_case.reason.clear();
}

void close(core::Case& the_case, core::DoneHow how, core::Instant now) {
    leave_hold(the_case, now);
    the_case.status = CaseStatus::done;
    the_case.done_at = now;
    the_case.done_how = how;
}

void open_again(core::Case& the_case, CaseStatus status, core::Instant now) {
    if (the_case.done_at) the_case.due += now - *the_case.done_at;
    the_case.status = status;
    the_case.done_at.reset();
    the_case.done_how.reset();
    the_case.reason.clear();
}

CaseStatus working_status(storage::Roles& roles, core::ReviewId id) {
    const auto review = roles.intake.find(id);
    const bool unjudged = review && review->assessment.sentiment == core::Sentiment::unjudged;
    return unjudged ? CaseStatus::unjudged : CaseStatus::awaiting;
}

}  // namespace reputed::desk
