// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A review's history as people read it: one line an event, newest first. Pure.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "web/view_parts.hpp"

namespace reputed::web {

/// Views with `icon`, `text`, `time`, `iso`, and `note` (what was typed).
[[nodiscard]] std::vector<View> timeline(std::span<const core::Event> newest_first, const Names& names,
                                         std::string_view zone, core::Instant now, const Words& words);

}  // namespace reputed::web
