// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "web/view_marks.hpp"

#include <algorithm>

#include "templates/subject_words.hpp"

namespace reputed::web {
namespace {

using core::Lean;

std::string_view kind_of(const desk::Span& span) {
    if (span.urgency) return "urgent";
    if (!span.topic) return {};
    switch (span.topic->lean) {
        case Lean::friction:
            return "friction";
        case Lean::praise:
            return "praise";
        case Lean::mention:
            return "mention";
    }
    return {};
}

std::string mark_title(const desk::Span& span, const Words& words) {
    if (span.urgency) return words.say("urgent: {kind}", {{"kind", words_of(*span.urgency, words)}});
    if (!span.topic) return {};
    const std::string topic = words_of(span.topic->topic, words);
    switch (span.topic->lean) {
        case Lean::friction:
            return words.say("{topic}: friction", {{"topic", topic}});
        case Lean::praise:
            return words.say("{topic}: praise", {{"topic", topic}});
        case Lean::mention:
            return words.say("{topic}: mentioned", {{"topic", topic}});
    }
    return {};
}

std::vector<View> span_views(const std::vector<desk::Span>& spans, const Words& words) {
    std::vector<View> all;
    for (const auto& span : spans) {
        View view;
        view.set("text", span.text);
        view.set("mark", kind_of(span));
        view.set("mark_title", mark_title(span, words));
        all.push_back(std::move(view));
    }
    return all;
}

View legend_entry(std::string_view kind, const Words& words) {
    View view;
    view.set("mark", kind);
    if (kind == "urgent") view.set("text", words.say("urgent"));
    if (kind == "friction") view.set("text", words.say("friction"));
    if (kind == "praise") view.set("text", words.say("praise"));
    if (kind == "mention") view.set("text", words.say("mentioned"));
    return view;
}

}  // namespace

void set_spans(View& view, const desk::Explanation& shown, const Words& words) {
    view.set("heading_spans", span_views(shown.title, words));
    view.set("body_spans", span_views(shown.body, words));
    std::vector<View> legend;
    for (const std::string_view kind : {"urgent", "friction", "praise", "mention"}) {
        const auto is_one = [&](const desk::Span& span) { return kind_of(span) == kind; };
        if (std::ranges::any_of(shown.title, is_one) || std::ranges::any_of(shown.body, is_one))
            legend.push_back(legend_entry(kind, words));
    }
    view.set("has_legend", !legend.empty());
    view.set("legend", std::move(legend));
}

}  // namespace reputed::web
