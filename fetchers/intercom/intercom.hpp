// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Ratings of conversations, which customers gave in private. Contract "Intercom", B.
#pragma once
#include "fetchers/fetcher.hpp"

namespace reputed::fetchers::intercom {
[[nodiscard]] const Portal& portal();
}
