// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What the App Store fetcher remembers between polls: the newest reviews of each country and the form of
// address that worked there. It is the fetcher's cursor, as compact JSON. Pure.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "core/review.hpp"

namespace reputed::fetchers::app_store {

struct KnownReview {
    std::string id;
    std::string mark;       ///< the date of its last change, or "#" and a content hash where there is none
    std::string published;  ///< the first date it was seen with; empty: the same as the mark
};

struct CountryMemory {
    std::string form;  ///< "page-first" or "id-first"; empty: the setting decides
    std::vector<KnownReview> newest;

    [[nodiscard]] const KnownReview* find(std::string_view id) const;
};

using Memory = std::map<std::string, CountryMemory>;

/// More than a page of the feed, so that reviews taken away do not push known ones out of sight.
inline constexpr std::size_t remembered_reviews = 100;

/// An unreadable cursor, or one of another app, is an empty memory: everything is read again.
[[nodiscard]] Memory read_cursor(const std::string& cursor, const std::string& app_id);
[[nodiscard]] std::string write_cursor(const Memory& memory, const std::string& app_id);

/// What changes when the author changes the review.
[[nodiscard]] std::string mark_of(const core::Item& item);

}  // namespace reputed::fetchers::app_store
