// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "web/view_parts.hpp"

#include <cmath>

#include "base/utf8.hpp"
#include "desk/review_view.hpp"
#include "fetchers/fetcher.hpp"

namespace reputed::web {
namespace {

struct Chip {
    std::string kind;  ///< the class behind "chip-", or empty
    std::string icon;
    std::string text;
    core::Instant at{};
    bool moves = false;
};

/// "4" or "4.5": never more digits than a portal shows.
std::string plain(double number) {
    return number == std::floor(number) ? fmt::format("{:.0f}", number) : fmt::format("{:.1f}", number);
}

Chip awaiting_chip(const core::Case& the_case, const core::Location& location, core::Instant now,
                   const Words& words) {
    Chip chip{{}, "clock", words.due(the_case.due, location.zone, now), the_case.due, true};
    switch (desk::haste_of(the_case, location.answer_within, now)) {
        case desk::Haste::late:
            chip.kind = chip.icon = "late";
            break;
        case desk::Haste::soon:
            chip.kind = chip.icon = "soon";
            break;
        case desk::Haste::in_time:
            break;
    }
    return chip;
}

Chip held_chip(const core::Case& the_case, const core::Location& location, core::Instant now,
               const Words& words) {
    if (!the_case.resume) return {"hold", "pause", words.say("on hold"), {}, false};
    const std::string time = words.date_time(*the_case.resume, location.zone, now);
    return {"hold", "pause", words.say("on hold until {time}", {{"time", time}}), *the_case.resume, false};
}

std::string done_text(const core::Case& the_case, const Words& words) {
    switch (the_case.done_how.value_or(core::DoneHow::not_needed)) {
        case core::DoneHow::answered:
            return words.say("answered");
        case core::DoneHow::dismissed:
            return words.say("dismissed");
        case core::DoneHow::answered_elsewhere:
            return words.say("answered on the portal");
        case core::DoneHow::not_needed:
            return words.say("needs no answer");
    }
    return {};
}

Chip done_chip(const core::Case& the_case, const Words& words) {
    const bool answered = the_case.done_how == core::DoneHow::answered ||
                          the_case.done_how == core::DoneHow::answered_elsewhere;
    return {answered ? "good" : "", answered ? "check" : "cross", done_text(the_case, words),
            the_case.done_at.value_or(core::Instant{}), false};
}

Chip chip_for(const core::Case& the_case, core::Sentiment sentiment, const core::Location& location,
              core::Instant now, const Words& words) {
    switch (the_case.status) {
        case core::CaseStatus::awaiting:
            return awaiting_chip(the_case, location, now, words);
        case core::CaseStatus::unjudged:
            return {{}, "help", words.say("to be judged"), {}, false};
        case core::CaseStatus::held:
            return held_chip(the_case, location, now, words);
        case core::CaseStatus::done:
            return done_chip(the_case, words);
        case core::CaseStatus::none:
            return {{}, "fine", words_of(sentiment, words), {}, false};
    }
    return {};
}

}  // namespace

Names Names::read(storage::Roles& roles) {
    Names names;
    for (auto& location : roles.places.locations()) names.locations.emplace(location.id, std::move(location));
    for (auto& source : roles.places.sources()) names.sources.emplace(source.id, std::move(source));
    for (auto& person : roles.people.people()) names.people.emplace(person.id, std::move(person));
    return names;
}

const core::Location& Names::location(core::LocationId id) const {
    static const core::Location unknown;
    const auto found = locations.find(id);
    return found == locations.end() ? unknown : found->second;
}

std::string Names::source_name(core::SourceId id) const {
    const auto found = sources.find(id);
    return found == sources.end() ? std::string{} : title_of(found->second);
}

std::string Names::person_name(core::PersonId id) const {
    const auto found = people.find(id);
    if (found == people.end()) return {};
    return found->second.name.empty() ? found->second.mail : found->second.name;
}

std::string title_of(const core::Source& source) {
    return source.name.empty() ? portal_title(source.portal) : source.name;
}

std::string known_language(std::string_view code, const Words& words) {
    return code.empty() || code == "und" ? std::string{} : words.language_name(code);
}

std::string portal_title(std::string_view portal) {
    const auto* found = fetchers::find_portal(portal);
    return std::string(found == nullptr ? portal : found->title);
}

std::string rating_text(const core::Rating& rating, const Words& words) {
    return words.say("{stars} of 5 stars", {{"stars", words.number(rating.stars())}});
}

void set_stars(View& view, const std::optional<core::Rating>& rating, const Words& words) {
    view.set("stars", rating ? std::to_string(rating->stars()) : std::string{});
    view.set("stars_label", rating ? rating_text(*rating, words) : std::string{});
    const bool other_scale = rating && (rating->best != 5 || rating->value != std::floor(rating->value));
    view.set("scale", other_scale ? plain(rating->value) + "/" + plain(rating->best) : std::string{});
}

void set_rating(View& view, const core::Item& item, const Words& words) {
    set_stars(view, item.rating, words);
    view.set("mention", !item.rating && item.kind == core::ItemKind::mention);
    view.set("unrated", !item.rating && item.kind == core::ItemKind::review);
}

void set_chip(View& view, const core::Case& the_case, core::Sentiment sentiment,
              const core::Location& location, core::Instant now, const Words& words) {
    const Chip chip = chip_for(the_case, sentiment, location, now, words);
    view.set("chip", chip.kind.empty() ? std::string{} : "chip-" + chip.kind);
    view.set("chip_icon", chip.icon);
    view.set("chip_text", chip.text);
    view.set("chip_time", chip.at == core::Instant{} ? std::string{} : core::to_iso(chip.at));
    view.set("chip_due", chip.moves);
}

std::string lang_of(const core::Review& review) {
    return review.assessment.language == "und" ? std::string{} : review.assessment.language;
}

std::string author_of(const core::Review& review, const Words& words) {
    return review.content.author.empty() ? words.say("author not named") : review.content.author;
}

std::string beginning_of(std::string_view text, std::size_t code_points) {
    const auto head = base::first_code_points(text, code_points);
    if (head.size() == text.size()) return std::string(text);
    const auto blank = head.find_last_of(" \n");
    const bool near = blank != std::string_view::npos && blank > head.size() / 2;
    return std::string(near ? head.substr(0, blank) : head) + "…";
}

std::string words_of(core::Sentiment sentiment, const Words& words) {
    switch (sentiment) {
        case core::Sentiment::negative:
            return words.say("negative");
        case core::Sentiment::neutral:
            return words.say("neutral");
        case core::Sentiment::positive:
            return words.say("positive");
        case core::Sentiment::unjudged:
            return words.say("not judged yet");
    }
    return {};
}

std::string words_of(core::CaseStatus status, const Words& words) {
    switch (status) {
        case core::CaseStatus::awaiting:
            return words.say("Waits for an answer");
        case core::CaseStatus::unjudged:
            return words.say("Waits to be judged");
        case core::CaseStatus::held:
            return words.say("On hold");
        case core::CaseStatus::done:
            return words.say("Done");
        case core::CaseStatus::none:
            return words.say("Needs no answer");
    }
    return {};
}

std::string words_of(desk::Refusal refusal, const Words& words) {
    switch (refusal) {
        case desk::Refusal::not_found:
            return words.say("This review is not here any more.");
        case desk::Refusal::not_allowed:
            return words.say(
                "You can read this review, not change it. An owner or manager can give you more rights.");
        case desk::Refusal::changed_meanwhile:
            return words.say("Somebody changed this review meanwhile. What you typed is kept as a draft.");
        case desk::Refusal::not_possible:
            return words.say(
                "That does not fit the state this review is in. What you typed is kept as a draft.");
        case desk::Refusal::wrong_input:
            return words.say("Something is missing or too long. What you typed is kept as a draft.");
    }
    return {};
}

std::string told(std::string_view stored, const Words& words) {
    // The empty message is the catalogue's own head.
    return stored.empty() ? std::string{} : words.say(stored);
}

std::string lang_told(std::string_view stored, const Words& words) {
    const bool foreign = words.language() != "en" && told(stored, words) == stored;
    return foreign ? "en" : "";
}

std::string reading_problem(core::FailureKind kind, std::string_view stored, const Words& words) {
    if (words.language() == "en") return std::string(stored);
    switch (kind) {
        case core::FailureKind::network:
            return words.say("It cannot be reached.");
        case core::FailureKind::timeout:
            return words.say("It takes too long to answer.");
        case core::FailureKind::rate_limited:
            return words.say("It asks us to come less often.");
        case core::FailureKind::denied:
            return words.say("It does not let us in.");
        case core::FailureKind::missing:
            return words.say("There is nothing at this address.");
        case core::FailureKind::gone:
            return words.say("It says that this page is gone for good.");
        case core::FailureKind::server:
            return words.say("It has trouble of its own.");
        case core::FailureKind::changed_layout:
            return words.say("It answers with something that cannot be read.");
        case core::FailureKind::too_large:
            return words.say("It sends more than can be read safely.");
        case core::FailureKind::refused_address:
            return words.say("The address is inside a private network.");
        case core::FailureKind::settings:
            return words.say("Its settings cannot work.");
    }
    return {};
}

std::string dismiss_reason(std::string_view name, const Words& words) {
    if (name == "not-customer") return words.say("not our customer");
    if (name == "spam") return words.say("spam or abuse");
    if (name == "duplicate") return words.say("a duplicate");
    return words.say("no answer needed");
}

std::vector<View> dismiss_choices(const Words& words) {
    std::vector<View> all;
    for (const auto* name : {"not-customer", "spam", "duplicate", "no-answer"})
        all.push_back(choice(name, dismiss_reason(name, words), false));
    return all;
}

void set_time_words(View& view) {
    View open;
    for (const auto* place : {"n", "hours", "minutes"}) open.set(place, fmt::format("{{{}}}", place));
    view.set("time_words", std::vector<View>{open});
}

View choice(std::string value, std::string text, bool selected) {
    View view;
    view.set("value", std::move(value));
    view.set("text", std::move(text));
    view.set("selected", selected);
    return view;
}

}  // namespace reputed::web
