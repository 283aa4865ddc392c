// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A page of reviews, one review with its comment, and what refusals say. Pure; never throws for any bytes.
#pragma once
#include "fetchers/api/api.hpp"

namespace reputed::fetchers::yotpo {

/// Without `next`: pages are counted by whoever asks.
[[nodiscard]] api::Listing read_reviews(const api::Answer& answer);
/// How many entries the page has, read or not.
[[nodiscard]] std::size_t count_in(const api::Answer& answer);
/// The comment under one review; nothing: this is no review.
[[nodiscard]] std::optional<Seen> read_comment(const api::Answer& answer);
/// One review that says nothing of comments, so that neither "none" nor "there" would be true.
[[nodiscard]] bool hides_comments(const api::Answer& answer);

/// What the body says; the status in it may be an error while HTTP's is none.
struct Verdict {
    int status = 200;
    std::string words;
};
[[nodiscard]] Verdict verdict_of(const api::Answer& answer);

}  // namespace reputed::fetchers::yotpo
