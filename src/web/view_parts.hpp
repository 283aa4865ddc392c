// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Small parts that several pages show: stars, chips, names of places and languages. Pure.
#pragma once
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "core/case.hpp"
#include "core/place.hpp"
#include "core/poll.hpp"
#include "core/review.hpp"
#include "desk/actions.hpp"
#include "templates/render.hpp"

namespace reputed::web {

using templates::View;
using templates::Words;

/// Locations, sources and people by id, for pages that name them.
struct Names {
    std::map<core::LocationId, core::Location> locations;
    std::map<core::SourceId, core::Source> sources;
    std::map<core::PersonId, core::Person> people;

    [[nodiscard]] static Names read(storage::Roles& roles);
    [[nodiscard]] const core::Location& location(core::LocationId id) const;
    [[nodiscard]] std::string source_name(core::SourceId id) const;
    [[nodiscard]] std::string person_name(core::PersonId id) const;
};

/// The source's own name, or its portal's title.
[[nodiscard]] std::string title_of(const core::Source& source);
/// "App Store"; the bare name for a portal this program does not know.
/// Empty where nobody knows it: a list says nothing that is not there.
[[nodiscard]] std::string known_language(std::string_view code, const Words& words);
[[nodiscard]] std::string portal_title(std::string_view portal);

/// Sets `stars` ("1".."5"), `stars_label`, `scale` ("4/10" where the portal does not count to five),
/// `mention` and `unrated`.
void set_rating(View& view, const core::Item& item, const Words& words);
/// Sets `stars`, `stars_label` and `scale` of a bare rating.
void set_stars(View& view, const std::optional<core::Rating>& rating, const Words& words);
[[nodiscard]] std::string rating_text(const core::Rating& rating, const Words& words);

/// A chip: `chip` (class), `chip_icon`, `chip_text`, `chip_time` (ISO, empty where it is no time) and
/// `chip_due` (true where the text changes as time passes).
void set_chip(View& view, const core::Case& the_case, core::Sentiment sentiment,
              const core::Location& location, core::Instant now, const Words& words);

/// BCP 47 for a lang attribute; empty when unknown.
[[nodiscard]] std::string lang_of(const core::Review& review);
[[nodiscard]] std::string author_of(const core::Review& review, const Words& words);
/// The beginning of a text for a list, cut at a word where possible.
[[nodiscard]] std::string beginning_of(std::string_view text, std::size_t code_points);

[[nodiscard]] std::string words_of(core::Sentiment sentiment, const Words& words);
[[nodiscard]] std::string words_of(core::CaseStatus status, const Words& words);
[[nodiscard]] std::string words_of(desk::Refusal refusal, const Words& words);

/// Words that a fetcher or the store's past put down: in the reader's language where the catalogue knows
/// them, as they stand where it does not.
[[nodiscard]] std::string told(std::string_view stored, const Words& words);
/// The language told() came out in, for a lang attribute: "en" where the catalogue did not know the words,
/// empty where it is the page's own.
[[nodiscard]] std::string lang_told(std::string_view stored, const Words& words);
/// Why a source could not be read: the fetcher's own words in English, one sentence a kind elsewhere.
[[nodiscard]] std::string reading_problem(core::FailureKind kind, std::string_view stored,
                                          const Words& words);

/// The reasons offered for dismissing a review, and the words of the one chosen.
[[nodiscard]] std::vector<View> dismiss_choices(const Words& words);
[[nodiscard]] std::string dismiss_reason(std::string_view name, const Words& words);

/// Messages with their places left open, for the script that keeps relative times true.
void set_time_words(View& view);

/// One entry of a select: `value`, `text`, `selected`.
[[nodiscard]] View choice(std::string value, std::string text, bool selected);

}  // namespace reputed::web
