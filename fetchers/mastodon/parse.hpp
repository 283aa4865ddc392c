// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A list of statuses, or of notifications that carry statuses, as Mastodon-compatible servers send it; also
// the answer to a search, and one status alone.
// Pure; never throws for any bytes.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/poll.hpp"

namespace reputed::fetchers::mastodon {

/// The id is local to the server asked; the uri is the post's identity everywhere.
struct KnownStatus {
    std::string id;
    std::string uri;
};

struct StatusPage {
    std::vector<core::Item> items;
    std::vector<core::Problem> problems;
    std::vector<KnownStatus> statuses;    ///< of the items, in their order
    std::vector<std::string> status_ids;  ///< of every status in the answer, wanted or not
    std::string newest;                   ///< greatest and smallest id of the list, for paging
    std::string oldest;
    std::size_t entries = 0;
    bool is_bare_list = false;  ///< as timelines are; what is missing from another answer is not gone
    bool understood = true;
};

[[nodiscard]] StatusPage parse_page(std::string_view bytes);

/// Ids are decimal numbers longer than any integer type promises: by length, then by text.
[[nodiscard]] bool is_older(std::string_view id, std::string_view than);

}  // namespace reputed::fetchers::mastodon
