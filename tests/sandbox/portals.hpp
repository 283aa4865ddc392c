// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The imitated portals. Each answers the requests that are its own, and leaves all others alone. Written
// from the published wire contracts, independently of the fetchers that read them.
#pragma once
#include <mutex>
#include <optional>

#include "http.hpp"
#include "world.hpp"

namespace reputed::sandbox {

/// Counts requests in windows of five minutes, for everybody together: there is one client here.
class RateWindow {
  public:
    struct State {
        int limit;
        int remaining;  ///< below zero: too many
        Instant reset;
    };
    explicit RateWindow(int limit) : limit_(limit) {}
    [[nodiscard]] State count();

  private:
    std::mutex mutex_;
    int limit_;
    int used_ = 0;
    Instant reset_{};
};

/// The customer-reviews feed of the App Store: /{cc}/rss/customerreviews/…/json and /xml.
[[nodiscard]] std::optional<Reply> answer_app_store(const World& world, const Request& request);
/// /pages/{name}: JSON-LD, or microdata or hreview by ?variant=. Shows the `window` newest.
[[nodiscard]] std::optional<Reply> answer_page(const World& world, const Request& request,
                                               std::size_t window);
/// /feeds/{name}.xml (RSS 2.0), .atom (Atom 1.0), .json (JSON Feed 1.1).
[[nodiscard]] std::optional<Reply> answer_feed(const World& world, const Request& request,
                                               std::size_t window);
/// /api/v1/timelines/tag/{tag}, /api/v1/notifications, /api/v1/statuses.
[[nodiscard]] std::optional<Reply> answer_mastodon(const World& world, const Request& request,
                                                   RateWindow& window);
/// /s/{number}: the page a person sees who follows a link to one statement. No markup to be read.
[[nodiscard]] std::optional<Reply> answer_permalink(const World& world, const Request& request);

}  // namespace reputed::sandbox
