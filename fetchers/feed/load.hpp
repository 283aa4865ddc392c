// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A feed's text to a tree. XML that is broken somewhere is read entry by entry: the sound ones stay.
#pragma once
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/poll.hpp"

namespace reputed::fetchers::feed {

/// Reads `text`, which begins at the root element, into `tree`. What had to be repaired or left out is
/// told in `problems`. False when nothing could be read.
[[nodiscard]] bool load(std::string_view text, pugi::xml_document& tree,
                        std::vector<core::Problem>& problems);

}  // namespace reputed::fetchers::feed
