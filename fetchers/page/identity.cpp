// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/page/identity.hpp"

#include <charconv>

namespace reputed::fetchers::page {
namespace {

/// The number an id ends with, "#review-12" -> 12.
std::optional<std::size_t> ending_number(std::string_view id) {
    const auto last = id.find_last_not_of("0123456789");
    const auto digits = id.substr(last == std::string_view::npos ? 0 : last + 1);
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (digits.empty() || error != std::errc{}) return std::nullopt;
    return number;
}

bool has_digit(std::string_view text) { return text.find_first_of("0123456789") != std::string_view::npos; }

/// "_:b0" is an artefact of the markup; "#review" says what it is, not which.
bool names_nothing(std::string_view id) {
    const auto fragment = id.find('#');
    return id.starts_with("_:") || (fragment != std::string_view::npos && !has_digit(id.substr(fragment)));
}

/// True when the ids count 0, 1, 2… or 1, 2, 3… down the page.
bool are_positions(const std::vector<FoundReview*>& with_id) {
    if (with_id.empty()) return false;
    const auto first = ending_number(with_id.front()->item.id);
    if (!first || *first > 1 || (*first == 1 && with_id.size() == 1)) return false;
    for (std::size_t index = 0; index < with_id.size(); ++index)
        if (ending_number(with_id[index]->item.id) != *first + index) return false;
    return true;
}

}  // namespace

void give_identities(std::vector<FoundReview>& reviews, const Things& things) {
    std::map<std::string, int> seen;
    for (auto& found : reviews) {
        auto& item = found.item;
        if (item.id.empty() && !things.is_page_itself(item.url)) item.id = item.url;
        if (names_nothing(item.id)) item.id.clear();
        ++seen[item.id];
    }
    std::vector<FoundReview*> with_id;
    for (auto& found : reviews) {
        if (seen[found.item.id] > 1) found.item.id.clear();
        if (!found.item.id.empty()) with_id.push_back(&found);
    }
    if (are_positions(with_id))
        for (auto* found : with_id) found->item.id.clear();
}

}  // namespace reputed::fetchers::page
