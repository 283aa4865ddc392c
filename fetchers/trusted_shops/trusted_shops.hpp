// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Reviews of shops and products at Trusted Shops (eTrusted), read and answered. Contract "Trusted Shops", A.
#pragma once
#include "fetchers/fetcher.hpp"

namespace reputed::fetchers::trusted_shops {
[[nodiscard]] const Portal& portal();
}
