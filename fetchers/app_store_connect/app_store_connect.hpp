// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Customer reviews of one's own apps in all storefronts, read and answered. Contract "App Store", B.
#pragma once
#include "fetchers/fetcher.hpp"

namespace reputed::fetchers::app_store_connect {
[[nodiscard]] const Portal& portal();
}
