// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What a forum's refusals mean, in words that name the way out. Pure.
#pragma once
#include <optional>

#include "fetchers/api/api.hpp"
#include "fetchers/discourse/watch.hpp"

namespace reputed::fetchers::discourse {

[[nodiscard]] std::optional<core::PollFailure> refusal_of(const api::Answer& answer, const Watch& watch);
[[nodiscard]] std::optional<Refused> refused_of(const api::Answer& answer);
/// `extras.wait_seconds` of a refusal; nothing where it is missing.
[[nodiscard]] std::optional<std::chrono::seconds> wait_in(const api::Answer& answer);
/// The forum's own word for what went wrong; empty: it gave none.
[[nodiscard]] std::string error_type_in(const api::Answer& answer);

}  // namespace reputed::fetchers::discourse
