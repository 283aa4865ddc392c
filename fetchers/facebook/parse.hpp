// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What the Graph interface answers: recommendations, comments under one, refusals, how much of the allowance
// is used. Pure; never throws for any bytes.
#pragma once
#include "fetchers/api/api.hpp"

namespace reputed::fetchers::facebook {

/// `page` is the Page's number: its own comments are the answers.
[[nodiscard]] api::Listing read_ratings(const api::Answer& answer, const std::string& page);
/// Of the comments under one recommendation.
[[nodiscard]] std::optional<Seen> read_comments(const api::Answer& answer, const std::string& page);
/// The id of a comment that was put there; empty where the answer names none.
[[nodiscard]] std::string id_in(const api::Answer& answer);
[[nodiscard]] std::optional<core::PollFailure> refusal_of(const api::Answer& answer);
/// The message of an error body; empty where there is none.
[[nodiscard]] std::string message_in(const api::Answer& answer);
/// A recommendation without a story has an id of our making, and nothing to comment on.
[[nodiscard]] bool has_story(std::string_view id);

/// What X-App-Usage and X-Business-Use-Case-Usage say, the worst of them.
struct Usage {
    double percent = 0;
    std::chrono::minutes regain{0};  ///< until access comes back; zero: not said
};
[[nodiscard]] std::optional<Usage> read_usage(const net::Headers& headers);

}  // namespace reputed::fetchers::facebook
