// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Reviews of goods, one or a page of them, and what the portal's refusals mean. Pure; never throws for any
// bytes.
#pragma once
#include "fetchers/api/api.hpp"

namespace reputed::fetchers::wildberries {

/// Without `next`: the two lists count in entries to be skipped, which the answer does not tell.
[[nodiscard]] api::Listing read_feedbacks(const api::Answer& answer);
/// How many entries the page has, read or not.
[[nodiscard]] std::size_t count_in(const api::Answer& answer);
/// The answer under one review; nothing: this is no review.
[[nodiscard]] std::optional<Seen> read_answer(const api::Answer& answer);
[[nodiscard]] std::optional<core::PollFailure> refusal_of(const api::Answer& answer);
[[nodiscard]] std::string error_in(const api::Answer& answer);

}  // namespace reputed::fetchers::wildberries
