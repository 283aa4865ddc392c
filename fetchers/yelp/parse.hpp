// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Yelp's excerpts, its times without zone, and its refusals. Pure; never throws for any bytes.
#pragma once
#include "fetchers/api/api.hpp"

namespace reputed::fetchers::yelp {

[[nodiscard]] api::Listing read_reviews(const api::Answer& answer);
[[nodiscard]] std::optional<core::PollFailure> refusal_of(const api::Answer& answer,
                                                          const std::string& business);
/// The clock of California, where Yelp is, as UTC; by the rule for summer time since 2007.
[[nodiscard]] core::Instant from_pacific(core::Instant clock);

}  // namespace reputed::fetchers::yelp
