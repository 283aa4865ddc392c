// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "web/view_coverage.hpp"

#include "base/zone.hpp"

#include <algorithm>

namespace reputed::web {
namespace {

using desk::DayMark;
using desk::Health;

std::string checked_within(const desk::CoverageProof& proof, std::int64_t minutes, const Words& words) {
    const std::string polled = words.number(proof.polled);
    if (minutes <= 90) {
        const std::string span = words.number(std::max<std::int64_t>(minutes, 2));
        if (proof.is_complete())
            return words.count("The one source was checked within the last {minutes} minutes.",
                               "All {n} sources were checked within the last {minutes} minutes.",
                               proof.polled, {{"minutes", span}});
        return words.count("{n} of {all} sources was checked within the last {minutes} minutes.",
                           "{n} of {all} sources were checked within the last {minutes} minutes.",
                           proof.proven, {{"all", polled}, {"minutes", span}});
    }
    const std::string span = words.number((minutes + 59) / 60);
    if (proof.is_complete())
        return words.count("The one source was checked within the last {hours} hours.",
                           "All {n} sources were checked within the last {hours} hours.", proof.polled,
                           {{"hours", span}});
    return words.count("{n} of {all} sources was checked within the last {hours} hours.",
                       "{n} of {all} sources were checked within the last {hours} hours.", proof.proven,
                       {{"all", polled}, {"hours", span}});
}

struct HealthWords {
    std::string kind, icon, text;
};

HealthWords words_of(Health health, const Words& words) {
    switch (health) {
        case Health::fine:
            return {"chip-good", "fine", words.say("Fine")};
        case Health::slowed:
            return {"chip-soon", "soon", words.say("Slowed by the portal")};
        case Health::retrying:
            return {"chip-soon", "redo", words.say("Trying again")};
        case Health::not_trusted:
            return {"chip-late", "warn", words.say("Not trusted")};
        case Health::needs_sign_in:
            return {"chip-late", "lock", words.say("Needs a new sign-in")};
        case Health::paused:
            return {"chip-hold", "pause", words.say("Paused")};
        case Health::first_import:
            return {"", "redo", words.say("First import")};
        case Health::by_import:
            return {"", "fine", words.say("Files only")};
    }
    return {};
}

std::string path_of(std::span<const DayMark> marks, DayMark wanted) {
    std::string path;
    for (std::size_t i = 0; i < marks.size(); ++i) {
        if (marks[i] != wanted) continue;
        const auto x = i * 6;
        switch (wanted) {
            case DayMark::complete:
                path += fmt::format("M{} 2h4v16h-4z", x);
                break;
            case DayMark::part:
                path += fmt::format("M{} 10h4v8h-4z", x);
                break;
            case DayMark::missed:
                path += fmt::format("M{} 13l4 4m0-4l-4 4", x);
                break;
            case DayMark::idle:
                path += fmt::format("M{} 16h2v2h-2z", x + 1);
                break;
        }
    }
    return path;
}

std::string strip_label(std::span<const DayMark> marks, const Words& words) {
    const auto days = [&](DayMark mark) { return std::ranges::count(marks, mark); };
    const auto number = [&](DayMark mark) { return words.number(days(mark)); };
    if (days(DayMark::complete) == desk::strip_days) return words.say("Last 30 days: every day complete");
    return words.say(
        "Last 30 days: complete {complete}, in part {part}, missed {missed}, paused or not yet added {idle}",
        {{"complete", number(DayMark::complete)},
         {"part", number(DayMark::part)},
         {"missed", number(DayMark::missed)},
         {"idle", number(DayMark::idle)}});
}

std::string next_reading(const desk::Standing& standing, core::Instant now, const Words& words) {
    const auto& state = *standing.state;
    if (state.next_due <= now) return words.say("The next reading is due now.");
    const std::string time = words.due(state.next_due, standing.location.zone, now);
    switch (desk::health_of(standing)) {
        case Health::slowed:
            return words.say("It asks us to wait. Next reading: {time}.", {{"time", time}});
        case Health::retrying:
        case Health::not_trusted:
        case Health::needs_sign_in:
            return words.say("Next try: {time}.", {{"time", time}});
        case Health::fine:
        case Health::paused:
        case Health::first_import:
        case Health::by_import:
            return words.say("Next reading: {time}.", {{"time", time}});
    }
    return {};
}

std::string pause_sentence(const core::Pause& pause, const desk::Standing& standing, core::Instant now,
                           const Words& words) {
    const std::string since = words.date_time(pause.since, standing.location.zone, now);
    if (pause.reason.empty())
        return words.say("Paused by {name}, {time}.", {{"name", pause.by}, {"time", since}});
    return words.say("Paused by {name}, {time}: “{reason}”.",
                     {{"name", pause.by}, {"time", since}, {"reason", pause.reason}});
}

std::string incident_title(core::IncidentKind kind, const std::string& place, const Words& words) {
    switch (kind) {
        case core::IncidentKind::yields_nothing:
        case core::IncidentKind::changed_layout:
            return words.say("{place} answers, but no reviews can be read from it", {{"place", place}});
        case core::IncidentKind::denied:
            return words.say("{place} does not let us in", {{"place", place}});
        case core::IncidentKind::gone:
            return words.say("{place} says that this page is gone for good", {{"place", place}});
        case core::IncidentKind::failing:
            return words.say("{place} cannot be read", {{"place", place}});
    }
    return {};
}

std::string likely_cause(core::IncidentKind kind, const Words& words) {
    switch (kind) {
        case core::IncidentKind::yields_nothing:
            return words.say(
                "The page was moved or emptied, or the portal shows us another page than before.");
        case core::IncidentKind::changed_layout:
            return words.say("The portal changed its layout, or asks for a sign-in.");
        case core::IncidentKind::denied:
            return words.say(
                "The token ran out or was withdrawn, or the portal keeps programs away from this page.");
        case core::IncidentKind::gone:
            return words.say("The page was deleted, or the place has a new address.");
        case core::IncidentKind::failing:
            return words.say("The portal or the connection to it is down, or the address has a mistake.");
    }
    return {};
}

const desk::Standing* first_incident(std::span<const desk::Standing> standings) {
    const auto found =
        std::ranges::find_if(standings, [](const auto& one) { return one.incident.has_value(); });
    return found == standings.end() ? nullptr : &*found;
}

}  // namespace

std::string place_of(const desk::Standing& standing) {
    const std::string name = title_of(standing.source);
    return standing.location.name.empty() ? name : name + ", " + standing.location.name;
}

std::string coverage_sentence(const desk::CoverageProof& proof, core::Instant now, const Words& words) {
    if (proof.polled == 0) return words.say("No source is being checked.");
    if (proof.proven == 0)
        return words.count("The one source has not been checked completely.",
                           "None of {n} sources has been checked completely.", proof.polled);
    const auto minutes = std::chrono::ceil<std::chrono::minutes>(now - proof.oldest).count();
    return checked_within(proof, minutes, words);
}

std::string coverage_doubts(std::span<const desk::Standing> standings, const desk::CoverageProof& proof,
                            const Words& words) {
    constexpr std::size_t most_named = 3;
    std::string names;
    for (std::size_t i = 0; i < std::min(proof.open.size(), most_named); ++i)
        names += (i == 0 ? "" : "; ") + place_of(standings[proof.open[i]]);
    if (proof.open.size() > most_named) names += "; …";
    std::string doubts;
    if (!names.empty()) doubts = words.say("Not known: {places}.", {{"places", names}});
    if (proof.paused > 0) {
        if (!doubts.empty()) doubts += ' ';
        doubts += words.count("{n} source is paused.", "{n} sources are paused.", proof.paused);
    }
    return doubts;
}

void set_health(View& view, const desk::Standing& standing, const Words& words) {
    const HealthWords health = words_of(desk::health_of(standing), words);
    view.set("health", health.kind);
    view.set("health_icon", health.icon);
    view.set("health_text", health.text);
}

void set_strip(View& view, const desk::Standing& standing, core::Instant now, const Words& words) {
    const auto marks = desk::coverage_marks(standing, now);
    view.set("strip_complete", path_of(marks, DayMark::complete));
    view.set("strip_part", path_of(marks, DayMark::part));
    view.set("strip_missed", path_of(marks, DayMark::missed));
    view.set("strip_idle", path_of(marks, DayMark::idle));
    view.set("strip_label", strip_label(marks, words));
}

std::string last_reading(const desk::Standing& standing, core::Instant now, const Words& words) {
    if (standing.portal == nullptr)
        return words.say("This version of the program does not know this kind of source.");
    if (!standing.portal->polls) return words.say("Reviews come in from files. There is nothing to read.");
    std::string text;
    if (standing.state && standing.state->last_good)
        text = words.say("Read {time}.", {{"time", words.ago(*standing.state->last_good, now)}});
    else
        text = words.say("Never read yet.");
    text += ' ';
    if (standing.source.pause) return text + pause_sentence(*standing.source.pause, standing, now, words);
    if (!standing.state) return text + words.say("The next reading is due now.");
    return text + next_reading(standing, now, words);
}

void set_incident(View& view, const core::Incident& incident, const desk::Standing& standing,
                  core::Instant now, const Words& words) {
    const auto& zone = standing.location.zone;
    const bool has_good = standing.state && standing.state->last_good;
    view.set("title", incident_title(incident.kind, place_of(standing), words));
    view.set("seen", told(incident.seen, words));
    view.set("seen_lang", lang_told(incident.seen, words));
    view.set(
        "meaning",
        has_good
            ? words.say(
                  "Reviews written after {time} may be missing from the queue. Nothing stored was touched.",
                  {{"time", words.date_time(*standing.state->last_good, zone, now)}})
            : words.say("Its reviews are missing from the queue."));
    view.set("cause", likely_cause(incident.kind, words));
    view.set("since", words.date_time(incident.opened, zone, now));
    view.set("since_iso", core::to_iso(incident.opened));
    view.set("tries", words.count("Tried {n} time.", "Tried {n} times.", incident.tries));
    view.set("path", fmt::format("/incidents/{}", incident.id.value));
    view.set("number", std::to_string(incident.id.value));
    view.set("source_id", std::to_string(incident.source.value));
    set_health(view, standing, words);
}

std::optional<View> incident_notice(std::span<const desk::Standing> standings, core::Instant now,
                                    const Words& words) {
    const auto open =
        std::ranges::count_if(standings, [](const auto& one) { return one.incident.has_value(); });
    if (open == 0) return std::nullopt;
    View view;
    if (open > 1) {
        view.set("place", "");
        view.set("text", words.count("{n} source cannot be read. Newer reviews may be missing.",
                                     "{n} sources cannot be read. Newer reviews may be missing.", open));
        view.set("path", "/sources");
        return view;
    }
    const auto& standing = *first_incident(standings);
    const auto& zone = standing.location.zone;
    const auto opened = standing.incident->opened;
    const bool today = base::local_day(zone, opened) == base::local_day(zone, now);
    const std::string time = today ? words.time_of_day(opened, zone) : words.date_time(opened, zone, now);
    view.set("place", place_of(standing));
    view.set("text",
             words.say("no reviews can be read since {time}. Newer ones may be missing.", {{"time", time}}));
    view.set("path", fmt::format("/incidents/{}", standing.incident->id.value));
    return view;
}

}  // namespace reputed::web
