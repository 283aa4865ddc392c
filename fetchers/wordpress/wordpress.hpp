// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Sites made with WordPress: comments on its posts, and reviews of its shop, WooCommerce, which are comments
// of a kind of their own. Contract "WooCommerce", A and B.
#pragma once
#include "fetchers/fetcher.hpp"

namespace reputed::fetchers::wordpress {
[[nodiscard]] const Portal& portal();
[[nodiscard]] const Portal& shop();
}  // namespace reputed::fetchers::wordpress
