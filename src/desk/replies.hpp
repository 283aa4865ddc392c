// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Answers that are posted for people: what a person may ask for, and what the outcome means for the case.
// Each function runs inside a write job.
#pragma once
#include <expected>
#include <string>

#include "core/reply.hpp"
#include "desk/actions.hpp"
#include "fetchers/replier.hpp"

namespace reputed::desk {

struct ReplyRefused {
    Refusal refusal = Refusal::not_possible;
    std::string words;  ///< for people; empty where the refusal says it all
};
using ReplyOutcome = std::expected<core::Reply, ReplyRefused>;

/// What the portal of this review allows; nothing: answers are posted by hand.
[[nodiscard]] std::optional<fetchers::ReplyRules> reply_rules(storage::Roles& roles,
                                                              const core::Review& review);
/// Stores the wish to post this text. What was typed is kept, whatever comes of it.
[[nodiscard]] ReplyOutcome send_reply(storage::Roles& roles, const Actor& actor, Target target,
                                      std::string text, core::Instant now);
/// Stores the wish to have the answer that stands there taken away.
[[nodiscard]] ReplyOutcome take_back_reply(storage::Roles& roles, const Actor& actor, Target target,
                                           core::Instant now);
/// Writes what became of an answer, and what that means for its case: taken by the portal, the case is done;
/// rejected, failed or gone, it is work again.
void record(storage::Roles& roles, const core::Reply& before, const core::Reply& after, core::Instant now);

}  // namespace reputed::desk
