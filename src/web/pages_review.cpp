// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// One review: its page, the actions on its case, and the drafts that are saved as they are typed.
#include <array>

#include "base/json.hpp"
#include "web/view_review.hpp"

namespace reputed::web {
namespace {

constexpr std::size_t most_draft = 200'000;  // bytes

/// What an action gets: inside the write job it must not look at the request again.
struct ActionForm {
    desk::Actor actor;
    desk::Target target;
    Request request;
    core::Instant now{};
    const Words* words = nullptr;
};

struct ReviewAction {
    desk::Outcome (*act)(storage::Roles&, const ActionForm&) = nullptr;
    std::string (*message)(const core::Case&, const ActionForm&, const Names&) = nullptr;
};

std::string zone_of(storage::Roles& roles, core::ReviewId id) {
    const auto review = roles.intake.find(id);
    const auto source = review ? roles.places.find_source(review->source) : std::nullopt;
    const auto location = source ? roles.places.find_location(source->location) : std::nullopt;
    return location ? location->zone : "UTC";
}

desk::Outcome assign(storage::Roles& roles, const ActionForm& form) {
    const std::string to = form.request.field("to");
    const auto person = to == "me" ? form.actor.person.id : id_from<core::PersonId>(to);
    return desk::assign(roles, form.actor, form.target, person, form.now);
}

std::string assigned_message(const core::Case& the_case, const ActionForm& form, const Names& names) {
    if (!the_case.assignee) return form.words->say("Nobody is assigned now.");
    if (the_case.assignee == form.actor.person.id) return form.words->say("It is yours now.");
    return form.words->say("Assigned to {name}.", {{"name", names.person_name(the_case.assignee)}});
}

desk::Outcome note(storage::Roles& roles, const ActionForm& form) {
    return desk::note(roles, form.actor, form.target, form.request.field("note"), form.now);
}

std::string noted_message(const core::Case& /*the_case*/, const ActionForm& form, const Names& /*names*/) {
    return form.words->say("The note is saved.");
}

desk::Outcome snooze(storage::Roles& roles, const ActionForm& form) {
    const auto choice = desk::snooze_named(form.request.field("for"));
    if (!choice) return std::unexpected(desk::Refusal::wrong_input);
    const auto resume = desk::snooze_until(*choice, zone_of(roles, form.target.review), form.now);
    return desk::hold(roles, form.actor, form.target, resume, form.request.field("reason"), form.now);
}

std::string held_message(const core::Case& /*the_case*/, const ActionForm& form, const Names& /*names*/) {
    return form.words->say("On hold. The clock stands still until it comes back.");
}

desk::Outcome mark_answered(storage::Roles& roles, const ActionForm& form) {
    return desk::mark_answered(roles, form.actor, form.target, form.request.field("answer"),
                               form.request.field("url"), form.now);
}

std::string answered_message(const core::Case& /*the_case*/, const ActionForm& form, const Names& /*names*/) {
    return form.words->say("Marked answered.");
}

desk::Outcome dismiss(storage::Roles& roles, const ActionForm& form) {
    const std::string choice = form.request.field("choice");
    std::string reason = choice == "other" ? std::string{} : dismiss_reason(choice, *form.words);
    const std::string typed = form.request.field("reason");
    if (!typed.empty()) reason += (reason.empty() ? "" : ": ") + typed;
    return desk::dismiss(roles, form.actor, form.target, reason, form.now);
}

std::string dismissed_message(const core::Case& the_case, const ActionForm& form, const Names& /*names*/) {
    return form.words->say("Dismissed as “{reason}”.", {{"reason", the_case.reason}});
}

desk::Outcome reopen(storage::Roles& roles, const ActionForm& form) {
    return desk::reopen(roles, form.actor, form.target, form.now);
}

std::string reopened_message(const core::Case& /*the_case*/, const ActionForm& form, const Names& /*names*/) {
    return form.words->say("Back in the queue.");
}

desk::Outcome flag(storage::Roles& roles, const ActionForm& form) {
    const auto sentiment = core::sentiment_named(form.request.field("sentiment"));
    if (!sentiment) return std::unexpected(desk::Refusal::wrong_input);
    return desk::flag(roles, form.actor, form.target, *sentiment, form.now);
}

std::string flagged_message(const core::Case& /*the_case*/, const ActionForm& form, const Names& /*names*/) {
    return form.words->say("The flag is corrected.");
}

struct Acted {
    desk::Outcome outcome = std::unexpected(desk::Refusal::not_found);
    Names names;
    std::string zone;
    std::optional<core::Event> last;  ///< what somebody else did meanwhile
};

Acted run(storage::Roles& roles, const ReviewAction& action, const ActionForm& form) {
    Acted acted;
    acted.outcome = action.act(roles, form);
    acted.names = Names::read(roles);
    const bool conflict = !acted.outcome && (acted.outcome.error() == desk::Refusal::changed_meanwhile ||
                                             acted.outcome.error() == desk::Refusal::not_possible);
    if (!conflict) return acted;
    acted.zone = zone_of(roles, form.target.review);
    const auto file = roles.desk.file_of(form.target.review);
    if (file && !file->events.empty()) acted.last = file->events.front();
    return acted;
}

/// An answer's own refusals come in words.
struct Replied {
    desk::ReplyOutcome outcome = std::unexpected(desk::ReplyRefused{});
    Acted acted;
};

Replied run_reply(storage::Roles& roles, bool sends, const ActionForm& form) {
    Replied replied;
    replied.outcome =
        sends ? desk::send_reply(roles, form.actor, form.target, form.request.field("answer"), form.now)
              : desk::take_back_reply(roles, form.actor, form.target, form.now);
    if (replied.outcome) return replied;
    replied.acted.outcome = std::unexpected(replied.outcome.error().refusal);
    replied.acted.names = Names::read(roles);
    replied.acted.zone = zone_of(roles, form.target.review);
    const auto file = roles.desk.file_of(form.target.review);
    if (file && !file->events.empty()) replied.acted.last = file->events.front();
    return replied;
}

/// What opening the case again takes back.
std::vector<std::string> undo_of(const desk::Outcome& outcome) {
    const bool closed =
        outcome && (outcome->status == core::CaseStatus::done || outcome->status == core::CaseStatus::held);
    if (!closed) return {};
    return {fmt::format("{}-{}", outcome->review.value, outcome->revision)};
}

std::string refusal_message(const Acted& acted, const Words& words) {
    const auto refusal = acted.outcome.error();
    const std::string name = acted.last ? acted.names.person_name(acted.last->person) : std::string{};
    if (refusal != desk::Refusal::changed_meanwhile || name.empty()) return words_of(refusal, words);
    return words.say("{name} changed this review at {time}. What you typed is kept as a draft.",
                     {{"name", name}, {"time", words.time_of_day(acted.last->at, acted.zone)}});
}

base::Task<Response> act_on_one(std::shared_ptr<Site> site, Request request, Visitor visitor,
                                ReviewAction action) {
    const auto id = id_from<core::ReviewId>(request.captured["id"]);
    const std::string list = query_text(parse_query(request.field("in")));
    ActionForm form{{*visitor.person},
                    {id, whole_number(request.field("revision"))},
                    std::move(request),
                    site->clock.now(),
                    visitor.words};
    const auto write = [action, form](storage::Roles& roles) { return run(roles, action, form); };
    const Acted acted = co_await site->store.write(write);
    if (!acted.outcome && acted.outcome.error() == desk::Refusal::not_found)
        co_return not_found(*site, visitor);
    const std::string message = acted.outcome ? action.message(*acted.outcome, form, acted.names)
                                              : refusal_message(acted, *visitor.words);
    co_return done(*site, review_path(id, list), message, undo_of(acted.outcome));
}

base::Task<Response> reply_on_portal(std::shared_ptr<Site> site, Request request, Visitor visitor,
                                     bool sends) {
    const auto id = id_from<core::ReviewId>(request.captured["id"]);
    const std::string list = query_text(parse_query(request.field("in")));
    const Words& words = *visitor.words;
    ActionForm form{{*visitor.person},
                    {id, whole_number(request.field("revision"))},
                    std::move(request),
                    site->clock.now(),
                    visitor.words};
    const auto write = [sends, form](storage::Roles& roles) { return run_reply(roles, sends, form); };
    const Replied replied = co_await site->store.write(write);
    if (!replied.outcome && replied.outcome.error().refusal == desk::Refusal::not_found)
        co_return not_found(*site, visitor);
    std::string message =
        sends ? words.say("The answer is on its way.") : words.say("The answer is being taken back.");
    if (!replied.outcome) {
        // The words of the rooms below are English sentences of the catalogue.
        const auto& said = replied.outcome.error().words;
        message = said.empty() ? refusal_message(replied.acted, words) : words.say(said);
    } else if (site->replies_waiting) {
        site->replies_waiting();
    }
    co_return done(*site, review_path(id, list, "reply"), message);
}

base::Task<Response> review_page(std::shared_ptr<Site> site, Request request, Visitor visitor) {
    const auto now = site->clock.now();
    const auto id = id_from<core::ReviewId>(request.captured["id"]);
    const auto read = [id, list = request.query_value("in"), me = visitor.person->id, now,
                       assessor = site->rules.assessor](storage::Roles& roles) {
        return read_review(roles, id, list, me, now, assessor.get());
    };
    const std::optional<ReviewFacts> facts = co_await site->store.read(read);
    if (!facts) co_return not_found(*site, visitor);
    View view = review_view(*facts, visitor, now);
    PageFrame frame{review_title(*facts, *visitor.words), "queue", 200};
    Response response = co_await framed(site, std::move(visitor), std::move(frame), "pages/review",
                                        std::move(view), request.target);
    co_return response;
}

constexpr std::array<std::string_view, 4> draft_fields{"answer", "note", "reason", "url"};

/// The typed fields that the form holds; an empty one removes its draft.
std::vector<storage::Draft> drafts_in(const Request& request, core::PersonId person, core::Instant now) {
    const auto review = id_from<core::ReviewId>(request.captured.at("id"));
    std::vector<storage::Draft> drafts;
    for (const auto& [name, text] : request.form()) {
        const bool known = std::ranges::find(draft_fields, name) != draft_fields.end();
        if (known && text.size() <= most_draft) drafts.push_back({person, review, name, text, now});
    }
    return drafts;
}

/// The zone the time of saving is told in; nothing when there is no such review.
std::optional<std::string> save_drafts(storage::Roles& roles, core::ReviewId review,
                                       const std::vector<storage::Draft>& drafts) {
    if (!roles.intake.find(review)) return std::nullopt;
    for (const auto& draft : drafts) roles.people.save(draft);
    return zone_of(roles, review);
}

base::Task<Response> drafts_saved(std::shared_ptr<Site> site, Request request, Visitor visitor) {
    const Words& words = *visitor.words;
    const auto now = site->clock.now();
    const auto review = id_from<core::ReviewId>(request.captured["id"]);
    const auto drafts = drafts_in(request, visitor.person->id, now);
    if (drafts.empty())
        co_return Response::text(400, words.say("There was no draft to save, or it is too long."));
    const auto write = [review, drafts](storage::Roles& roles) { return save_drafts(roles, review, drafts); };
    const std::optional<std::string> zone = co_await site->store.write(write);
    if (!zone) co_return not_found(*site, visitor);
    const std::string message = words.say("Draft saved at {time}", {{"time", words.time_of_day(now, *zone)}});
    if (request.header("accept").find("application/json") == std::string::npos) {
        const std::string list = query_text(parse_query(request.field("in")));
        co_return done(*site, review_path(review, list, "reply"), message);
    }
    base::JsonWriter json;
    json.begin_object().member("saved", message).end_object();
    co_return Response::json(json.take());
}

}  // namespace

void add_review_pages(Routes& routes, std::shared_ptr<Site> site) {
    const auto action = [site](ReviewAction named) {
        return [site, named](Request request, Visitor visitor) {
            return act_on_one(site, std::move(request), std::move(visitor), named);
        };
    };
    routes.get("/reviews/{id}", Access::reader, [site](Request request, Visitor visitor) {
        return review_page(site, std::move(request), std::move(visitor));
    });
    routes.post("/reviews/{id}/assign", Access::responder, action({assign, assigned_message}));
    routes.post("/reviews/{id}/note", Access::responder, action({note, noted_message}));
    routes.post("/reviews/{id}/snooze", Access::responder, action({snooze, held_message}));
    routes.post("/reviews/{id}/answered", Access::responder, action({mark_answered, answered_message}));
    routes.post("/reviews/{id}/dismiss", Access::responder, action({dismiss, dismissed_message}));
    routes.post("/reviews/{id}/reopen", Access::responder, action({reopen, reopened_message}));
    routes.post("/reviews/{id}/flag", Access::responder, action({flag, flagged_message}));
    for (const bool sends : {true, false})
        routes.post(sends ? "/reviews/{id}/reply" : "/reviews/{id}/take-back", Access::responder,
                    [site, sends](Request request, Visitor visitor) {
                        return reply_on_portal(site, std::move(request), std::move(visitor), sends);
                    });
    routes.post("/reviews/{id}/draft", Access::responder, [site](Request request, Visitor visitor) {
        return drafts_saved(site, std::move(request), std::move(visitor));
    });
}

}  // namespace reputed::web
