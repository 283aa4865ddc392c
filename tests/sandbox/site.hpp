// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// All imitated portals at one address, with their conditional requests, faults and ledger.
#pragma once
#include "api_portals.hpp"
#include "faults.hpp"
#include "http.hpp"
#include "portals.hpp"
#include "world.hpp"

namespace reputed::sandbox {

struct SiteOptions {
    std::size_t window = 60;  ///< how many of the newest a page or a feed shows
    int rate_limit = 300;     ///< requests in five minutes that the Mastodon-like API allows
};

class Site {
  public:
    explicit Site(SiteOptions options) : options_(options), rate_(options.rate_limit) {}
    /// Any thread.
    [[nodiscard]] Reply handle(const Request& request);
    [[nodiscard]] World& world() { return world_; }

  private:
    [[nodiscard]] Reply portal_reply(const Request& request);

    SiteOptions options_;
    World world_;
    Faults faults_;
    Tokens tokens_;
    RateWindow rate_;
};

/// /control/…: what a test or a demonstration does to the portals. Nothing for other paths.
[[nodiscard]] std::optional<Reply> answer_control(World& world, Faults& faults, Tokens& issued,
                                                  const Request& request);

}  // namespace reputed::sandbox
