// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Feeds of every kind: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, JSON Feed 1.0 and 1.1, and the alert
// services that speak them. Contracts "feeds" and "alert feeds".
#pragma once
#include "fetchers/fetcher.hpp"

namespace reputed::fetchers::feed {

[[nodiscard]] const Portal& portal();

/// Any bytes to a document; never throws for their sake. What is broken costs itself, not its neighbours.
/// A problem at the place "feed" is a remark; any other one says that something is missing.
[[nodiscard]] core::ParsedDocument parse(std::string_view bytes, const DocumentContext& context);

[[nodiscard]] std::unique_ptr<Fetcher> make_fetcher(FetcherDeps deps);

}  // namespace reputed::fetchers::feed
