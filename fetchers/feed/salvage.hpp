// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Broken XML cut into its entries, each judged by itself, and put together again without the hopeless ones.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/poll.hpp"

namespace reputed::fetchers::feed {

/// A sound document of what could be kept; empty when nothing could.
[[nodiscard]] std::string salvage(std::string_view text, std::vector<core::Problem>& problems);

}  // namespace reputed::fetchers::feed
