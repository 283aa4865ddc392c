// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Whole reviews and answers for partners of Yelp, whose feed is agreed with each of them. Contract "Yelp", B.
#pragma once
#include "fetchers/fetcher.hpp"

namespace reputed::fetchers::yelp_partner {
[[nodiscard]] const Portal& portal();
}
