// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Reviews of goods, the comments under them, and what the portal's refusals mean. Pure; never throws for any
// bytes.
#pragma once
#include "fetchers/api/api.hpp"
#include "fetchers/api/waiting.hpp"

namespace reputed::fetchers::ozon {

/// A page of the list. Reviews with comments are put into `waiting`, where it is given; the id that the next
/// page comes after becomes its page. Of the last entry by time: `oldest`.
[[nodiscard]] api::Listing read_reviews(const api::Answer& answer, api::Waiting* waiting = nullptr);
/// The review that waited for these comments.
[[nodiscard]] api::Listing read_with_comments(const base::Json& review, const api::Answer& answer);
/// The shop's own comment; nothing: this is no list of comments.
[[nodiscard]] std::optional<Seen> read_comments(const api::Answer& answer);
[[nodiscard]] std::optional<core::PollFailure> refusal_of(const api::Answer& answer);
/// The portal's own sentence, or empty.
[[nodiscard]] std::string message_in(const api::Answer& answer);

}  // namespace reputed::fetchers::ozon
