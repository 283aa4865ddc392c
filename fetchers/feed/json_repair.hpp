// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// JSON that no parser takes: common slips put right, and where that is not enough, cut into its pieces.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace reputed::fetchers::feed {

/// Without halves of characters, raw controls and unknown escapes in strings, and without trailing commas.
[[nodiscard]] std::string repaired_json(std::string_view text);

/// A feed's document taken apart. `items` are views of the text given.
struct JsonPieces {
    std::string header;                   ///< an object of what stands before the items
    std::vector<std::string_view> items;  ///< the last one may be cut off
};

[[nodiscard]] JsonPieces pieces_of(std::string_view text, std::size_t most_items);

}  // namespace reputed::fetchers::feed
