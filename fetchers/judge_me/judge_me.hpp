// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Reviews that Judge.me collects for a shop, read and answered. Contract "Shop review apps", part A.
#pragma once
#include "fetchers/fetcher.hpp"

namespace reputed::fetchers::judge_me {
[[nodiscard]] const Portal& portal();
}
