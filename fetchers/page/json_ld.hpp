// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// JSON-LD blocks into the graph. The context is ignored: pages spell it in six ways and mean one.
#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "core/poll.hpp"
#include "fetchers/page/graph.hpp"

namespace reputed::fetchers::page {

/// A block that cannot be read becomes a problem, "block 3"; its neighbours are read.
void read_json_ld(std::span<const std::string_view> blocks, Graph& graph,
                  std::vector<core::Problem>& problems);

}  // namespace reputed::fetchers::page
