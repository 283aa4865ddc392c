// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Which list on which server is read, and the addresses to ask for it. Pure.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/place.hpp"
#include "fetchers/mastodon/parse.hpp"
#include "fetchers/secrets.hpp"

namespace reputed::fetchers::mastodon {

struct Place {
    std::string server;  ///< without a slash at its end
    std::string tag;     ///< empty: mentions of the token's account
    std::string token;
    int pages = 5;  ///< to go back at first
    bool allow_private = false;
    Secrets secrets;

    [[nodiscard]] bool is_account() const { return tag.empty(); }
    /// What a cursor belongs to.
    [[nodiscard]] std::string name() const;
    [[nodiscard]] std::string newest_url() const;
    [[nodiscard]] std::string url_after(std::string_view id) const;   ///< the page right after it: no gap
    [[nodiscard]] std::string url_before(std::string_view id) const;  ///< the page of older ones
    [[nodiscard]] std::string url_of(std::span<const KnownStatus> statuses) const;
};

[[nodiscard]] Place place_of(const core::Source& source);

/// The target of the Link header (RFC 8288) with that relation, when it stays on the server asked; else
/// empty. Servers behind a proxy are known to name hosts and schemes that are not their own.
[[nodiscard]] std::string own_link(const std::vector<std::string>& headers, std::string_view relation,
                                   const std::string& asked);

}  // namespace reputed::fetchers::mastodon
