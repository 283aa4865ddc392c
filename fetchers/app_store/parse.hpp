// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// One page of Apple's customer-reviews feed, in its JSON or its Atom form. Pure; never throws for any bytes.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/poll.hpp"

namespace reputed::fetchers::app_store {

struct ReviewPage {
    std::vector<core::Item> items;
    std::vector<core::Problem> problems;
    int last_page = 0;  ///< as the feed says; 0 when it does not
    bool understood = true;
    [[nodiscard]] bool has_entries() const { return !items.empty() || !problems.empty(); }
};

/// The form is told by the first character. `country` becomes the `item` of each review.
[[nodiscard]] ReviewPage parse_page(std::string_view bytes, const std::string& country);

/// Older JSON pages have no dates; their Atom twins have. Joined by id.
void fill_dates(std::vector<core::Item>& items, const std::vector<core::Item>& dated);

}  // namespace reputed::fetchers::app_store
