// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "web/view_timeline.hpp"

namespace reputed::web {
namespace {

using core::EventKind;

struct Line {
    std::string icon;
    std::string text;
    std::string note;  ///< what was typed
};

std::string flag_text(const core::Event& event, const Words& words) {
    return words_of(core::sentiment_named(event.text).value_or(core::Sentiment::unjudged), words);
}

std::string assigned_text(const core::Event& event, const std::string& name, const Words& words) {
    if (event.text.empty()) return words.say("{name} gave it back to nobody", {{"name", name}});
    if (event.text == name) return words.say("{name} took it", {{"name", name}});
    return words.say("{name} assigned it to {other}", {{"name", name}, {"other", event.text}});
}

Line line_by_person(const core::Event& event, const std::string& name, const Words& words) {
    switch (event.kind) {
        case EventKind::assigned:
            return {"person", assigned_text(event, name, words), {}};
        case EventKind::noted:
            return {"note", words.say("{name} left a note", {{"name", name}}), event.text};
        case EventKind::held:
            return {"pause", words.say("{name} put it on hold", {{"name", name}}), event.text};
        case EventKind::resumed:
            return {"clock", words.say("{name} lifted the hold", {{"name", name}}), {}};
        case EventKind::answered:
            return {"check", words.say("{name} marked it answered", {{"name", name}}), event.text};
        case EventKind::dismissed:
            return {"cross", words.say("{name} dismissed it", {{"name", name}}), event.text};
        case EventKind::reopened:
            return {"undo", words.say("{name} opened it again", {{"name", name}}), {}};
        case EventKind::flagged:
            return {
                "flag",
                words.say("{name} judged it: {flag}", {{"name", name}, {"flag", flag_text(event, words)}}),
                {}};
        case EventKind::first_seen:
        case EventKind::edited:
        case EventKind::removed:
        case EventKind::returned:
        case EventKind::owner_replied:
        case EventKind::alerted:
        case EventKind::reply_live:
        case EventKind::reply_rejected:
        case EventKind::reply_failed:
        case EventKind::reply_gone:
        case EventKind::seen_elsewhere:
            return {};
        case EventKind::reply_sent:
            return {"send", words.say("{name} sent an answer", {{"name", name}}), event.text};
        case EventKind::reply_withdrawn:
            return {"undo", words.say("{name} had the answer taken back", {{"name", name}}), {}};
    }
    return {};
}

Line line_by_service(const core::Event& event, const Words& words) {
    switch (event.kind) {
        case EventKind::first_seen:
            return {"eye", words.say("First seen: {flag}", {{"flag", flag_text(event, words)}}), {}};
        case EventKind::edited:
            return {"pen", words.say("Edited by the author"), {}};
        case EventKind::removed:
            return {"cross", words.say("Removed from the portal"), {}};
        case EventKind::returned:
            return {"redo", words.say("Back on the portal"), {}};
        case EventKind::owner_replied:
            return {"bubble", words.say("The answer on the portal changed"), {}};
        case EventKind::alerted:
            return {"mail", words.say("Alert mailed to {to}", {{"to", event.text}}), {}};
        case EventKind::resumed:
            return {"clock", words.say("The hold is over"), {}};
        case EventKind::reopened:
            return {"undo", words.say("Opened again"), {}};
        case EventKind::flagged:
            return {"flag", words.say("Read again: {flag}", {{"flag", flag_text(event, words)}}), {}};
        case EventKind::reply_live:
            return {"check", words.say("The answer is to be seen on the portal"), {}};
        case EventKind::reply_rejected:
            return {"warn", words.say("The portal does not show the answer"), event.text};
        case EventKind::reply_failed:
            return {"warn", words.say("The answer could not be posted"), event.text};
        case EventKind::reply_gone:
            return {"cross", words.say("The answer is no longer on the portal"), {}};
        case EventKind::seen_elsewhere:
            return {"eye", words.say("Seen through {source} too", {{"source", event.text}}), {}};
        case EventKind::reply_sent:
        case EventKind::reply_withdrawn:
        case EventKind::assigned:
        case EventKind::noted:
        case EventKind::held:
        case EventKind::answered:
        case EventKind::dismissed:
            return line_by_person(event, words.say("Somebody"), words);
    }
    return {};
}

Line line_of(const core::Event& event, const Names& names, const Words& words) {
    if (!event.person) return line_by_service(event, words);
    std::string name = names.person_name(event.person);
    if (name.empty()) name = words.say("Somebody");
    Line line = line_by_person(event, name, words);
    return line.text.empty() ? line_by_service(event, words) : line;
}

}  // namespace

std::vector<View> timeline(std::span<const core::Event> newest_first, const Names& names,
                           std::string_view zone, core::Instant now, const Words& words) {
    std::vector<View> views;
    views.reserve(newest_first.size());
    for (const auto& event : newest_first) {
        const Line line = line_of(event, names, words);
        View view;
        view.set("icon", line.icon);
        view.set("text", line.text);
        view.set("note", line.note);
        view.set("time", words.date_time(event.at, zone, now));
        view.set("iso", core::to_iso(event.at));
        views.push_back(std::move(view));
    }
    return views;
}

}  // namespace reputed::web
