// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Reviews of a seller's goods on Yandex Market, read and answered. Contract "Yandex, 2GIS, …", part A.
#pragma once
#include "fetchers/fetcher.hpp"

namespace reputed::fetchers::yandex_market {
[[nodiscard]] const Portal& portal();
}
