// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Ratings that buyers gave a seller on Allegro, read and answered. Contract "Booking.com, G2, Allegro",
// part C.
#pragma once
#include "fetchers/fetcher.hpp"

namespace reputed::fetchers::allegro {
[[nodiscard]] const Portal& portal();
}
