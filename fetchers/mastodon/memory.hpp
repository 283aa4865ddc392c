// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What the Mastodon fetcher remembers between polls; its cursor, as compact JSON. Pure.
#pragma once
#include <string>
#include <vector>

#include "fetchers/mastodon/parse.hpp"

namespace reputed::fetchers::mastodon {

inline constexpr std::size_t remembered_statuses = 40;

struct Memory {
    std::string of;                  ///< which list on which server; another one starts afresh
    std::string newest;              ///< paging id everything up to which is known; empty: nothing is
    std::int64_t polls = 0;          ///< for what is done every few polls only
    bool rereads = true;             ///< the server can be asked for posts by their ids
    std::vector<KnownStatus> known;  ///< newest first

    void remember(const std::vector<KnownStatus>& met);
    void forget(const std::string& uri);
    /// Whether this poll should read known posts again, to see edits and deletions.
    [[nodiscard]] bool reread_is_due() const;
};

/// An unreadable cursor, or one of another list, is an empty memory.
[[nodiscard]] Memory read_cursor(const std::string& cursor, const std::string& of);
[[nodiscard]] std::string write_cursor(const Memory& memory);

}  // namespace reputed::fetchers::mastodon
