// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/assess.hpp"

#include "text/space.hpp"

namespace reputed::text {
namespace {

constexpr std::string_view unknown = "und";

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

std::string mapped(std::string_view text, char (*change)(char)) {
    std::string out{text};
    std::ranges::transform(out, out.begin(), change);
    return out;
}

/// Codes that older software still writes (IANA registry, "Preferred-Value").
std::string current_code(std::string language) {
    if (language == "iw") return "he";
    if (language == "in") return "id";
    if (language == "ji") return "yi";
    return language;
}

/// A subtag after the first, in the case RFC 5646 section 2.1.1 recommends; empty when it is none.
std::string normal_subtag(std::string_view tag) {
    const bool letters = std::ranges::all_of(tag, is_letter);
    const bool digits = std::ranges::all_of(tag, is_digit);
    if (tag.size() == 2 && letters) return mapped(tag, upper);
    if (tag.size() == 3 && digits) return std::string(tag);
    if (tag.size() == 4 && letters) return upper(tag.front()) + mapped(tag.substr(1), lower);
    const bool is_variant = tag.size() >= 4 && tag.size() <= 8 &&
                            std::ranges::all_of(tag, [](char c) { return is_letter(c) || is_digit(c); });
    return is_variant ? mapped(tag, lower) : std::string{};
}

}  // namespace

std::string normal_language(std::string_view said) {
    said = trimmed(said);
    said = said.substr(0, said.find_first_of(".@;,"));  // "pl_PL.UTF-8", "en;q=0.8"
    const auto first_end = std::min(said.find_first_of("-_"), said.size());
    const auto first = said.substr(0, first_end);
    if (first.size() < 2 || first.size() > 3 || !std::ranges::all_of(first, is_letter))
        return std::string(unknown);
    std::string language = current_code(mapped(first, lower));
    if (language == unknown) return language;
    for (auto rest = said.substr(first_end); rest.size() > 1;) {
        rest.remove_prefix(1);
        const auto end = std::min(rest.find_first_of("-_"), rest.size());
        const auto subtag = normal_subtag(rest.substr(0, end));
        if (subtag.empty()) break;
        language += '-' + subtag;
        rest.remove_prefix(end);
    }
    return language;
}

std::string text_of(const core::Item& item) {
    if (item.title.empty() || item.body.starts_with(item.title)) return item.body;
    return item.body.empty() ? item.title : item.title + "\n" + item.body;
}

core::Assessment assess(const core::Item& item, const core::JudgementRule& rule, const Assessor* assessor) {
    const auto score = item.rating ? std::optional(item.rating->score()) : std::nullopt;
    core::TextVerdict verdict;
    if (assessor == nullptr) {
        verdict.language = normal_language(item.language);
        return core::judge(score, verdict, rule);
    }
    verdict = assessor->verdict(text_of(item), item.language);
    if (verdict.stage == 1 && assessor->needs_meaning(verdict, score, rule)) verdict.model.clear();
    return core::judge(score, verdict, rule);
}

bool waits_for_meaning(const core::Assessment& assessment) {
    return assessment.stage == 1 && assessment.model.empty();
}

}  // namespace reputed::text
