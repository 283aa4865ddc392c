// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What App Store Connect answers (JSON:API): reviews, responses, apps, refusals, what is left of the hour's
// allowance. Pure; never throws for any bytes.
#pragma once
#include "fetchers/api/api.hpp"

namespace reputed::fetchers::app_store_connect {

[[nodiscard]] api::Listing read_reviews(const api::Answer& answer);
/// Of one review that came with its response.
[[nodiscard]] std::optional<Seen> read_review(const api::Answer& answer);
/// Of the answer to a response that was put there.
[[nodiscard]] Accepted read_response(const api::Answer& answer);
[[nodiscard]] PlacePage read_apps(const api::Answer& answer);
[[nodiscard]] std::optional<core::PollFailure> refusal_of(const api::Answer& answer);
/// The first error's detail, or its title; empty where there is none.
[[nodiscard]] std::string message_in(const api::Answer& answer);

/// "user-hour-lim:3500;user-hour-rem:500;"
struct HourlyRate {
    std::int64_t most = 0;
    std::int64_t left = 0;
};
[[nodiscard]] std::optional<HourlyRate> read_rate(const net::Headers& headers);

}  // namespace reputed::fetchers::app_store_connect
