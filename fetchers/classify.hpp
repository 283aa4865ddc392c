// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What an answer, or the lack of one, means for a poll: the table of contract "polite polling" section 3,
// in words for people. Pure.
#pragma once
#include <optional>
#include <string_view>

#include "core/poll.hpp"
#include "fetchers/secrets.hpp"
#include "net/http.hpp"

namespace reputed::fetchers {

/// Nothing when the answer holds a page to read.
[[nodiscard]] std::optional<core::PollFailure> failure_of(const net::HttpResponse& response,
                                                          std::string_view host, const Secrets& secrets);
[[nodiscard]] core::PollFailure failure_of(const net::TransferError& error, std::string_view host,
                                           const Secrets& secrets);
/// An answer in another form than the portal sends, with its beginning as evidence.
[[nodiscard]] core::PollFailure unexpected_form(std::string_view host, std::string_view expected,
                                                std::string_view body, const Secrets& secrets);

}  // namespace reputed::fetchers
