// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Satisfaction ratings of tickets, which customers gave in private. Contract "Zendesk", A.
#pragma once
#include "fetchers/fetcher.hpp"

namespace reputed::fetchers::zendesk {
[[nodiscard]] const Portal& portal();
}
