// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What a WordPress site answers about comments: the list, the answers below them, refusals. Pure; never
// throws for any bytes.
#pragma once
#include <set>

#include "base/json.hpp"
#include "fetchers/api/api.hpp"

namespace reputed::fetchers::wordpress {

/// A consumer key of WooCommerce in the place of a user.
[[nodiscard]] bool is_key(std::string_view user);

/// Whose comments are the owner's.
struct Team {
    std::string user;             ///< the one who is signed in, as in addresses; empty: nobody
    std::set<std::string> names;  ///< as shown above comments, folded

    [[nodiscard]] bool wrote(const base::Json& comment) const;
};
[[nodiscard]] Team team_of(const core::Source& source);

constexpr int a_page = 50;

/// Where a walk over the comments stands.
struct Position {
    enum class Part { pages, parents_after_all, parents_after_some };
    Part part = Part::pages;
    int page = 1;
    /// Answered comments that were not met on the way; asked for in the end, so that an answer given on the
    /// site to an old comment is seen at once.
    std::set<std::string> parents;
};
[[nodiscard]] Position position_in(std::string_view next);
[[nodiscard]] std::string text_of(const Position& position);

[[nodiscard]] api::Listing read_comments(const api::Answer& answer, const api::Ask& ask, const Team& team);
/// Puts the newest answer of the team below each comment of the page. False: not a list of comments.
[[nodiscard]] bool add_answers(const api::Answer& answer, const Team& team, api::Listing& listing);
[[nodiscard]] std::optional<Seen> read_answers(const api::Answer& answer, const ReplyRequest& request,
                                               const Team& team);

/// The site's own name for what went wrong, such as comment_flood; empty: it gave none.
[[nodiscard]] std::string code_in(const api::Answer& answer);
[[nodiscard]] std::optional<core::PollFailure> refusal_of(const api::Answer& answer);
[[nodiscard]] std::optional<Refused> refused_of(const api::Answer& answer);
/// How many pages the list has; nothing where the header is missing.
[[nodiscard]] std::optional<int> pages_in(const api::Answer& answer);

}  // namespace reputed::fetchers::wordpress
