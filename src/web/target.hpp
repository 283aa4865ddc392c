// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Request targets (RFC 9112 section 3.2) and the coding of addresses (RFC 3986).
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "web/http.hpp"

namespace reputed::web {

/// For one component of an address: everything but unreserved characters is coded.
[[nodiscard]] std::string url_encode(std::string_view text);
[[nodiscard]] std::vector<std::pair<std::string, std::string>> parse_query(std::string_view text);
/// Decoded once, dot segments and double slashes gone; nothing for a zero byte or broken UTF-8.
[[nodiscard]] std::optional<std::string> normalised_path(std::string_view raw);
/// Fills `path` and `query` from `target`. False when the target is neither a path nor an address.
[[nodiscard]] bool read_target(Request& request);

}  // namespace reputed::web
