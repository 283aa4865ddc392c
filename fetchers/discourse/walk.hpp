// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The walk over a forum: newest posts first, then, one by one, those that are read aside. All of it travels
// in Listing::next. Pure; never throws for any bytes.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "fetchers/api/api.hpp"
#include "fetchers/discourse/posts.hpp"
#include "fetchers/discourse/watch.hpp"

namespace reputed::fetchers::discourse {

struct Position {
    enum class Part { list, chunks, aside };
    Part part = Part::list;
    int pages = 0;                 ///< of the list that were read
    std::string before;            ///< the list goes on below this post's id
    std::string title;             ///< of the topic
    std::vector<std::string> ids;  ///< of the topic's posts that are still to be read, the newest last
    std::vector<Aside> aside;      ///< posts to read alone; in `list` and `chunks`, those not yet met
};

[[nodiscard]] Position position_in(const std::string& next);
/// Empty at the end of the walk.
[[nodiscard]] std::string text_of(const Position& position);

[[nodiscard]] api::Call next_call(const Watch& watch, const api::Ask& ask);
[[nodiscard]] api::Listing read_posts(const api::Answer& answer, const api::Ask& ask, const Watch& watch);
/// A post read aside that nobody may see (any more) is left out.
[[nodiscard]] std::optional<api::Listing> without_first(const api::Answer& refused, const api::Ask& ask);

}  // namespace reputed::fetchers::discourse
