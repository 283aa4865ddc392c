// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Requests and replies as bytes (RFC 9112); no sockets here.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "http.hpp"

namespace reputed::sandbox {

/// Request line and headers, without the blank line. Nothing when it is not HTTP/1.x.
[[nodiscard]] std::optional<Request> parse_head(std::string_view head);
/// Status line and headers with the blank line. The length told is that of the whole body.
[[nodiscard]] std::string head_of(const Reply& reply, bool keep_alive);

}  // namespace reputed::sandbox
