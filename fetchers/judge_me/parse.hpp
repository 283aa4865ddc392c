// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A page of reviews, one review with its answers, and what refusals say. Pure; never throws for any bytes.
#pragma once
#include "fetchers/api/api.hpp"

namespace reputed::fetchers::judge_me {

/// Without `next`: pages are counted by whoever asks. `shop` is the domain that products stand under.
[[nodiscard]] api::Listing read_reviews(const api::Answer& answer, const std::string& shop);
/// How many entries the page has, read or not.
[[nodiscard]] std::size_t count_in(const api::Answer& answer);
/// The answer under one review; nothing: this is no review.
[[nodiscard]] std::optional<Seen> read_reply(const api::Answer& answer);
/// One review that says nothing of answers, so that neither "none" nor "there" would be true.
[[nodiscard]] bool hides_replies(const api::Answer& answer);
[[nodiscard]] std::string reply_id_in(const api::Answer& answer);
[[nodiscard]] std::string error_in(const api::Answer& answer);

}  // namespace reputed::fetchers::judge_me
