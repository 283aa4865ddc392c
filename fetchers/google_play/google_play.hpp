// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Reviews of one's own apps on Google Play, read and answered. Contract "Google Play".
#pragma once
#include "fetchers/fetcher.hpp"

namespace reputed::fetchers::google_play {
[[nodiscard]] const Portal& portal();
}
