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

bool has_fragment(std::string_view id) { return id.contains('#'); }

/// An artefact of the markup, new with each rendering.
bool names_nothing(std::string_view id) { return id.starts_with("_:"); }

/// The review's own address: another page, or a numbered place on this one; "#reviews" is where all are.
bool names_review(std::string_view url, const Things& things) {
    if (!things.is_page_itself(url)) return true;
    return has_fragment(url) && ending_number(url).has_value();
}

/// True when fragments count 0, 1, 2… down the page. Counting from 1 is what databases do as well, and an
/// id must not come and go with the number of reviews that happen to be shown.
bool are_positions(const std::vector<FoundReview*>& with_id) {
    for (std::size_t index = 0; index < with_id.size(); ++index) {
        const auto& id = with_id[index]->item.id;
        if (!has_fragment(id) || ending_number(id) != index) return false;
    }
    return true;
}

}  // namespace

void give_identities(std::vector<FoundReview>& reviews, const Things& things) {
    std::map<std::string, int> seen;
    for (auto& found : reviews) {
        auto& item = found.item;
        if (item.id.empty() && names_review(item.url, things)) item.id = item.url;
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
