// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A page of survey responses in the form of JSON:API. Pure; never throws for any bytes.
#pragma once
#include "fetchers/api/api.hpp"

namespace reputed::fetchers::g2 {

/// `next` is the portal's link as it stands in the answer; it was not checked.
[[nodiscard]] api::Listing read_responses(const api::Answer& answer);
/// What the first of JSON:API's errors says; empty: there is none.
[[nodiscard]] std::string error_in(const api::Answer& answer);

}  // namespace reputed::fetchers::g2
