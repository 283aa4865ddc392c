// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "desk/replies.hpp"

#include "alerts/lost_answer.hpp"
#include "desk/case_work.hpp"
#include "fetchers/fetcher.hpp"

namespace reputed::desk {
namespace {

using core::EventKind;
using core::Reply;
using core::ReplyState;
using core::ReplyWish;

/// Everything an answer needs to know before it is wished for.
struct Ground {
    core::Review review;
    core::Source source;
    fetchers::ReplyRules rules;
    std::optional<Reply> last;
};

std::unexpected<ReplyRefused> no(Refusal refusal, std::string words = {}) {
    return std::unexpected(ReplyRefused{refusal, std::move(words)});
}

std::expected<Ground, ReplyRefused> ground_of(storage::Roles& roles, core::ReviewId id) {
    auto review = roles.intake.find(id);
    if (!review) return no(Refusal::not_found);
    auto source = roles.places.find_source(review->source);
    const auto rules = reply_rules(roles, *review);
    if (!source || !rules)
        return no(Refusal::not_possible, "Answers to this source are posted on the portal by hand.");
    if (source->archived || source->pause)
        return no(Refusal::not_possible, "The source is paused. Resume it, then send the answer.");
    Ground ground{*std::move(review), *std::move(source), *rules, roles.replies.last_of(id)};
    if (ground.last && core::is_under_way(ground.last->state))
        return no(Refusal::changed_meanwhile, "An answer to this review is on its way already.");
    return ground;
}

core::VersionId newest_version(storage::Roles& roles, core::ReviewId id) {
    const auto file = roles.desk.file_of(id);
    return file && !file->versions.empty() ? file->versions.back().id : core::VersionId{};
}

Reply wish(storage::Roles& roles, const Actor& actor, const Ground& ground, ReplyWish wanted,
           std::string text, core::Instant now) {
    Reply reply;
    reply.id = roles.replies.next_reply_id(now);
    reply.review = ground.review.id;
    reply.person = actor.person.id;
    reply.text = std::move(text);
    reply.wanted = wanted;
    reply.made = reply.changed = reply.next_try = now;
    if (ground.last) reply.portal_id = ground.last->portal_id;
    reply.version = newest_version(roles, ground.review.id);
    return reply;
}

void reopen_case(storage::Roles& roles, core::ReviewId review, core::Instant now) {
    auto the_case = roles.intake.find_case(review);
    const bool closed_by_answer = the_case && the_case->status == core::CaseStatus::done &&
                                  (the_case->done_how == core::DoneHow::answered ||
                                   the_case->done_how == core::DoneHow::answered_elsewhere);
    if (!closed_by_answer) return;
    open_again(*the_case, working_status(roles, review), now);
    the_case->answer_text.clear();
    the_case->answer_url.clear();
    ++the_case->revision;
    roles.intake.put_case(*the_case);
    tell(roles, review, EventKind::reopened, {}, {}, now);
}

void close_case(storage::Roles& roles, const Reply& reply, core::Instant now) {
    auto the_case = roles.intake.find_case(reply.review);
    if (!the_case || the_case->status == core::CaseStatus::done) return;
    close(*the_case, core::DoneHow::answered, now);
    the_case->answer_text = reply.text;
    ++the_case->revision;
    roles.intake.put_case(*the_case);
}

/// The words of a failed answer go back into the box they came from.
void back_to_draft(storage::Roles& roles, const Reply& reply, core::Instant now) {
    Actor author;
    author.person.id = reply.person;
    if (reply.wanted == ReplyWish::posted) keep_draft(roles, author, reply.review, "answer", reply.text, now);
}

}  // namespace

std::optional<fetchers::ReplyRules> reply_rules(storage::Roles& roles, const core::Review& review) {
    const auto source = roles.places.find_source(review.source);
    const auto* portal = source ? fetchers::find_portal(source->portal) : nullptr;
    if (portal == nullptr || portal->make_replier == nullptr) return std::nullopt;
    return fetchers::rules_for(*portal, *source);
}

ReplyOutcome send_reply(storage::Roles& roles, const Actor& actor, Target target, std::string text,
                        core::Instant now) {
    text = tidy(text);
    const auto refused = [&](ReplyRefused why) {
        (void)refuse(roles, actor, target, "answer", text, why.refusal, now);
        return std::unexpected(std::move(why));
    };
    const auto the_case = open_case(roles, actor, target);
    if (!the_case) return refused({the_case.error(), {}});
    const auto ground = ground_of(roles, target.review);
    if (!ground) return refused(ground.error());
    if (auto words = fetchers::problem_of_length(ground->rules, text); !words.empty())
        return refused({Refusal::wrong_input, std::move(words)});
    const bool stands = ground->last && ground->last->state == ReplyState::live;
    if (!ground->rules.can_change && (stands || ground->review.content.reply))
        return refused(
            {Refusal::not_possible, "This portal takes one answer to a review and never changes it."});
    Reply reply = wish(roles, actor, *ground, ReplyWish::posted, text, now);
    if (!roles.replies.add(reply)) return refused({Refusal::changed_meanwhile, {}});
    keep_draft(roles, actor, target.review, "answer", {}, now);
    (void)commit(roles, actor, *the_case, EventKind::reply_sent, text, now);
    return reply;
}

ReplyOutcome take_back_reply(storage::Roles& roles, const Actor& actor, Target target, core::Instant now) {
    const auto the_case = open_case(roles, actor, target);
    if (!the_case) return no(the_case.error());
    const auto ground = ground_of(roles, target.review);
    if (!ground) return std::unexpected(ground.error());
    if (!ground->rules.can_remove || !ground->last || ground->last->state == ReplyState::gone)
        return no(Refusal::not_possible,
                  "There is no answer that could be taken back here. Do it on the portal.");
    Reply reply = wish(roles, actor, *ground, ReplyWish::removed, ground->last->text, now);
    if (!roles.replies.add(reply)) return no(Refusal::changed_meanwhile);
    (void)commit(roles, actor, *the_case, EventKind::reply_withdrawn, {}, now);
    return reply;
}

void record(storage::Roles& roles, const Reply& before, const Reply& after, core::Instant now) {
    // A person's edit of the review may have been noted meanwhile.
    Reply written = after;
    if (const auto stored = roles.replies.find(after.id)) written.stale = stored->stale;
    roles.replies.update(written);
    if (before.state == after.state) return;
    const auto say = [&](EventKind kind, std::string text) {
        tell(roles, after.review, kind, {}, std::move(text), now);
    };
    const bool posted = after.wanted == ReplyWish::posted;
    switch (after.state) {
        case ReplyState::accepted:
        case ReplyState::pending:
            if (posted) close_case(roles, after, now);
            break;
        case ReplyState::live:
            close_case(roles, after, now);
            say(EventKind::reply_live, {});
            break;
        case ReplyState::rejected:
            say(EventKind::reply_rejected, after.words);
            reopen_case(roles, after.review, now);
            back_to_draft(roles, after, now);
            alerts::tell_of_lost_answer(roles, after, now);
            break;
        case ReplyState::failed:
            say(EventKind::reply_failed, after.words);
            if (posted) reopen_case(roles, after.review, now);
            back_to_draft(roles, after, now);
            alerts::tell_of_lost_answer(roles, after, now);
            break;
        case ReplyState::gone:
            say(EventKind::reply_gone, {});
            reopen_case(roles, after.review, now);
            break;
        case ReplyState::queued:
        case ReplyState::sending:
        case ReplyState::uncertain:
            break;
    }
}

}  // namespace reputed::desk
