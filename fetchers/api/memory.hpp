// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What the walk over a portal's list remembers between polls; its cursor, as compact JSON. Pure.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/instant.hpp"

namespace reputed::fetchers::api {

struct Memory {
    std::optional<core::Instant> newest;  ///< of the entries read so far, by the list's order
    std::optional<core::Instant> swept;   ///< when a whole sweep ended last
    std::string goes_on;                  ///< Listing::goes_on of the poll before
    /// A sweep that one poll could not finish goes on here.
    std::string resume;
    std::vector<std::string> seen;  ///< ids of the unfinished sweep
};

/// An unreadable cursor is an empty memory.
[[nodiscard]] Memory read_cursor(const std::string& cursor);
[[nodiscard]] std::string write_cursor(const Memory& memory);

}  // namespace reputed::fetchers::api
