// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Google's reviews, one or a page of them, and the answers under them. Pure; never throws for any bytes.
#pragma once
#include "fetchers/api/api.hpp"

namespace reputed::fetchers::google_business {

[[nodiscard]] api::Listing read_reviews(const api::Answer& answer);
/// Of one review (`look`).
[[nodiscard]] std::optional<Seen> read_reply(const api::Answer& answer);
/// Of the answer to a reply that was put there.
[[nodiscard]] std::optional<Seen> read_put(const api::Answer& answer);
/// "Long text (Translated by Google) ..." with the author's own words alone.
[[nodiscard]] std::string own_words(std::string_view comment);

}  // namespace reputed::fetchers::google_business
