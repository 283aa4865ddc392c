// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The five newest reviews of a place in one language, which Tripadvisor allows to be shown and not to be
// stored. Contract "Tripadvisor".
#pragma once
#include "fetchers/fetcher.hpp"

namespace reputed::fetchers::tripadvisor {
[[nodiscard]] const Portal& portal();
}
