// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The steps that all actions on cases are made of: permission, presence and revision; closing and opening;
// the event; and the draft that survives a refusal. Inside the desk alone; called in write jobs.
#pragma once
#include <string>
#include <string_view>

#include "desk/actions.hpp"

namespace reputed::desk {

/// Typed text as it is kept: valid UTF-8, line ends of one kind, no space around it.
[[nodiscard]] std::string tidy(std::string_view typed);
[[nodiscard]] Outcome open_case(storage::Roles& roles, const Actor& actor, Target target);
void tell(storage::Roles& roles, core::ReviewId review, core::EventKind kind, core::PersonId person,
          std::string text, core::Instant now);
[[nodiscard]] Outcome commit(storage::Roles& roles, const Actor& actor, core::Case the_case,
                             core::EventKind kind, std::string text, core::Instant now);
void keep_draft(storage::Roles& roles, const Actor& actor, core::ReviewId review, std::string_view field,
                std::string_view text, core::Instant now);
/// A refusal that costs nobody their words.
[[nodiscard]] Outcome refuse(storage::Roles& roles, const Actor& actor, Target target, std::string_view field,
                             std::string_view text, Refusal refusal, core::Instant now);
/// The deadline was moved by the whole planned hold when it began; what was not used of it is given back,
/// and what it ran over is added.
void leave_hold(core::Case& the_case, core::Instant now);
void close(core::Case& the_case, core::DoneHow how, core::Instant now);
/// Back to work. The clock stood still while the case was done.
void open_again(core::Case& the_case, core::CaseStatus status, core::Instant now);
[[nodiscard]] core::CaseStatus working_status(storage::Roles& roles, core::ReviewId id);

}  // namespace reputed::desk
