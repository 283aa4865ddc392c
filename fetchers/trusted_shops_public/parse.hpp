// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The public list of a shop's newest reviews, and its refusals, which come with a code in the body. Pure;
// never throws for any bytes.
#pragma once
#include "fetchers/api/api.hpp"

namespace reputed::fetchers::trusted_shops_public {

[[nodiscard]] api::Listing read_reviews(const api::Answer& answer);
[[nodiscard]] std::optional<core::PollFailure> refusal_of(const api::Answer& answer);
/// "X", then 32 letters and digits.
[[nodiscard]] bool is_shop_id(std::string_view text);

}  // namespace reputed::fetchers::trusted_shops_public
