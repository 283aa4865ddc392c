// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What eTrusted answers: reviews, one review with its answer, channels, refusals. Pure; never throws for any
// bytes.
#pragma once
#include "fetchers/api/api.hpp"

namespace reputed::fetchers::trusted_shops {

[[nodiscard]] api::Listing read_reviews(const api::Answer& answer);
/// Of one review.
[[nodiscard]] std::optional<Seen> read_reply(const api::Answer& answer);
[[nodiscard]] PlacePage read_channels(const api::Answer& answer);
[[nodiscard]] std::optional<core::PollFailure> refusal_of(const api::Answer& answer);
/// The message of an error body; empty where there is none.
[[nodiscard]] std::string message_in(const api::Answer& answer);

}  // namespace reputed::fetchers::trusted_shops
