// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What is typed into the queue's one box: words, "exact words", stars:1 lang:pl source:name who:me late
// topic:noise flag:urgent. Pure; any thread.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/place.hpp"
#include "storage/desk_store.hpp"

namespace reputed::desk {

struct SearchTerm {
    enum class Kind { word, phrase, stars, language, source, who, late, topic, flag };
    Kind kind = Kind::word;
    std::string value;  ///< without key and quotes
    std::string typed;  ///< as it stands in the box
};

[[nodiscard]] std::vector<SearchTerm> parse_search(std::string_view typed);
/// The box's text without one of its terms: where a filter's pill leads.
[[nodiscard]] std::string search_without(std::span<const SearchTerm> terms, std::size_t index);

struct SearchContext {
    std::span<const core::Source> sources;
    std::span<const core::Person> people;
    core::PersonId me;
};

/// Adds the terms to the filter. Returns those that mean nothing here, as typed; they are left out.
[[nodiscard]] std::vector<std::string> apply_search(std::span<const SearchTerm> terms,
                                                    const SearchContext& context,
                                                    storage::QueueFilter& filter);

/// "urgent", "conflict" or "complaint"; false for any other name.
bool apply_flag(std::string_view name, storage::QueueFilter& filter);

}  // namespace reputed::desk
