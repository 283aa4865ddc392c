// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Lists whose order their portal does not promise. Pure.
#pragma once
#include <optional>
#include <vector>

#include "core/review.hpp"

namespace reputed::fetchers::api {

/// For Listing::oldest: when the last entry was written, where the page itself stands newest first; else
/// nothing, so that a walk goes on to the end.
[[nodiscard]] std::optional<core::Instant> last_of_newest_first(const std::vector<core::Item>& items);

}  // namespace reputed::fetchers::api
