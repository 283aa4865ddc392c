// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What people do to cases. Each action is one function inside a write job: permission, state and
// revision are checked here, the case changes, an event tells the timeline who did what.
#pragma once
#include <expected>
#include <string>

#include "core/place.hpp"
#include "storage/store.hpp"

namespace reputed::desk {

enum class Refusal {
    not_found,
    not_allowed,
    changed_meanwhile,  ///< somebody acted since the page was made; the text is kept as a draft
    not_possible,       ///< the state does not allow it
    wrong_input,
};

struct Actor {
    core::Person person;
};

struct Target {
    core::ReviewId review;
    std::int64_t revision = 0;  ///< the case's revision on the page; 0: do not check
};

using Outcome = std::expected<core::Case, Refusal>;

[[nodiscard]] Outcome assign(storage::Roles& roles, const Actor& actor, Target target, core::PersonId to,
                             core::Instant now);
[[nodiscard]] Outcome note(storage::Roles& roles, const Actor& actor, Target target, std::string text,
                           core::Instant now);
/// Until `resume`; the deadline moves by as long as the hold lasted.
[[nodiscard]] Outcome hold(storage::Roles& roles, const Actor& actor, Target target, core::Instant resume,
                           std::string reason, core::Instant now);
[[nodiscard]] Outcome mark_answered(storage::Roles& roles, const Actor& actor, Target target,
                                    std::string text, std::string url, core::Instant now);
[[nodiscard]] Outcome dismiss(storage::Roles& roles, const Actor& actor, Target target, std::string reason,
                              core::Instant now);
[[nodiscard]] Outcome reopen(storage::Roles& roles, const Actor& actor, Target target, core::Instant now);
/// What the review says in a person's eyes. Where the service said otherwise, it is kept as a correction.
[[nodiscard]] Outcome flag(storage::Roles& roles, const Actor& actor, Target target,
                           core::Sentiment sentiment, core::Instant now);
/// Brings back held cases whose time has come. Returns how many.
std::size_t resume_due(storage::Roles& roles, core::Instant now);

/// Readers look, responders act on cases, managers set up sources, owners everything.
[[nodiscard]] bool may_act(core::Role role);
[[nodiscard]] bool may_set_up(core::Role role);
[[nodiscard]] bool may_own(core::Role role);

}  // namespace reputed::desk
