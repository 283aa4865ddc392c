// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "base/json.hpp"

#include "check.hpp"

using namespace reputed;
using base::Json;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const auto text = fuzz::view(bytes, size);
    for (const bool lenient : {false, true}) {
        const auto tree = Json::parse(text, {.max_depth = 32, .max_nodes = 10'000, .lenient = lenient});
        if (!tree) {
            fuzz::require(!tree.error().words.empty() && tree.error().offset <= size);
            continue;
        }
        const std::string written = tree->dump();
        fuzz::require(base::is_valid_utf8(written));
        const auto again = Json::parse(written);
        fuzz::require(again && again->dump() == written);
    }
    return 0;
}
