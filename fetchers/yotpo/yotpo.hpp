// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Reviews that Yotpo collects for a shop, read and answered. Contract "Shop review apps", part B.
#pragma once
#include "fetchers/fetcher.hpp"

namespace reputed::fetchers::yotpo {
[[nodiscard]] const Portal& portal();
}
