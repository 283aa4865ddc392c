// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Reviews of one's own software on G2. Contract "Booking.com, G2, Allegro", part B, mostly from memory.
#pragma once
#include "fetchers/fetcher.hpp"

namespace reputed::fetchers::g2 {
[[nodiscard]] const Portal& portal();
}
