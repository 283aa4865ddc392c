// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Reviews of one business unit on Trustpilot, with the public key or as a business user, who also answers.
// Contract "Trustpilot".
#pragma once
#include "fetchers/fetcher.hpp"

namespace reputed::fetchers::trustpilot {
[[nodiscard]] const Portal& portal();
}
