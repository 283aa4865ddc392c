// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Posts under a hashtag, or mentions of an account, on one Mastodon-compatible server. Contract "Mastodon".
#pragma once
#include "fetchers/fetcher.hpp"

namespace reputed::fetchers::mastodon {
[[nodiscard]] const Portal& portal();
}
