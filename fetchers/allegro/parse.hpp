// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A seller's ratings, one or a page of them, and what Allegro's refusals mean. Pure; never throws for any
// bytes.
#pragma once
#include "fetchers/api/api.hpp"

namespace reputed::fetchers::allegro {

/// Without `next`: the list counts in offsets, which are in the question and not in the answer.
[[nodiscard]] api::Listing read_ratings(const api::Answer& answer);
/// How many entries the page has, read or not.
[[nodiscard]] std::size_t count_in(const api::Answer& answer);
/// The answer under one rating; nothing: this is no rating.
[[nodiscard]] std::optional<Seen> read_answer(const api::Answer& answer);
[[nodiscard]] std::optional<core::PollFailure> refusal_of(const api::Answer& answer);
/// The portal's own sentence for people, or empty.
[[nodiscard]] std::string words_of(const api::Answer& answer);

}  // namespace reputed::fetchers::allegro
