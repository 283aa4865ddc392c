// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#pragma once
#include "fetchers/fetcher.hpp"

namespace reputed::fetchers::mastodon {
[[nodiscard]] std::unique_ptr<Fetcher> make_fetcher(FetcherDeps deps);
}
