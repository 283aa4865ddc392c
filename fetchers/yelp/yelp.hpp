// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The few excerpts of reviews that Yelp shows to holders of a key. Contract "Yelp", A.
#pragma once
#include "fetchers/fetcher.hpp"

namespace reputed::fetchers::yelp {
[[nodiscard]] const Portal& portal();
}
