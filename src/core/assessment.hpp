// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What the service says about a review: its language, its sentiment and who said so, what the text is
// about, and what makes it urgent. And the pure rules that join what the stars say with what the text says.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reputed::core {

enum class Sentiment { negative, neutral, positive, unjudged };
enum class JudgedBy { rating, person, nothing, text };

enum class Topic {
    waiting,
    staff,
    quality,
    price,
    cleanliness,
    delivery,
    communication,
    refund,
    booking,
    safety,
    website,
    accessibility,
    noise,
    honesty,
    location,
    comfort
};
constexpr std::size_t topic_count = 16;

enum class Lean { friction, praise, mention };

struct TopicMark {
    Topic topic = Topic::waiting;
    Lean lean = Lean::mention;
    auto operator<=>(const TopicMark&) const = default;
};

enum class Urgency { legal, health, discrimination, press, privacy };
constexpr std::size_t urgency_count = 5;

/// Of the text as a whole; they add up to 1.
struct Chances {
    double negative = 0;
    double neutral = 0;
    double positive = 0;
    auto operator<=>(const Chances&) const = default;
};

/// What the text alone says.
struct TextVerdict {
    std::string language = "und";
    std::optional<Chances> chances;  ///< none: there is no text, or nothing that reads it
    double complaint = 0;            ///< the chance that the text holds a complaint that deserves an answer
    std::vector<TopicMark> topics;   ///< in the order of Topic
    std::vector<Urgency> urgency;
    int stage = 0;  ///< 0: no text; 1: by its words; 2: by its meaning
    std::string model;
};

struct Assessment {
    std::string language = "und";  ///< BCP 47; "und" when unknown
    Sentiment sentiment = Sentiment::unjudged;
    JudgedBy by = JudgedBy::nothing;
    std::optional<Chances> chances;
    double complaint = 0;
    bool grievance = false;  ///< a complaint that deserves an answer although the review is not negative
    bool conflict = false;   ///< the stars say one thing and the text clearly the other
    std::vector<TopicMark> topics;
    std::vector<Urgency> urgency;
    int stage = 0;
    std::string model;  ///< the version that judged; empty: to be judged when there is time
    bool operator==(const Assessment&) const = default;
    [[nodiscard]] bool is_urgent() const { return !urgency.empty(); }
    [[nodiscard]] bool needs_answer() const { return sentiment == Sentiment::negative || grievance; }
};

/// Where a score or a chance becomes a flag. Scores run from 0 to 100, chances from 0 to 1.
struct JudgementRule {
    double negative_below = 50;
    double positive_from = 70;
    double sure_from = 0.55;  ///< a text without stars is judged when its likeliest reading has this chance
    double conflict_from =
        0.8;  ///< the text contradicts the stars when it says the opposite with this chance
    double grievance_from = 0.6;  ///< of `complaint`
    double bitter_from =
        0.6;  ///< a review of middling stars is negative when its text is so with this chance
};

/// Its likeliest reading.
[[nodiscard]] Sentiment likeliest(const Chances& chances);

/// Joins stars (a score, 0 to 100, none where the portal has none) and text. Never by a person.
[[nodiscard]] Assessment judge(std::optional<double> score, const TextVerdict& text,
                               const JudgementRule& rule);

[[nodiscard]] std::string_view name_of(Sentiment sentiment);
[[nodiscard]] std::string_view name_of(JudgedBy by);
[[nodiscard]] std::string_view name_of(Topic topic);
[[nodiscard]] std::string_view name_of(Urgency urgency);
[[nodiscard]] std::optional<Sentiment> sentiment_named(std::string_view name);
[[nodiscard]] std::optional<JudgedBy> judge_named(std::string_view name);
[[nodiscard]] std::optional<Topic> topic_named(std::string_view name);
[[nodiscard]] std::optional<Urgency> urgency_named(std::string_view name);

/// "waiting- staff+ price": friction, praise, mention; unknown words are left out when read.
[[nodiscard]] std::string words_of(const std::vector<TopicMark>& topics);
[[nodiscard]] std::vector<TopicMark> topics_in(std::string_view words);
[[nodiscard]] std::string words_of(const std::vector<Urgency>& urgency);
[[nodiscard]] std::vector<Urgency> urgency_in(std::string_view words);

}  // namespace reputed::core
