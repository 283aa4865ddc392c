// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What a token endpoint said (RFC 6749 sections 5.1 and 5.2), and what that means for the owner. Pure.
#pragma once
#include <chrono>
#include <expected>
#include <optional>
#include <string>

#include "core/poll.hpp"
#include "fetchers/secrets.hpp"
#include "net/http.hpp"

namespace reputed::fetchers {

struct TokenAnswer {
    std::string access_token;
    std::string refresh_token;                  ///< empty: the old one stays good
    std::optional<std::chrono::seconds> lasts;  ///< a number or a string of digits
};

/// `refused`: what to say of a refusal; empty: by the error that is named.
[[nodiscard]] std::expected<TokenAnswer, core::PollFailure> read_token_answer(
    const net::HttpResponse& response, const std::string& host, const Secrets& secrets,
    std::string_view refused = {});
/// Nobody connected this source yet.
[[nodiscard]] core::PollFailure not_connected();
/// It let us in, but only for an hour.
[[nodiscard]] core::PollFailure no_lasting_consent(const std::string& host);

}  // namespace reputed::fetchers
