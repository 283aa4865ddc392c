// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "core/assessment.hpp"

#include <algorithm>
#include <array>

#include "core/enum_names.hpp"

namespace reputed::core {
namespace {

constexpr std::array<std::string_view, 4> sentiments{"negative", "neutral", "positive", "unjudged"};
constexpr std::array<std::string_view, 4> judges{"rating", "person", "nothing", "text"};
constexpr std::array<std::string_view, topic_count> topic_names{
    "waiting", "staff",  "quality", "price",         "cleanliness", "delivery", "communication", "refund",
    "booking", "safety", "website", "accessibility", "noise",       "honesty",  "location",      "comfort"};
constexpr std::array<std::string_view, urgency_count> urgency_names{"legal", "health", "discrimination",
                                                                    "press", "privacy"};

/// The likeliest reading of the text, or unjudged when it is not likely enough.
Sentiment reading(const Chances& chances, double sure_from) {
    if (std::max({chances.negative, chances.neutral, chances.positive}) < sure_from)
        return Sentiment::unjudged;
    return likeliest(chances);
}

void judge_by_text(Assessment& made, const JudgementRule& rule) {
    made.sentiment = reading(*made.chances, rule.sure_from);
    made.by = JudgedBy::text;
}

/// Stars lead. A text that clearly says the opposite is a conflict, and bitter words outweigh good stars.
void judge_by_both(Assessment& made, double score, const JudgementRule& rule) {
    const Chances text = made.chances.value_or(Chances{});
    made.by = JudgedBy::rating;
    if (score < rule.negative_below) {
        made.sentiment = Sentiment::negative;
        made.conflict = text.positive >= rule.conflict_from;
        return;
    }
    const bool good = score >= rule.positive_from;
    made.sentiment = good ? Sentiment::positive : Sentiment::neutral;
    if (text.negative < (good ? rule.conflict_from : rule.bitter_from)) return;
    made.conflict = good;
    made.sentiment = Sentiment::negative;
    made.by = JudgedBy::text;
}

template <class Take>
void each_word(std::string_view words, const Take& take) {
    while (!words.empty()) {
        const auto end = std::min(words.find(' '), words.size());
        if (end > 0) take(words.substr(0, end));
        words.remove_prefix(std::min(end + 1, words.size()));
    }
}

}  // namespace

Sentiment likeliest(const Chances& chances) {
    if (chances.negative >= chances.neutral && chances.negative >= chances.positive)
        return Sentiment::negative;
    return chances.positive >= chances.neutral ? Sentiment::positive : Sentiment::neutral;
}

Assessment judge(std::optional<double> score, const TextVerdict& text, const JudgementRule& rule) {
    Assessment made;
    made.language = text.language;
    made.chances = text.chances;
    made.complaint = text.complaint;
    made.topics = text.topics;
    made.urgency = text.urgency;
    made.stage = text.stage;
    made.model = text.model;
    if (score)
        judge_by_both(made, *score, rule);
    else if (made.chances)
        judge_by_text(made, rule);
    const bool judged = made.sentiment == Sentiment::neutral || made.sentiment == Sentiment::positive;
    made.grievance = judged && made.chances && text.complaint >= rule.grievance_from;
    return made;
}

std::string_view name_of(Sentiment sentiment) { return sentiments[static_cast<std::size_t>(sentiment)]; }
std::string_view name_of(JudgedBy by) { return judges[static_cast<std::size_t>(by)]; }
std::string_view name_of(Topic topic) { return topic_names[static_cast<std::size_t>(topic)]; }
std::string_view name_of(Urgency urgency) { return urgency_names[static_cast<std::size_t>(urgency)]; }
std::optional<Sentiment> sentiment_named(std::string_view name) { return named<Sentiment>(sentiments, name); }
std::optional<JudgedBy> judge_named(std::string_view name) { return named<JudgedBy>(judges, name); }
std::optional<Topic> topic_named(std::string_view name) { return named<Topic>(topic_names, name); }
std::optional<Urgency> urgency_named(std::string_view name) { return named<Urgency>(urgency_names, name); }

std::string words_of(const std::vector<TopicMark>& topics) {
    std::string words;
    for (const auto& mark : topics) {
        if (!words.empty()) words += ' ';
        words += name_of(mark.topic);
        if (mark.lean != Lean::mention) words += mark.lean == Lean::friction ? '-' : '+';
    }
    return words;
}

std::vector<TopicMark> topics_in(std::string_view words) {
    std::vector<TopicMark> topics;
    each_word(words, [&](std::string_view word) {
        const char last = word.back();
        const Lean lean = last == '-' ? Lean::friction : last == '+' ? Lean::praise : Lean::mention;
        if (lean != Lean::mention) word.remove_suffix(1);
        if (const auto topic = topic_named(word)) topics.push_back({*topic, lean});
    });
    return topics;
}

std::string words_of(const std::vector<Urgency>& urgency) {
    std::string words;
    for (const auto one : urgency) {
        if (!words.empty()) words += ' ';
        words += name_of(one);
    }
    return words;
}

std::vector<Urgency> urgency_in(std::string_view words) {
    std::vector<Urgency> urgency;
    each_word(words, [&](std::string_view word) {
        if (const auto one = urgency_named(word)) urgency.push_back(*one);
    });
    return urgency;
}

}  // namespace reputed::core
