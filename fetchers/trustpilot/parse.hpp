// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Trustpilot's reviews, one or a page of them, and what its refusals mean. Pure; never throws for any bytes.
#pragma once
#include "fetchers/api/api.hpp"

namespace reputed::fetchers::trustpilot {

/// How many reviews a page holds that is asked for here.
inline constexpr std::size_t page_size = 100;

inline constexpr std::string_view not_this_user =
    "Trustpilot did not accept this business user. Check the API key, its secret, the user name and the "
    "password.";

[[nodiscard]] api::Listing read_reviews(const api::Answer& answer);
/// Of one review.
[[nodiscard]] std::optional<Seen> read_reply(const api::Answer& answer);
/// A refused key, somebody else's business unit, a wrong id: each with its way out.
[[nodiscard]] std::optional<core::PollFailure> refusal_of(const api::Answer& answer, bool as_user);
/// The message of an error body; empty where there is none.
[[nodiscard]] std::string message_in(const api::Answer& answer);
/// 24 hexadecimal digits.
[[nodiscard]] bool is_id(std::string_view text);

}  // namespace reputed::fetchers::trustpilot
