// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// One conditional request for the page itself. Links are never followed.
#pragma once
#include "fetchers/fetcher.hpp"

namespace reputed::fetchers::page {

class PageFetcher final : public Fetcher {
  public:
    explicit PageFetcher(FetcherDeps deps) : deps_(deps) {}
    [[nodiscard]] base::Task<core::PollResult> poll(PollRequest request) override;

  private:
    FetcherDeps deps_;
};

}  // namespace reputed::fetchers::page
