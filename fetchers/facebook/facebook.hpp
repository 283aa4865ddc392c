// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Recommendations of one's own Page on Facebook, read and answered while Facebook still shows them. Contract
// "Facebook Page ratings".
#pragma once
#include "fetchers/fetcher.hpp"

namespace reputed::fetchers::facebook {
[[nodiscard]] const Portal& portal();
}
