// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Reviews of a seller's goods on Wildberries, read and answered. Contract "Yandex, 2GIS, …", part E.
#pragma once
#include "fetchers/fetcher.hpp"

namespace reputed::fetchers::wildberries {
[[nodiscard]] const Portal& portal();
}
