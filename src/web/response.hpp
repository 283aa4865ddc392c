// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// How a response becomes bytes (RFC 9112 section 4), and which paths may be led to.
#pragma once
#include <chrono>
#include <string>
#include <string_view>

#include "web/http.hpp"

namespace reputed::web {

struct HeadOptions {
    std::chrono::sys_seconds now{};
    bool keep_alive = true;
    bool old_client = false;  ///< HTTP/1.0: keeping alive must be said
    bool chunked = false;     ///< for streams
};

/// Status line, headers and the empty line. Line breaks in header values are dropped.
[[nodiscard]] std::string response_head(const Response& response, const HeadOptions& options);
/// IMF-fixdate of RFC 9110 section 5.6.7.
[[nodiscard]] std::string http_date(std::chrono::sys_seconds at);
/// A path of this site: no scheme, no host, no backslash, no control characters.
[[nodiscard]] bool is_own_path(std::string_view path);

}  // namespace reputed::web
