// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What Google Play answers: reviews, one review with its answer, refusals. Pure; never throws for any bytes.
#pragma once
#include "fetchers/api/api.hpp"

namespace reputed::fetchers::google_play {

/// `package` is the app's, for the addresses of its reviews; empty: they have none.
[[nodiscard]] api::Listing read_reviews(const api::Answer& answer, const std::string& package);
/// Of one review; nothing: it is none.
[[nodiscard]] std::optional<Seen> read_answer(const api::Answer& answer);
/// The text as Google keeps it, of the answer to a reply.
[[nodiscard]] std::string kept_text(const api::Answer& answer);
[[nodiscard]] std::optional<core::PollFailure> refusal_of(const api::Answer& answer,
                                                          const std::string& package);
/// The message of an error body; empty where there is none.
[[nodiscard]] std::string message_in(const api::Answer& answer);

}  // namespace reputed::fetchers::google_play
