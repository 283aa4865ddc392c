// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What Intercom answers: conversations that were rated, and refusals. Pure; never throws for any bytes.
#pragma once
#include "fetchers/api/api.hpp"

namespace reputed::fetchers::intercom {

[[nodiscard]] api::Listing read_conversations(const api::Answer& answer);
[[nodiscard]] std::optional<core::PollFailure> refusal_of(const api::Answer& answer);

}  // namespace reputed::fetchers::intercom
