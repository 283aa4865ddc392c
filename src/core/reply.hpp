// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// An answer that a portal is to show, and its life: the wish is stored first, sent at most once without
// looking, and believed only when it was read back.
//
//   queued -> sending -> accepted -> live          the usual way
//             sending -> uncertain -> (look) -> accepted, or queued again
//             accepted -> pending -> live, rejected      moderated portals
//             queued -> failed                           the portal will never take it
//   live -> gone                                         somebody took it away later
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "core/ids.hpp"
#include "core/instant.hpp"

namespace reputed::core {

enum class ReplyState { queued, sending, uncertain, accepted, pending, live, rejected, failed, gone };
enum class ReplyWish { posted, removed };

struct Reply {
    ReplyId id;
    ReviewId review;
    PersonId person;
    std::string text;
    ReplyWish wanted = ReplyWish::posted;
    ReplyState state = ReplyState::queued;
    Instant made{};
    Instant changed{};
    Instant next_try{};
    int attempts = 0;       ///< requests that could create it
    std::string portal_id;  ///< what the portal calls it; empty: not known
    std::string words;      ///< for people: what stands in the way, or why it was rejected
    VersionId version;      ///< of the review that was answered
    bool stale = false;     ///< the review was edited since
};

/// Something is still to be done for it.
[[nodiscard]] bool is_under_way(ReplyState state);
[[nodiscard]] std::string_view name_of(ReplyState state);
[[nodiscard]] std::string_view name_of(ReplyWish wish);
[[nodiscard]] std::optional<ReplyState> reply_state_named(std::string_view name);
[[nodiscard]] std::optional<ReplyWish> reply_wish_named(std::string_view name);

}  // namespace reputed::core
