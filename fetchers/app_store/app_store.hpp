// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Customer reviews of one app in the App Store, country by country, from Apple's public feed.
// Contract "app store" part A.
#pragma once
#include "fetchers/fetcher.hpp"

namespace reputed::fetchers::app_store {
[[nodiscard]] const Portal& portal();
}
