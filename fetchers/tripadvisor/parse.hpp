// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Tripadvisor's reviews and its refusals. Pure; never throws for any bytes.
#pragma once
#include "fetchers/api/api.hpp"

namespace reputed::fetchers::tripadvisor {

[[nodiscard]] api::Listing read_reviews(const api::Answer& answer);
[[nodiscard]] std::optional<core::PollFailure> refusal_of(const api::Answer& answer,
                                                          const std::string& location);

}  // namespace reputed::fetchers::tripadvisor
