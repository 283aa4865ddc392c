// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Forums made with Discourse: all newest posts, what a search finds, or one topic. Contract "Discourse".
#pragma once
#include "fetchers/fetcher.hpp"

namespace reputed::fetchers::discourse {
[[nodiscard]] const Portal& portal();
}  // namespace reputed::fetchers::discourse
