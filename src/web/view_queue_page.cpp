// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "web/view_queue_page.hpp"

#include "base/zone.hpp"
#include "web/view_coverage.hpp"

namespace reputed::web {
namespace {

constexpr std::size_t rows_a_page = 50;
constexpr std::size_t held_beside = 10;  // rows of the hold group under the awaiting ones
constexpr std::int64_t count_up_to = 1000;

storage::QueueFilter held_filter(storage::QueueFilter filter) {
    filter.tab = storage::Tab::held;
    return filter;
}

storage::QueueFilter late_filter(storage::QueueFilter filter) {
    filter.late_only = true;
    return filter;
}

bool is_whole_list(const QueueFacts& facts) { return !facts.page.next && !facts.ask.after; }

GroupCounts group_counts(const QueueFacts& facts, const RowContext& context) {
    GroupCounts counts;
    if (facts.late < count_up_to) counts.late = facts.late;
    if (!is_whole_list(facts)) return counts;
    const auto end = end_of_today(context);
    const auto today = std::ranges::count_if(facts.page.rows, [&](const auto& row) {
        return row.the_case.due > context.now && row.the_case.due < end;
    });
    counts.today = today;
    counts.later = static_cast<std::int64_t>(facts.page.rows.size()) - today - facts.late;
    return counts;
}

std::vector<View> plain_rows(const std::vector<storage::QueueRow>& rows, const RowContext& context) {
    std::vector<View> views;
    views.reserve(rows.size());
    for (const auto& row : rows) views.push_back(row_view(row, context));
    return views;
}

std::vector<View> groups_of(const QueueFacts& facts, const RowContext& context) {
    const auto& words = context.words;
    if (facts.ask.filter.tab != storage::Tab::awaiting) {
        if (facts.page.rows.empty()) return {};
        return {group_view("rows", {}, {}, {}, plain_rows(facts.page.rows, context))};
    }
    auto groups = awaiting_groups(facts.page.rows, group_counts(facts, context), context);
    if (!facts.held.rows.empty()) {
        const bool all = !facts.held.next;
        const auto number = static_cast<std::int64_t>(facts.held.rows.size());
        groups.push_back(group_view("held", words.say("On hold"), all ? words.number(number) : std::string{},
                                    words.say("The clock stands still until the hold is lifted."),
                                    plain_rows(facts.held.rows, context)));
    }
    return groups;
}

struct Emptiness {
    std::string kind, icon, title, text, link_text, link;
};

Emptiness nothing_waits(const QueueFacts& facts, core::Instant now, const Words& words) {
    const auto proof = desk::prove_coverage(facts.standings, now);
    const std::string doubts = coverage_doubts(facts.standings, proof, words);
    const std::string text = coverage_sentence(proof, now, words) + (doubts.empty() ? "" : " " + doubts);
    if (proof.is_complete())
        return {"empty-ok", "fine", words.say("Nothing waits for an answer"), text, {}, {}};
    return {"empty-warn",         "warn",    words.say("Nothing waits, as far as we can see"), text,
            words.say("See why"), "/sources"};
}

Emptiness empty_tab(const QueueFacts& facts, core::Instant now, const Words& words) {
    switch (facts.ask.filter.tab) {
        case storage::Tab::awaiting:
            return nothing_waits(facts, now, words);
        case storage::Tab::unjudged:
            return {"", "fine", words.say("Nothing waits to be judged"), {}, {}, {}};
        case storage::Tab::held:
            return {"", "pause", words.say("Nothing is on hold"), {}, {}, {}};
        case storage::Tab::done:
            return {"", "check", words.say("Nothing is done yet"), {}, {}, {}};
        case storage::Tab::all:
            return {"", "inbox", words.say("No review has been read yet"), {}, {}, {}};
    }
    return {};
}

Emptiness emptiness_of(const QueueFacts& facts, bool may_set_up, core::Instant now, const Words& words) {
    if (facts.ask.is_filtered()) {
        const std::string waiting = words.count("{n} review waits without them.",
                                                "{n} reviews wait without them.", facts.counts.awaiting);
        return {"",
                "search",
                words.say("No review fits these filters"),
                waiting,
                words.say("Clear the filters"),
                "/queue"};
    }
    if (facts.standings.empty()) {
        Emptiness none{"", "plus", words.say("No source yet"), {}, {}, {}};
        none.text = words.say("Add the first place where customers write about you. It takes a minute.");
        if (may_set_up) {
            none.link_text = words.say("Add a source");
            none.link = "/sources/new";
        }
        return none;
    }
    return empty_tab(facts, now, words);
}

View empty_view(const Emptiness& emptiness) {
    View view;
    view.set("kind", emptiness.kind);
    view.set("icon", emptiness.icon);
    view.set("title", emptiness.title);
    view.set("text", emptiness.text);
    view.set("link_text", emptiness.link_text);
    view.set("link", emptiness.link);
    return view;
}

/// What a new search keeps: the tab and the filters chosen elsewhere.
std::vector<View> kept_pairs(const QueueAsk& ask) {
    std::vector<View> kept;
    for (const auto& [name, value] : without(ask.pairs, "q")) {
        View view;
        view.set("name", name);
        view.set("value", value);
        kept.push_back(std::move(view));
    }
    return kept;
}

std::string summary(const QueueFacts& facts, const Words& words) {
    if (facts.ask.is_filtered()) {
        if (facts.fitting < count_up_to)
            return words.count("{n} review fits these filters.", "{n} reviews fit these filters.",
                               facts.fitting);
        return words.say("More than {n} reviews fit these filters.", {{"n", words.number(count_up_to)}});
    }
    if (facts.counts.awaiting == 0) return words.say("No review waits.");
    std::string text = words.count("{n} review waits.", "{n} reviews wait.", facts.counts.awaiting);
    if (facts.counts.late > 0) text += ' ' + words.count("{n} is late.", "{n} are late.", facts.counts.late);
    return text;
}

std::string next_path(const QueueFacts& facts) {
    if (!facts.page.next) return {};
    return queue_path(with(facts.ask.pairs, "after", cursor_text(*facts.page.next)));
}

std::string not_understood_text(const QueueFacts& facts, const Words& words) {
    std::string all;
    for (const auto& typed : facts.ask.not_understood) all += (all.empty() ? "" : " ") + typed;
    if (all.empty()) return {};
    return words.say("Not understood and left out: {text}", {{"text", all}});
}

void set_lists(View& view, const QueueFacts& facts, bool may_set_up, core::Instant now, const Words& words) {
    const RowContext context{facts.names, facts.ask.list(), now, words};
    auto groups = groups_of(facts, context);
    const bool nothing = facts.page.rows.empty();
    view.set("empty", nothing ? std::vector<View>{empty_view(emptiness_of(facts, may_set_up, now, words))}
                              : std::vector<View>{});
    view.set("has_groups", !groups.empty());
    view.set("groups", std::move(groups));
    view.set("next_path", next_path(facts));
    const auto proof = desk::prove_coverage(facts.standings, now);
    view.set("coverage", facts.standings.empty() ? std::string{} : coverage_sentence(proof, now, words));
    const auto notice = incident_notice(facts.standings, now, words);
    view.set("notice", notice ? std::vector<View>{*notice} : std::vector<View>{});
}

}  // namespace

QueueFacts read_queue(storage::Roles& roles, const QueryPairs& query, core::PersonId me, core::Instant now) {
    QueueFacts facts;
    facts.names = Names::read(roles);
    facts.ask = read_ask(query, facts.names, me, now);
    const auto& filter = facts.ask.filter;
    facts.counts = roles.desk.counts(now);
    facts.page = roles.desk.queue(filter, facts.ask.after, rows_a_page);
    facts.fitting = roles.desk.count(filter, count_up_to);
    facts.newest = roles.desk.newest_review();
    if (filter.tab == storage::Tab::awaiting) {
        facts.late = roles.desk.count(late_filter(filter), count_up_to);
        if (!facts.page.next && !filter.late_only)
            facts.held = roles.desk.queue(held_filter(filter), std::nullopt, held_beside);
    }
    facts.standings = desk::standings(roles, facts.page.rows.empty() ? 1 : 0, now);
    return facts;
}

View queue_view(const QueueFacts& facts, const Visitor& visitor, core::Instant now) {
    const Words& words = *visitor.words;
    const auto role = visitor.person->role;
    View view;
    view.set("may_act", desk::may_act(role));
    view.set("summary", summary(facts, words));
    view.set("q", value_of(facts.ask.pairs, "q"));
    view.set("kept", kept_pairs(facts.ask));
    view.set("in", facts.ask.list());
    view.set("not_understood", not_understood_text(facts, words));
    view.set("filters_path", "/queue/filters" + queue_path(facts.ask.pairs).substr(6));
    auto in_force = pills(facts.ask, facts.names, words);
    view.set("has_pills", !in_force.empty());
    view.set("pills", std::move(in_force));
    view.set("tabs", tabs(facts.ask, facts.counts, words));
    set_time_words(view);
    view.set("newest", std::to_string(facts.newest.value));
    view.set("here", queue_path(facts.ask.pairs));
    view.set("unjudged", facts.ask.filter.tab == storage::Tab::unjudged);
    view.set("reasons", dismiss_choices(words));
    set_lists(view, facts, desk::may_set_up(role), now, words);
    return view;
}

std::string queue_title(std::int64_t awaiting, const Words& words) {
    if (awaiting == 0) return words.say("Queue");
    return words.say("Queue ({n})", {{"n", words.number(awaiting)}});
}

}  // namespace reputed::web
