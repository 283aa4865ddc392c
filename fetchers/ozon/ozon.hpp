// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Reviews of a seller's goods on Ozon, read and answered. Contract "Yandex, 2GIS, …", part F, mostly from
// memory.
#pragma once
#include "fetchers/fetcher.hpp"

namespace reputed::fetchers::ozon {
[[nodiscard]] const Portal& portal();
}
