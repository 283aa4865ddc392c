// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// One polite exchange, written once for all fetchers: conditional request, classification of every
// status, cache hints, evidence. Contract: "polite polling" section 3; RFC 9110, RFC 9111.
#pragma once
#include <expected>
#include <optional>
#include <string>

#include "fetchers/fetcher.hpp"
#include "fetchers/secrets.hpp"

namespace reputed::fetchers {

struct Page {
    std::string body;
    std::string url;           ///< final
    std::string content_type;  ///< with charset, as sent
    net::Headers headers;
};

struct PageRequest {
    std::string url;
    std::string accept = "*/*";
    net::Headers headers;                        ///< further ones (Authorization)
    std::optional<core::Validators> validators;  ///< none: unconditional
    std::string body_hash;                       ///< equal body: unchanged
    bool allow_private = false;
    std::size_t max_bytes = 15u << 20;
    Secrets secrets;  ///< of the source: masked wherever the answer is quoted
};

/// What one exchange came to: a page to parse, nothing new, or a named failure.
using PageOutcome = std::variant<Page, core::Unchanged, core::PollFailure>;

/// Adds to `visit` what the exchange taught (host, status, bytes, validators, hints, Retry-After).
[[nodiscard]] base::Task<PageOutcome> visit_page(FetcherDeps deps, PageRequest request,
                                                 std::shared_ptr<core::Visit> visit);

/// The first 2,000 bytes as valid UTF-8, with the source's own secrets and anything that looks like one
/// masked.
[[nodiscard]] std::string evidence_of(std::string_view body, const Secrets& secrets);
/// The larger of max-age less Age and Expires less Date; nothing for no-cache, no-store, max-age=0.
[[nodiscard]] std::optional<std::chrono::seconds> cache_hint(const net::Headers& headers);
/// The source setting allow_private = "yes".
[[nodiscard]] bool allows_private(const core::Source& source);
[[nodiscard]] std::string setting(const core::Source& source, std::string_view name,
                                  std::string_view fallback = {});

}  // namespace reputed::fetchers
