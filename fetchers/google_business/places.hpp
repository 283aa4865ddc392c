// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The list of places of all accounts, which Google keeps on two servers; and what its refusals mean. Pure.
#pragma once
#include "fetchers/api/api.hpp"

namespace reputed::fetchers::google_business {

/// "accounts/101/locations/202"
[[nodiscard]] bool is_full_name(std::string_view location);
[[nodiscard]] api::Call places_call(const std::string& accounts_url, const std::string& locations_url,
                                    const std::string& next);
[[nodiscard]] PlacePage places_in(const api::Answer& answer, const std::string& next);
/// Zero quota, an interface that is switched off, somebody else's place: each with its way out.
[[nodiscard]] std::optional<core::PollFailure> refusal_of(const api::Answer& answer,
                                                          const std::string& location);

}  // namespace reputed::fetchers::google_business
