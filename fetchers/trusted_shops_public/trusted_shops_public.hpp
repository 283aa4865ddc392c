// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The newest reviews of a shop that Trusted Shops shows to everybody. Contract "Trusted Shops", B.
#pragma once
#include "fetchers/fetcher.hpp"

namespace reputed::fetchers::trusted_shops_public {
[[nodiscard]] const Portal& portal();
}
