// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Guests' reviews of a property on Booking.com, for connectivity partners. Contract "Booking.com, G2,
// Allegro", part A.
#pragma once
#include "fetchers/fetcher.hpp"

namespace reputed::fetchers::booking {
[[nodiscard]] const Portal& portal();
}
