// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What the service says about a review's text, as a row and a review's page show it. Pure.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "desk/explain.hpp"
#include "web/view_parts.hpp"

namespace reputed::web {

/// A fact in words with an icon: `icon`, `text`, `kind` (a class or empty).
[[nodiscard]] View badge(std::string icon, std::string text, std::string kind = {});
/// One line of the facts: `label`, `text`, `iso`, `bad`, and no `items`.
[[nodiscard]] View fact(std::string label, std::string text, std::string iso = {}, bool bad = false);

/// Names the kinds: "Legal threat, personal data". Nothing when it is not urgent.
[[nodiscard]] std::optional<View> urgency_badge(const core::Assessment& said, const Words& words);
/// That stars and text disagree, that a complaint is inside.
[[nodiscard]] std::vector<View> flag_badges(const core::Assessment& said, const Words& words);
/// Sets `flags`, `about` (at most three topics of friction in words), `why` and `has_flags` of a row.
void set_row_judgement(View& view, const core::Review& review, const core::Case& the_case,
                       const Words& words);
/// Why nobody but a person can judge it.
[[nodiscard]] std::string why_unjudged(const core::Review& review, const Words& words);

/// Flag, language, complaint, topics, urgency, and how the text was read; the topics with the words that
/// showed them.
[[nodiscard]] std::vector<View> judgement_facts(const core::Review& review, const desk::Explanation& shown,
                                                const Words& words);

/// The filter "flag" of the queue: urgent, conflict, complaint; empty for any other name.
[[nodiscard]] std::string flag_filter_text(std::string_view name, const Words& words);
/// Sets `topics` and `flag_choices` of the filter form.
void set_judgement_choices(View& view, std::optional<core::Topic> topic, std::string_view flag,
                           const Words& words);

}  // namespace reputed::web
