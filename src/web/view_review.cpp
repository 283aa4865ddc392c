// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "web/view_review.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "web/view_marks.hpp"
#include "web/view_reply.hpp"
#include "web/view_timeline.hpp"

namespace reputed::web {
namespace {

constexpr std::size_t ranked_rows = 100;
constexpr std::int64_t count_up_to = 1000;
constexpr std::size_t same_author_rows = 3;

struct Context {
    const ReviewFacts& facts;
    const core::Location& location;
    core::Instant now{};
    const Words& words;

    [[nodiscard]] const core::Review& review() const { return facts.file.review; }
    [[nodiscard]] const core::Case& the_case() const { return facts.file.the_case; }
    [[nodiscard]] std::string time(core::Instant at) const { return words.date_time(at, location.zone, now); }
};

ListPlace find_place(storage::Roles& roles, const QueueAsk& ask, const core::Case& the_case) {
    ListPlace place;
    place.total = roles.desk.count(ask.filter, count_up_to);
    const auto page = roles.desk.queue(ask.filter, std::nullopt, ranked_rows);
    const auto& rows = page.rows;
    const auto here = std::ranges::find(rows, the_case.review, [](const auto& row) { return row.review.id; });
    if (here != rows.end()) {
        place.rank = here - rows.begin() + 1;
        if (here != rows.begin()) place.previous = std::prev(here)->review.id;
        if (std::next(here) != rows.end()) place.next = std::next(here)->review.id;
    }
    if (place.next) return place;
    // Beyond the ranked rows, or no longer in this list: what follows its place in the list's order.
    const auto behind = roles.desk.queue(ask.filter, cursor_at(the_case, ask.filter.tab), 1);
    if (!behind.rows.empty() && behind.rows.front().review.id != the_case.review)
        place.next = behind.rows.front().review.id;
    return place;
}

std::string draft_of(const ReviewFacts& facts, std::string_view field) {
    const auto found = std::ranges::find(facts.drafts, field, &storage::Draft::field);
    return found == facts.drafts.end() ? std::string{} : found->text;
}

std::string draft_state(const Context& context) {
    const auto& drafts = context.facts.drafts;
    const auto found = std::ranges::find(drafts, "answer", &storage::Draft::field);
    if (found == drafts.end()) return {};
    const std::string time = context.words.time_of_day(found->saved, context.location.zone);
    return context.words.say("Draft saved at {time}", {{"time", time}});
}

void set_place(View& view, const Context& context) {
    const auto& place = context.facts.place;
    const std::string list = context.facts.ask.list();
    const Words& words = context.words;
    view.set("back", queue_path(context.facts.ask.pairs) + "#r" + std::to_string(context.review().id.value));
    view.set("rank", place.rank ? words.say("{n} of {all}", {{"n", words.number(*place.rank)},
                                                             {"all", words.number(place.total)}})
                                : std::string{});
    view.set("previous", place.previous ? review_path(place.previous, list) : std::string{});
    view.set("next", place.next ? review_path(place.next, list) : std::string{});
}

View part_view(const desk::ChangedPart& part) {
    View view;
    view.set("same", part.kind == desk::ChangedPart::Kind::same);
    view.set("added", part.kind == desk::ChangedPart::Kind::added);
    view.set("removed", part.kind == desk::ChangedPart::Kind::removed);
    view.set("text", part.text);
    return view;
}

std::string stars_change(const desk::LastChange& change, const Words& words) {
    if (!change.stars_changed()) return {};
    const auto text = [&](const std::optional<core::Rating>& rating) {
        return rating ? rating_text(*rating, words) : words.say("no stars");
    };
    return words.say("{after}, was {before}",
                     {{"after", text(change.rating_after)}, {"before", text(change.rating_before)}});
}

void set_change(View& view, const Context& context) {
    const auto change = desk::last_change(context.facts.file.versions);
    std::vector<View> shown;
    if (change) {
        View one;
        std::vector<View> parts;
        for (const auto& part : change->parts) parts.push_back(part_view(part));
        one.set("parts", std::move(parts));
        one.set("stars_change", stars_change(*change, context.words));
        one.set("time", context.time(change->seen));
        shown.push_back(std::move(one));
    }
    view.set("change", std::move(shown));
}

void set_earlier(View& view, const Context& context) {
    std::vector<View> earlier;
    for (const auto& version : desk::earlier_versions(context.facts.file.versions)) {
        View one;
        one.set("time", context.time(version.seen));
        one.set("iso", core::to_iso(version.seen));
        one.set("heading", version.title);
        one.set("body", version.body);
        set_stars(one, version.rating, context.words);
        earlier.push_back(std::move(one));
    }
    view.set("has_earlier", !earlier.empty());
    view.set("earlier", std::move(earlier));
}

void set_flags(View& view, const Context& context) {
    const auto& said = context.review().assessment;
    auto flags = flag_badges(said, context.words);
    if (auto urgent = urgency_badge(said, context.words)) flags.insert(flags.begin(), std::move(*urgent));
    view.set("has_flags", !flags.empty());
    view.set("flags", std::move(flags));
}

const fetchers::Portal* portal_of(const Context& context) {
    const auto source = context.facts.names.sources.find(context.review().source);
    return source == context.facts.names.sources.end() ? nullptr
                                                       : fetchers::find_portal(source->second.portal);
}

/// What a portal wants to be said beside its reviews: why there are no words, where they can be read.
std::string portal_notice(const Context& context) {
    const auto* portal = portal_of(context);
    return portal == nullptr || portal->retention.notice.empty()
               ? std::string{}
               : told(portal->retention.notice, context.words);
}

void set_text(View& view, const Context& context) {
    const auto& review = context.review();
    view.set("author", author_of(review, context.words));
    view.set("lang", lang_of(review));
    view.set("heading", review.content.title);
    view.set("body", review.content.body);
    set_spans(view, context.facts.explanation, context.words);
    const std::string notice = portal_notice(context);
    view.set("portal_notice", notice);
    view.set("silent", notice.empty() && review.content.title.empty() && review.content.body.empty());
    view.set("item", review.item);
    view.set("gone_since", review.removed ? context.time(*review.removed) : std::string{});
    const auto& reply = review.content.reply;
    view.set("portal_reply", reply ? reply->text : std::string{});
    view.set("portal_reply_time", reply && reply->at ? context.time(*reply->at) : std::string{});
    set_rating(view, review.content, context.words);
    set_flags(view, context);
    set_change(view, context);
    set_earlier(view, context);
}

/// Where the review stands, or at least the page it was read from.
std::string place_on_portal(const Context& context) {
    const auto& review = context.review();
    if (!review.content.url.empty()) return review.content.url;
    const auto* portal = portal_of(context);
    return portal == nullptr || portal->address == nullptr
               ? std::string{}
               : portal->address(context.facts.names.sources.at(review.source));
}

void set_compose(View& view, const Context& context, bool may_act) {
    const auto& the_case = context.the_case();
    const bool open = the_case.status != core::CaseStatus::done;
    const std::string portal = context.facts.names.source_name(context.review().source);
    view.set("compose", may_act && open);
    view.set("portal", portal);
    set_reply(view, context.facts.reply_rules, context.facts.reply, portal, may_act, context.words);
    view.set("draft", draft_of(context.facts, "answer"));
    view.set("draft_state", draft_state(context));
    view.set("url_draft", draft_of(context.facts, "url"));
    view.set("note_draft", draft_of(context.facts, "note"));
    view.set("reason_draft", draft_of(context.facts, "reason"));
    view.set_url("open_url", place_on_portal(context));
    const bool answered = the_case.status == core::CaseStatus::done && !the_case.answer_text.empty() &&
                          the_case.done_how == core::DoneHow::answered;
    view.set("our_answer", answered ? the_case.answer_text : std::string{});
    view.set_url("our_answer_url", the_case.done_how == core::DoneHow::answered ? the_case.answer_url : "");
}

std::vector<View> assignees(const Context& context) {
    const auto& assigned = context.the_case().assignee;
    std::vector<View> all{choice("0", context.words.say("nobody yet"), !assigned)};
    for (const auto& [id, person] : context.facts.names.people) {
        if (person.disabled || !desk::may_act(person.role)) continue;
        all.push_back(choice(std::to_string(id.value), context.facts.names.person_name(id), id == assigned));
    }
    return all;
}

std::vector<View> sentiments(const Context& context) {
    const auto now = context.review().assessment.sentiment;
    std::vector<View> all;
    for (const auto sentiment :
         {core::Sentiment::negative, core::Sentiment::neutral, core::Sentiment::positive})
        all.push_back(choice(std::string(core::name_of(sentiment)), words_of(sentiment, context.words),
                             sentiment == now));
    return all;
}

void set_actions(View& view, const Context& context, const core::Person& visitor) {
    const auto& the_case = context.the_case();
    const bool may_act = desk::may_act(visitor.role);
    const bool done = the_case.status == core::CaseStatus::done;
    view.set("may_act", may_act);
    view.set("can_answer", may_act && !done);
    view.set("can_take", may_act && !done && the_case.assignee != visitor.id);
    view.set("can_hold", may_act && core::is_open(the_case.status));
    view.set("can_dismiss", may_act && core::is_open(the_case.status));
    view.set("can_reopen", may_act && done);
    view.set("can_resume", may_act && the_case.status == core::CaseStatus::held);
    view.set("can_assign", may_act && !done);
    view.set("unjudged", may_act && the_case.status == core::CaseStatus::unjudged);
    view.set("why_unjudged", why_unjudged(context.review(), context.words));
    view.set("assignees", assignees(context));
    view.set("sentiments", sentiments(context));
    view.set("reasons", dismiss_choices(context.words));
}

/// A date without a time of day is shown as it was given: more would be invented.
std::string written_text(const core::Stamp& stamp, const Context& context) {
    const bool timed = stamp.precision == core::Stamp::Precision::second ||
                       stamp.precision == core::Stamp::Precision::minute;
    return timed ? context.time(stamp.at) : core::to_iso(stamp);
}

void add_deadline(std::vector<View>& all, const Context& context) {
    const auto& the_case = context.the_case();
    const Words& words = context.words;
    if (the_case.status == core::CaseStatus::awaiting) {
        const bool late = the_case.due <= context.now;
        const std::string time = context.time(the_case.due);
        all.push_back(fact(words.say("Due"), late ? words.say("{time}, late", {{"time", time}}) : time,
                           core::to_iso(the_case.due), late));
    }
    if (the_case.status == core::CaseStatus::held && the_case.resume)
        all.push_back(
            fact(words.say("Comes back"), context.time(*the_case.resume), core::to_iso(*the_case.resume)));
    if (the_case.status == core::CaseStatus::done && the_case.done_at)
        all.push_back(
            fact(words.say("Done"), context.time(*the_case.done_at), core::to_iso(*the_case.done_at)));
}

std::string other_ways(const Context& context) {
    std::set<std::string> names;
    for (const auto& sighting : context.facts.sightings)
        names.insert(context.facts.names.source_name(sighting.source));
    return fmt::format("{}", fmt::join(names, ", "));
}

std::vector<View> facts_of(const Context& context) {
    const Words& words = context.words;
    const auto& review = context.review();
    const auto& assignee = context.the_case().assignee;
    std::vector<View> all;
    all.push_back(fact(words.say("State"), words_of(context.the_case().status, words)));
    all.push_back(fact(words.say("Assigned"),
                       assignee ? context.facts.names.person_name(assignee) : words.say("nobody yet")));
    if (review.content.published)
        all.push_back(fact(words.say("Written"), written_text(*review.content.published, context),
                           core::to_iso(*review.content.published)));
    all.push_back(
        fact(words.say("First seen"), context.time(review.first_seen), core::to_iso(review.first_seen)));
    add_deadline(all, context);
    if (const auto ways = other_ways(context); !ways.empty())
        all.push_back(fact(words.say("Also seen through"), ways));
    for (auto& one : judgement_facts(review, context.facts.explanation, words)) all.push_back(std::move(one));
    if (!context.the_case().reason.empty())
        all.push_back(fact(words.say("Reason"), context.the_case().reason));
    return all;
}

std::vector<View> same_author(const Context& context) {
    std::vector<View> all;
    for (const auto& other : context.facts.same_author) {
        View view;
        set_stars(view, other.content.rating, context.words);
        view.set("path", review_path(other.id, {}));
        view.set("place", context.facts.names.source_name(other.source));
        view.set("time", context.time(other.first_seen));
        view.set("lang", lang_of(other));
        view.set("said",
                 beginning_of(other.content.body.empty() ? other.content.title : other.content.body, 160));
        all.push_back(std::move(view));
    }
    return all;
}

}  // namespace

std::optional<ReviewFacts> read_review(storage::Roles& roles, core::ReviewId id, const std::string& list,
                                       core::PersonId me, core::Instant now, const text::Assessor* assessor) {
    auto file = roles.desk.file_of(id);
    if (!file) return std::nullopt;
    ReviewFacts facts;
    facts.file = std::move(*file);
    facts.explanation = desk::explain(facts.file.review, assessor);
    facts.names = Names::read(roles);
    facts.ask = read_ask(parse_query(list), facts.names, me, now);
    facts.place = find_place(roles, facts.ask, facts.file.the_case);
    facts.reply_rules = desk::reply_rules(roles, facts.file.review);
    facts.reply = roles.replies.last_of(id);
    facts.sightings = roles.sightings.of(id);
    facts.drafts = roles.people.drafts(me, id);
    facts.same_author = roles.desk.same_author(facts.file.review, same_author_rows);
    return facts;
}

View review_view(const ReviewFacts& facts, const Visitor& visitor, core::Instant now) {
    const Words& words = *visitor.words;
    const Context context{facts, facts.names.location(facts.file.location), now, words};
    View view;
    view.set("id", std::to_string(context.review().id.value));
    view.set("revision", std::to_string(context.the_case().revision));
    view.set("in", facts.ask.list());
    view.set("location", context.location.name);
    view.set("language", known_language(context.review().assessment.language, words));
    set_time_words(view);
    set_place(view, context);
    set_chip(view, context.the_case(), context.review().assessment.sentiment, context.location, now, words);
    set_text(view, context);
    set_actions(view, context, *visitor.person);
    set_compose(view, context, desk::may_act(visitor.person->role));
    view.set("facts", facts_of(context));
    view.set("events", timeline(facts.file.events, facts.names, context.location.zone, now, words));
    auto others = same_author(context);
    view.set("has_same_author", !others.empty());
    view.set("same_author", std::move(others));
    return view;
}

std::string review_title(const ReviewFacts& facts, const Words& words) {
    return fmt::format("{}, {}, {}", author_of(facts.file.review, words),
                       facts.names.source_name(facts.file.review.source),
                       facts.names.location(facts.file.location).name);
}

}  // namespace reputed::web
