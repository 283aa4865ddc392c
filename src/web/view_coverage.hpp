// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Trust in words and pictures: health chips, coverage strips, incidents, and the one sentence that says
// how much an empty list proves. Pure.
#pragma once
#include <span>
#include <string>

#include "desk/standing.hpp"
#include "web/view_parts.hpp"

namespace reputed::web {

/// "Google, Gdańsk".
[[nodiscard]] std::string place_of(const desk::Standing& standing);

/// "All 7 sources were checked within the last 12 minutes.", or how many of how many.
[[nodiscard]] std::string coverage_sentence(const desk::CoverageProof& proof, core::Instant now,
                                            const Words& words);
/// What is not known, beside it: the sources that prove nothing, and those that are paused.
[[nodiscard]] std::string coverage_doubts(std::span<const desk::Standing> standings,
                                          const desk::CoverageProof& proof, const Words& words);

/// Sets `health` (class), `health_icon`, `health_text`.
void set_health(View& view, const desk::Standing& standing, const Words& words);
/// Sets `strip_complete`, `strip_part`, `strip_missed`, `strip_idle` (SVG paths) and `strip_label`.
void set_strip(View& view, const desk::Standing& standing, core::Instant now, const Words& words);
/// "Read 4 min ago. Next in 6 min.", or what stands in the way.
[[nodiscard]] std::string last_reading(const desk::Standing& standing, core::Instant now, const Words& words);

/// What an incident is, for people: `title`, `seen`, `meaning`, `cause`, `since`, `tries`, `path`.
void set_incident(View& view, const core::Incident& incident, const desk::Standing& standing,
                  core::Instant now, const Words& words);
/// The one line above lists: `place`, `text`, `path`; nothing when all is well.
[[nodiscard]] std::optional<View> incident_notice(std::span<const desk::Standing> standings,
                                                  core::Instant now, const Words& words);

}  // namespace reputed::web
