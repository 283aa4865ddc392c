// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Reviews of one's own places on Google Maps and Search, read and answered. Contract "Google Business
// Profile".
#pragma once
#include "fetchers/fetcher.hpp"

namespace reputed::fetchers::google_business {
[[nodiscard]] const Portal& portal();
}
