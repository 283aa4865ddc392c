// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A partner's feed, in whichever likely spelling, and Yelp's error names. Pure; never throws for any bytes.
#pragma once
#include "fetchers/api/api.hpp"

namespace reputed::fetchers::yelp_partner {

[[nodiscard]] api::Listing read_feed(const api::Answer& answer);
/// Of the review with this id in the feed; nothing: it is not there.
[[nodiscard]] std::optional<Seen> read_reply(const api::Answer& answer, std::string_view id);
/// What another attempt can mend: spent quota, an ended consent, a missing right.
[[nodiscard]] std::optional<core::PollFailure> refusal_of(const api::Answer& answer);
/// What another attempt cannot mend.
[[nodiscard]] std::optional<Refused> final_refusal(const api::Answer& answer);

}  // namespace reputed::fetchers::yelp_partner
