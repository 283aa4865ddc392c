// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The joined graph to reviews and summary scores in normal form. Pure.
#pragma once
#include "core/poll.hpp"
#include "fetchers/page/things.hpp"

namespace reputed::fetchers::page {
[[nodiscard]] core::ParsedDocument resolve(const Graph& graph, const PageFacts& facts);
}
