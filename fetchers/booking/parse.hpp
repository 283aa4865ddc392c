// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Guests' reviews, one or a page of them, and the errors that stand in answers that look well. Pure; never
// throws for any bytes.
#pragma once
#include "fetchers/api/api.hpp"

namespace reputed::fetchers::booking {

/// `next` is the portal's link as it stands in the answer; it was not checked.
[[nodiscard]] api::Listing read_reviews(const api::Answer& answer);
/// The page has no entries at all: everything so far was read.
[[nodiscard]] bool is_empty_page(const api::Answer& answer);
/// The property's reply under one review; nothing: this is no review.
[[nodiscard]] std::optional<Seen> read_reply(const api::Answer& answer);
/// What the first of errors[] says; empty: there is none.
[[nodiscard]] std::string error_in(const api::Answer& answer);

}  // namespace reputed::fetchers::booking
