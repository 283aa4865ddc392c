// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// For portals that list reviews without the answers under them: the entries of a page that have comments
// wait, each until its comments were asked for. All of it travels in Listing::next. Pure.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "fetchers/api/api.hpp"

namespace reputed::fetchers::api {

struct Waiting {
    std::string page;                 ///< of the list, once nobody waits; empty: that was the last
    std::vector<base::Json> entries;  ///< as the list gave them; the comments of the first are asked for
};

/// Empty or unreadable text: nobody waits, first page.
[[nodiscard]] Waiting read_waiting(const std::string& next);
/// For Listing::next; empty at the end of the list.
[[nodiscard]] std::string written(const Waiting& waiting);
/// For Api::instead: the first of those that wait is put aside when the portal does not know it (any more).
[[nodiscard]] std::optional<Listing> first_put_aside(const Answer& refused, const Ask& ask);

}  // namespace reputed::fetchers::api
