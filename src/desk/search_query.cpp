// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "desk/search_query.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/utf8.hpp"
#include "text/fold.hpp"

namespace reputed::desk {
namespace {

using Kind = SearchTerm::Kind;

constexpr std::size_t most_typed = 500;  // bytes; longer queries are cut
constexpr std::size_t most_terms = 20;

/// Quotes as they are typed on different keyboards, all meaning the same.
constexpr std::array<std::string_view, 7> quotes{"\"", "“", "”", "„", "«", "»", "‟"};

std::size_t quote_at(std::string_view text, std::size_t at) {
    for (const auto quote : quotes)
        if (text.substr(at).starts_with(quote)) return quote.size();
    return 0;
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::optional<Kind> kind_of_key(std::string_view key) {
    if (key == "stars") return Kind::stars;
    if (key == "lang") return Kind::language;
    if (key == "source") return Kind::source;
    if (key == "who") return Kind::who;
    if (key == "topic") return Kind::topic;
    if (key == "flag") return Kind::flag;
    return std::nullopt;
}

/// One run of text up to white space; white space inside quotes belongs to it.
struct Run {
    std::string text;  ///< without the quotes
    std::string typed;
    bool quoted = false;
};

Run take_run(std::string_view text, std::size_t& at) {
    Run run;
    bool inside = false;
    const std::size_t begin = at;
    while (at < text.size() && (inside || !is_space(text[at]))) {
        if (const std::size_t width = quote_at(text, at); width > 0) {
            inside = !inside;
            run.quoted = true;
            at += width;
        } else {
            run.text += text[at++];
        }
    }
    run.typed = text.substr(begin, at - begin);
    if (inside) run.typed += '"';
    return run;
}

SearchTerm term_of(Run run) {
    if (!run.quoted && run.text == "late") return {Kind::late, {}, std::move(run.typed)};
    const auto colon = run.text.find(':');
    if (colon != std::string::npos && colon + 1 < run.text.size())
        if (const auto kind = kind_of_key(run.text.substr(0, colon)))
            return {*kind, run.text.substr(colon + 1), std::move(run.typed)};
    return {run.quoted ? Kind::phrase : Kind::word, std::move(run.text), std::move(run.typed)};
}

std::string folded_word(std::string_view value) {
    std::string folded = text::fold(value);
    std::erase(folded, '"');
    return folded;
}

void add_words(std::string& search, std::string_view value, bool phrase) {
    const std::string folded = folded_word(value);
    if (folded.find_first_not_of(" \t") == std::string::npos) return;
    if (!search.empty()) search += ' ';
    search += phrase ? '"' + folded + '"' : folded;
}

bool apply_stars(const std::string& value, storage::QueueFilter& filter) {
    if (value.size() != 1 || value[0] < '1' || value[0] > '5') return false;
    filter.stars = value[0] - '0';
    return true;
}

bool apply_language(const std::string& value, storage::QueueFilter& filter) {
    const std::string folded = text::fold(value);
    const bool letters = std::ranges::all_of(folded, [](char c) { return c >= 'a' && c <= 'z'; });
    if (!letters || folded.size() < 2 || folded.size() > 8) return false;
    filter.language = folded;
    return true;
}

bool apply_source(const std::string& value, const SearchContext& context, storage::QueueFilter& filter) {
    const std::string wanted = text::fold(value);
    const auto by_slug = std::ranges::find(context.sources, wanted, &core::Source::slug);
    const auto by_name = std::ranges::find_if(context.sources, [&](const core::Source& source) {
        return text::fold(source.name).starts_with(wanted);
    });
    const auto found = by_slug != context.sources.end() ? by_slug : by_name;
    if (found == context.sources.end()) return false;
    filter.source = found->id;
    return true;
}

/// The beginning of any word of the name, or of the mail address.
bool answers_to(const core::Person& person, const std::string& wanted) {
    const std::string name = ' ' + text::fold(person.name);
    return name.find(' ' + wanted) != std::string::npos || person.mail.starts_with(wanted);
}

bool apply_who(const std::string& value, const SearchContext& context, storage::QueueFilter& filter) {
    const std::string wanted = text::fold(value);
    if (wanted == "me") {
        filter.assignee = context.me;
        return true;
    }
    if (wanted == "nobody") {
        filter.assignee = core::PersonId{};
        return true;
    }
    const auto found = std::ranges::find_if(
        context.people, [&](const core::Person& person) { return answers_to(person, wanted); });
    if (found == context.people.end()) return false;
    filter.assignee = found->id;
    return true;
}

bool apply_topic(const std::string& value, storage::QueueFilter& filter) {
    const auto topic = core::topic_named(text::fold(value));
    if (topic) filter.topic = topic;
    return topic.has_value();
}

bool apply_term(const SearchTerm& term, const SearchContext& context, storage::QueueFilter& filter) {
    switch (term.kind) {
        case Kind::word:
        case Kind::phrase:
            add_words(filter.search, term.value, term.kind == Kind::phrase);
            return true;
        case Kind::stars:
            return apply_stars(term.value, filter);
        case Kind::language:
            return apply_language(term.value, filter);
        case Kind::source:
            return apply_source(term.value, context, filter);
        case Kind::who:
            return apply_who(term.value, context, filter);
        case Kind::late:
            filter.late_only = true;
            return true;
        case Kind::topic:
            return apply_topic(term.value, filter);
        case Kind::flag:
            return apply_flag(term.value, filter);
    }
    return false;
}

}  // namespace

bool apply_flag(std::string_view name, storage::QueueFilter& filter) {
    if (name == "urgent") return filter.urgent_only = true;
    if (name == "conflict") return filter.conflict_only = true;
    if (name == "complaint") return filter.grievance_only = true;
    return false;
}

std::vector<SearchTerm> parse_search(std::string_view typed) {
    const std::string valid = base::to_valid_utf8(typed);
    std::string_view text = valid;
    if (text.size() > most_typed) text = base::first_code_points(text, most_typed / 4);
    std::vector<SearchTerm> terms;
    std::size_t at = 0;
    while (at < text.size() && terms.size() < most_terms) {
        if (is_space(text[at])) {
            ++at;
            continue;
        }
        Run run = take_run(text, at);
        if (!run.text.empty()) terms.push_back(term_of(std::move(run)));
    }
    return terms;
}

std::string search_without(std::span<const SearchTerm> terms, std::size_t index) {
    std::string joined;
    for (std::size_t i = 0; i < terms.size(); ++i) {
        if (i == index) continue;
        if (!joined.empty()) joined += ' ';
        joined += terms[i].typed;
    }
    return joined;
}

std::vector<std::string> apply_search(std::span<const SearchTerm> terms, const SearchContext& context,
                                      storage::QueueFilter& filter) {
    std::vector<std::string> not_understood;
    for (const auto& term : terms)
        if (!apply_term(term, context, filter)) not_understood.push_back(term.typed);
    return not_understood;
}

}  // namespace reputed::desk
