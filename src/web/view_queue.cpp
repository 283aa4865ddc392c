// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "web/view_queue.hpp"

#include <algorithm>
#include <array>

#include "base/zone.hpp"
#include "core/enum_names.hpp"
#include "templates/subject_words.hpp"
#include "web/view_judgement.hpp"

namespace reputed::web {
namespace {

using storage::Tab;

constexpr std::array<std::string_view, 5> tab_names{"awaiting", "unjudged", "held", "done", "all"};
constexpr std::array<std::string_view, 10> known_pairs{"tab",      "location", "source", "stars", "language",
                                                       "assignee", "topic",    "flag",   "late",  "q"};
constexpr std::size_t said_in_list = 400;  // code points; two lines of any screen

std::string tab_text(Tab tab, const Words& words) {
    switch (tab) {
        case Tab::awaiting:
            return words.say("Awaiting");
        case Tab::unjudged:
            return words.say("Unjudged");
        case Tab::held:
            return words.say("On hold");
        case Tab::done:
            return words.say("Done");
        case Tab::all:
            return words.say("All");
    }
    return {};
}

std::int64_t count_of(Tab tab, const storage::TabCounts& counts) {
    switch (tab) {
        case Tab::awaiting:
            return counts.awaiting;
        case Tab::unjudged:
            return counts.unjudged;
        case Tab::held:
            return counts.held;
        case Tab::done:
            return counts.done;
        case Tab::all:
            return counts.all;
    }
    return 0;
}

template <class Id, class Thing>
Id id_by_slug(const std::map<Id, Thing>& things, std::string_view slug) {
    const auto found =
        std::ranges::find_if(things, [&](const auto& pair) { return pair.second.slug == slug; });
    return found == things.end() ? Id{} : found->first;
}

std::optional<core::PersonId> assignee_from(const std::string& value, core::PersonId me) {
    if (value.empty()) return std::nullopt;
    if (value == "me") return me;
    if (value == "nobody") return core::PersonId{};
    const auto id = id_from<core::PersonId>(value);
    return id ? std::optional(id) : std::nullopt;
}

void apply_pairs(QueueAsk& ask, const Names& names, core::PersonId me) {
    auto& filter = ask.filter;
    filter.location = id_by_slug(names.locations, value_of(ask.pairs, "location"));
    filter.source = id_by_slug(names.sources, value_of(ask.pairs, "source"));
    const auto stars = whole_number(value_of(ask.pairs, "stars"));
    if (stars >= 1 && stars <= 5) filter.stars = static_cast<int>(stars);
    filter.language = value_of(ask.pairs, "language");
    filter.assignee = assignee_from(value_of(ask.pairs, "assignee"), me);
    filter.late_only = !value_of(ask.pairs, "late").empty();
    filter.topic = core::topic_named(value_of(ask.pairs, "topic"));
    desk::apply_flag(value_of(ask.pairs, "flag"), filter);
}

std::string assignee_text(const QueueAsk& ask, const Names& names, const Words& words) {
    if (!*ask.filter.assignee) return words.say("nobody yet");
    return names.person_name(*ask.filter.assignee);
}

std::string stars_text(int stars, const Words& words) { return words.count("{n} star", "{n} stars", stars); }

std::string pair_text(const QueryPairs::value_type& pair, const QueueAsk& ask, const Names& names,
                      const Words& words) {
    const auto& [name, value] = pair;
    if (name == "location") return names.location(ask.filter.location).name;
    if (name == "source") return names.source_name(ask.filter.source);
    if (name == "stars") return stars_text(ask.filter.stars.value_or(0), words);
    if (name == "language") return words.language_name(value);
    if (name == "assignee") return ask.filter.assignee ? assignee_text(ask, names, words) : std::string{};
    if (name == "topic") return ask.filter.topic ? words_of(*ask.filter.topic, words) : std::string{};
    if (name == "flag") return flag_filter_text(value, words);
    if (name == "late") return words.say("late");
    return {};
}

std::string term_text(const desk::SearchTerm& term, const QueueAsk& ask, const Names& names,
                      const Words& words) {
    using Kind = desk::SearchTerm::Kind;
    switch (term.kind) {
        case Kind::word:
        case Kind::phrase:
            return words.say("“{text}”", {{"text", term.value}});
        case Kind::stars:
            return stars_text(static_cast<int>(whole_number(term.value)), words);
        case Kind::language:
            return words.language_name(term.value);
        case Kind::source:
            return names.source_name(ask.filter.source);
        case Kind::who:
            return ask.filter.assignee ? assignee_text(ask, names, words) : std::string{};
        case Kind::late:
            return words.say("late");
        case Kind::topic:
            return ask.filter.topic ? words_of(*ask.filter.topic, words) : std::string{};
        case Kind::flag:
            return flag_filter_text(term.value, words);
    }
    return {};
}

View pill(std::string text, std::string path) {
    View view;
    view.set("text", std::move(text));
    view.set("path", std::move(path));
    return view;
}

/// Facts in words, at most two; what is urgent comes first.
std::vector<View> badges(const storage::QueueRow& row, const Words& words) {
    std::vector<View> all;
    if (const auto urgent = urgency_badge(row.review.assessment, words)) all.push_back(*urgent);
    const bool held = row.the_case.status == core::CaseStatus::held;
    if (row.review.removed) all.push_back(badge("cross", words.say("Removed from the portal")));
    if (held && !row.the_case.reason.empty())
        all.push_back(badge("pause", beginning_of(row.the_case.reason, 60), "badge-hold"));
    if (row.has_draft && core::is_open(row.the_case.status))
        all.push_back(badge("note", words.say("Draft saved")));
    if (row.review.edited) all.push_back(badge("pen", words.say("Edited by the author")));
    if (row.review.content.reply && row.the_case.status != core::CaseStatus::done)
        all.push_back(badge("bubble", words.say("Answered on the portal")));
    if (all.size() > 2) all.resize(2);
    return all;
}

void set_author_and_place(View& view, const storage::QueueRow& row, const RowContext& context) {
    const auto& [names, list, now, words] = context;
    view.set("author", author_of(row.review, words));
    view.set("source", names.source_name(row.review.source));
    view.set("location", names.location(row.location).name);
    view.set("language", known_language(row.review.assessment.language, words));
    view.set("seen", words.ago(row.review.first_seen, now));
    view.set("seen_iso", core::to_iso(row.review.first_seen));
}

enum class Group { late, today, later };

Group group_of(const storage::QueueRow& row, const RowContext& context) {
    if (row.the_case.due <= context.now) return Group::late;
    return row.the_case.due < end_of_today(context) ? Group::today : Group::later;
}

std::string number_text(const std::optional<std::int64_t>& number, const Words& words) {
    return number ? words.number(*number) : std::string{};
}

std::vector<View> location_choices(const QueueAsk& ask, const Names& names, const Words& words) {
    std::vector<View> all{choice("", words.say("All"), !ask.filter.location)};
    for (const auto& [id, location] : names.locations)
        all.push_back(choice(location.slug, location.name, id == ask.filter.location));
    return all;
}

std::vector<View> source_choices(const QueueAsk& ask, const Names& names, const Words& words) {
    std::vector<View> all{choice("", words.say("All"), !ask.filter.source)};
    for (const auto& [id, source] : names.sources) {
        const auto& location = names.location(source.location).name;
        all.push_back(choice(source.slug, names.source_name(id) + ", " + location, id == ask.filter.source));
    }
    return all;
}

std::vector<View> assignee_choices(const QueueAsk& ask, const Names& names, const Words& words) {
    const std::string asked = value_of(ask.pairs, "assignee");
    std::vector<View> all{choice("", words.say("Anyone"), asked.empty()),
                          choice("me", words.say("Me"), asked == "me"),
                          choice("nobody", words.say("Nobody yet"), asked == "nobody")};
    for (const auto& [id, person] : names.people) {
        if (person.disabled) continue;
        const std::string value = std::to_string(id.value);
        all.push_back(choice(value, names.person_name(id), asked == value));
    }
    return all;
}

}  // namespace

std::string_view name_of(Tab tab) { return tab_names[static_cast<std::size_t>(tab)]; }
Tab tab_named(std::string_view name) { return core::named<Tab>(tab_names, name).value_or(Tab::awaiting); }

bool QueueAsk::is_filtered() const {
    return std::ranges::any_of(pairs, [](const auto& pair) { return pair.first != "tab"; });
}

QueueAsk read_ask(const QueryPairs& query, const Names& names, core::PersonId me, core::Instant now) {
    QueueAsk ask;
    for (const auto name : known_pairs) {
        std::string value = value_of(query, name);
        if (!value.empty() && !(name == "tab" && tab_named(value) == Tab::awaiting))
            ask.pairs.emplace_back(name, std::move(value));
    }
    ask.filter.tab = tab_named(value_of(query, "tab"));
    ask.filter.now = now;
    apply_pairs(ask, names, me);
    ask.terms = desk::parse_search(value_of(query, "q"));
    std::vector<core::Source> sources;
    for (const auto& [id, source] : names.sources) sources.push_back(source);
    std::vector<core::Person> people;
    for (const auto& [id, person] : names.people) people.push_back(person);
    ask.not_understood = desk::apply_search(ask.terms, {sources, people, me}, ask.filter);
    ask.after = cursor_from(value_of(query, "after"));
    return ask;
}

storage::QueueCursor cursor_at(const core::Case& the_case, Tab tab) {
    switch (tab) {
        case Tab::awaiting:
        case Tab::held:
            return {core::to_micros(the_case.due), the_case.review};
        case Tab::done:
            return {core::to_micros(the_case.done_at.value_or(core::Instant{})), the_case.review};
        case Tab::unjudged:
        case Tab::all:
            return {0, the_case.review};
    }
    return {};
}

std::vector<View> pills(const QueueAsk& ask, const Names& names, const Words& words) {
    std::vector<View> all;
    for (const auto& pair : ask.pairs) {
        std::string text = pair_text(pair, ask, names, words);
        if (!text.empty()) all.push_back(pill(std::move(text), queue_path(without(ask.pairs, pair.first))));
    }
    for (std::size_t i = 0; i < ask.terms.size(); ++i) {
        std::string text = term_text(ask.terms[i], ask, names, words);
        const bool understood =
            std::ranges::find(ask.not_understood, ask.terms[i].typed) == ask.not_understood.end();
        if (text.empty() || !understood) continue;
        all.push_back(
            pill(std::move(text), queue_path(with(ask.pairs, "q", desk::search_without(ask.terms, i)))));
    }
    return all;
}

std::vector<View> tabs(const QueueAsk& ask, const storage::TabCounts& counts, const Words& words) {
    std::vector<View> all;
    for (const auto tab : {Tab::awaiting, Tab::unjudged, Tab::held, Tab::done, Tab::all}) {
        const std::string name = tab == Tab::awaiting ? std::string{} : std::string(name_of(tab));
        View view;
        view.set("path", queue_path(with(ask.pairs, "tab", name)));
        view.set("text", tab_text(tab, words));
        view.set("n", words.number(count_of(tab, counts)));
        view.set("current", tab == ask.filter.tab);
        all.push_back(std::move(view));
    }
    return all;
}

View row_view(const storage::QueueRow& row, const RowContext& context) {
    const auto& [names, list, now, words] = context;
    const auto& review = row.review;
    const bool open = core::is_open(row.the_case.status);
    View view;
    view.set("id", std::to_string(review.id.value));
    view.set("ticket", fmt::format("{}-{}", review.id.value, row.the_case.revision));
    view.set("path", review_path(review.id, list));
    set_author_and_place(view, row, context);
    set_rating(view, review.content, words);
    view.set("lang", lang_of(review));
    view.set("heading", beginning_of(review.content.title, said_in_list));
    view.set("said", beginning_of(review.content.body, said_in_list));
    view.set("badges", badges(row, words));
    set_row_judgement(view, review, row.the_case, words);
    set_chip(view, row.the_case, review.assessment.sentiment, names.location(row.location), now, words);
    view.set("who", names.person_name(row.the_case.assignee));
    view.set("nobody", open && !row.the_case.assignee);
    return view;
}

core::Instant end_of_today(const RowContext& context) {
    using namespace std::chrono;
    const auto& locations = context.names.locations;
    const std::string zone = locations.empty() ? "UTC" : locations.begin()->second.zone;
    const local_time<microseconds> local{context.now.time_since_epoch() +
                                         base::utc_offset(zone, context.now)};
    return std::max(base::from_local(zone, floor<days>(local) + days{1}), context.now + hours{4});
}

View group_view(std::string id, std::string title, std::string number, std::string hint,
                std::vector<View> rows) {
    View view;
    view.set("id", std::move(id));
    view.set("title", std::move(title));
    view.set("n", std::move(number));
    view.set("hint", std::move(hint));
    view.set("rows", std::move(rows));
    return view;
}

std::vector<View> awaiting_groups(const std::vector<storage::QueueRow>& rows, const GroupCounts& counts,
                                  const RowContext& context) {
    const auto& words = context.words;
    std::array<std::vector<View>, 3> sorted;
    for (const auto& row : rows)
        sorted[static_cast<std::size_t>(group_of(row, context))].push_back(row_view(row, context));
    std::vector<View> groups;
    if (!sorted[0].empty())
        groups.push_back(group_view("late", words.say("Late"), number_text(counts.late, words),
                                    words.say("Past the deadline. Start here."), std::move(sorted[0])));
    if (!sorted[1].empty())
        groups.push_back(group_view("today", words.say("Today"), number_text(counts.today, words), {},
                                    std::move(sorted[1])));
    if (!sorted[2].empty())
        groups.push_back(group_view("later", words.say("Later"), number_text(counts.later, words), {},
                                    std::move(sorted[2])));
    return groups;
}

void set_filter_choices(View& view, const QueueAsk& ask, const Names& names,
                        const std::vector<std::string>& languages, const Words& words) {
    view.set("locations", location_choices(ask, names, words));
    view.set("sources", source_choices(ask, names, words));
    view.set("assignees", assignee_choices(ask, names, words));
    std::vector<View> spoken{choice("", words.say("All"), ask.filter.language.empty())};
    for (const auto& language : languages)
        spoken.push_back(choice(language, words.language_name(language), language == ask.filter.language));
    view.set("languages", std::move(spoken));
    std::vector<View> stars{choice("", words.say("All"), !ask.filter.stars)};
    for (int n = 1; n <= 5; ++n)
        stars.push_back(choice(std::to_string(n), stars_text(n, words), ask.filter.stars == n));
    view.set("star_choices", std::move(stars));
    set_judgement_choices(view, ask.filter.topic, value_of(ask.pairs, "flag"), words);
}

}  // namespace reputed::web
