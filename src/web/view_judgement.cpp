// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "web/view_judgement.hpp"

#include <algorithm>
#include <cmath>

#include "templates/subject_words.hpp"

namespace reputed::web {
namespace {

using core::Lean;

constexpr std::size_t topics_in_row = 3;
constexpr std::size_t quotes_a_topic = 2;
constexpr std::size_t quoted_most = 40;  // code points

std::string percent(double chance, const Words& words) {
    return words.say("{n}%", {{"n", words.number(std::lround(chance * 100))}});
}

double chance_of(core::Sentiment sentiment, const core::Chances& chances) {
    switch (sentiment) {
        case core::Sentiment::negative:
            return chances.negative;
        case core::Sentiment::neutral:
            return chances.neutral;
        case core::Sentiment::positive:
            return chances.positive;
        case core::Sentiment::unjudged:
            return 0;
    }
    return 0;
}

std::string flag_text(const core::Assessment& said, const Words& words) {
    std::string flag = words_of(said.sentiment, words);
    switch (said.by) {
        case core::JudgedBy::rating:
            return words.say("{flag}, by its stars", {{"flag", flag}});
        case core::JudgedBy::person:
            return words.say("{flag}, judged by a person", {{"flag", flag}});
        case core::JudgedBy::text:
            if (said.sentiment == core::Sentiment::unjudged || !said.chances)
                return said.chances ? flag : words.say("{flag}, by its text", {{"flag", flag}});
            return words.say(
                "{flag}, by its text, {percent}",
                {{"flag", flag}, {"percent", percent(chance_of(said.sentiment, *said.chances), words)}});
        case core::JudgedBy::nothing:
            return flag;
    }
    return flag;
}

/// Where something else than the text judged, or the text did not suffice.
bool tells_reading(const core::Assessment& said) {
    return said.chances && (said.by != core::JudgedBy::text || said.sentiment == core::Sentiment::unjudged);
}

std::string reading_text(const core::Assessment& said, const Words& words) {
    const auto reading = core::likeliest(*said.chances);
    const auto chance = chance_of(reading, *said.chances);
    return words.say("most likely {flag}, {percent}",
                     {{"flag", words_of(reading, words)}, {"percent", percent(chance, words)}});
}

std::string urgency_text(const std::vector<core::Urgency>& urgency, const Words& words) {
    std::string text;
    for (const auto one : urgency) text += (text.empty() ? "" : " · ") + words_of(one, words);
    return text;
}

std::string about_text(const core::Assessment& said, const Words& words) {
    std::string text;
    std::size_t told = 0;
    for (const auto& mark : said.topics)
        if (mark.lean == Lean::friction && told++ < topics_in_row)
            text += (text.empty() ? "" : " · ") + words_of(mark.topic, words);
    return text;
}

/// The words that showed it, each once.
template <class Shows>
std::vector<View> quotes(const desk::Explanation& shown, const Shows& shows) {
    std::vector<std::string> told;
    for (const auto* part : {&shown.title, &shown.body})
        for (const auto& span : *part)
            if (shows(span) && std::ranges::find(told, span.text) == told.end() &&
                told.size() < quotes_a_topic)
                told.push_back(span.text);
    std::vector<View> all;
    for (const auto& text : told) {
        View view;
        view.set("quote", beginning_of(text, quoted_most));
        all.push_back(std::move(view));
    }
    return all;
}

View item(std::string text, std::vector<View> said) {
    View view;
    view.set("name", std::move(text));
    view.set("quotes", std::move(said));
    return view;
}

View list_fact(std::string label, std::vector<View> items, bool bad = false) {
    View view = fact(std::move(label), {}, {}, bad);
    view.set("has_items", !items.empty());
    view.set("items", std::move(items));
    return view;
}

void add_topics(std::vector<View>& all, std::string label, Lean lean, const core::Assessment& said,
                const desk::Explanation& shown, const Words& words) {
    std::vector<View> items;
    for (const auto& mark : said.topics) {
        if (mark.lean != lean) continue;
        const auto shows = [&](const desk::Span& span) { return span.topic == mark; };
        items.push_back(item(words_of(mark.topic, words), quotes(shown, shows)));
    }
    if (!items.empty()) all.push_back(list_fact(std::move(label), std::move(items)));
}

void add_urgency(std::vector<View>& all, const core::Assessment& said, const desk::Explanation& shown,
                 const Words& words) {
    std::vector<View> items;
    for (const auto one : said.urgency) {
        const auto shows = [&](const desk::Span& span) { return span.urgency == one; };
        items.push_back(item(words_of(one, words), quotes(shown, shows)));
    }
    if (!items.empty()) all.push_back(list_fact(words.say("Urgent"), std::move(items), true));
}

}  // namespace

View badge(std::string icon, std::string text, std::string kind) {
    View view;
    view.set("icon", std::move(icon));
    view.set("text", std::move(text));
    view.set("kind", std::move(kind));
    return view;
}

View fact(std::string label, std::string text, std::string iso, bool bad) {
    View view;
    view.set("label", std::move(label));
    view.set("text", std::move(text));
    view.set("iso", std::move(iso));
    view.set("bad", bad);
    view.set("has_items", false);
    view.set("items", std::vector<View>{});
    return view;
}

std::optional<View> urgency_badge(const core::Assessment& said, const Words& words) {
    if (!said.is_urgent()) return std::nullopt;
    return badge("bolt", urgency_text(said.urgency, words), "badge-late");
}

std::vector<View> flag_badges(const core::Assessment& said, const Words& words) {
    std::vector<View> all;
    if (said.conflict) all.push_back(badge("clash", words.say("Stars and text disagree"), "badge-soon"));
    if (said.grievance) all.push_back(badge("flag", words.say("Complaint inside"), "badge-soon"));
    return all;
}

void set_row_judgement(View& view, const core::Review& review, const core::Case& the_case,
                       const Words& words) {
    const bool unjudged = the_case.status == core::CaseStatus::unjudged;
    auto flags = flag_badges(review.assessment, words);
    const std::string about = about_text(review.assessment, words);
    view.set("has_flags", unjudged || !flags.empty() || !about.empty());
    view.set("flags", std::move(flags));
    view.set("about", about);
    view.set("why", unjudged ? why_unjudged(review, words) : std::string{});
}

std::string why_unjudged(const core::Review& review, const Words& words) {
    const auto& said = review.assessment;
    if (said.chances)
        return words.say("The text can be read more than one way: {reading}.",
                         {{"reading", reading_text(said, words)}});
    if (review.content.title.empty() && review.content.body.empty())
        return words.say("There are no stars and no words to judge it by.");
    return words.say("There are no stars to judge it by.");
}

std::vector<View> judgement_facts(const core::Review& review, const desk::Explanation& shown,
                                  const Words& words) {
    const auto& said = review.assessment;
    std::vector<View> all;
    add_urgency(all, said, shown, words);
    all.push_back(fact(words.say("Flag"), flag_text(said, words)));
    if (tells_reading(said)) all.push_back(fact(words.say("Its text"), reading_text(said, words)));
    if (said.conflict) all.push_back(fact(words.say("Conflict"), words.say("stars and text disagree")));
    if (said.grievance) all.push_back(fact(words.say("Complaint"), percent(said.complaint, words)));
    add_topics(all, words.say("Friction"), Lean::friction, said, shown, words);
    add_topics(all, words.say("Praise"), Lean::praise, said, shown, words);
    add_topics(all, words.say("Mentioned"), Lean::mention, said, shown, words);
    if (said.stage > 0)
        all.push_back(fact(words.say("Text read"),
                           said.stage == 1 ? words.say("by its words") : words.say("by its meaning")));
    all.push_back(fact(words.say("Language"), words.language_name(said.language)));
    return all;
}

std::string flag_filter_text(std::string_view name, const Words& words) {
    if (name == "urgent") return words.say("urgent");
    if (name == "conflict") return words.say("stars and text disagree");
    if (name == "complaint") return words.say("complaint inside");
    return {};
}

void set_judgement_choices(View& view, std::optional<core::Topic> topic, std::string_view flag,
                           const Words& words) {
    std::vector<View> topics{choice("", words.say("All"), !topic)};
    for (std::size_t i = 0; i < core::topic_count; ++i) {
        const auto one = static_cast<core::Topic>(i);
        topics.push_back(choice(std::string(core::name_of(one)), words_of(one, words), topic == one));
    }
    view.set("topics", std::move(topics));
    std::vector<View> flags{choice("", words.say("Any"), flag.empty())};
    for (const std::string_view name : {"urgent", "conflict", "complaint"})
        flags.push_back(choice(std::string(name), flag_filter_text(name, words), name == flag));
    view.set("flag_choices", std::move(flags));
}

}  // namespace reputed::web
