// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// One linear walk over the page before any tree is built. It takes out the JSON-LD blocks, and writes
// the markup anew in one spelling: without scripts, comments and attributes nobody reads, with bounded
// size and nesting. The tree parser only ever sees what this walk wrote, because every HTML tree parser
// has inputs on which it becomes quadratic or worse.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace reputed::fetchers::page {

struct PageScan {
    std::vector<std::string_view> json_ld;  ///< raw text of each block; views into the page
    std::string markup;
    std::string canonical;  ///< <link rel=canonical>, as written
    std::string base;       ///< <base href>, as written
    std::string cut;        ///< why the markup ends early, for people; empty: it is whole
};

/// `page` is valid UTF-8 and outlives the result.
[[nodiscard]] PageScan scan_page(std::string_view page);

}  // namespace reputed::fetchers::page
