// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#pragma once
#include "fetchers/fetcher.hpp"

namespace reputed::fetchers::app_store {

/// "PL, us" -> {"pl", "us"}, each once; words that are not two letters are kept, for the check to name.
[[nodiscard]] std::vector<std::string> countries_of(const core::Source& source);
[[nodiscard]] std::unique_ptr<Fetcher> make_fetcher(FetcherDeps deps);

}  // namespace reputed::fetchers::app_store
