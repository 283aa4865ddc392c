// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// One entry of broken XML, made readable at the cost of no more than the child that is broken.
#pragma once
#include <string>
#include <string_view>

namespace reputed::fetchers::feed {

struct Mended {
    std::string xml;             ///< sound; empty when nothing could be kept
    bool lacks_a_child = false;  ///< something of the entry is not in it
};

/// `entry` begins at its opening tag; it may lack its closing one.
[[nodiscard]] Mended mended(std::string_view entry);

}  // namespace reputed::fetchers::feed
