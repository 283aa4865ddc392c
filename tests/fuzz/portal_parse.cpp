// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What every portal's answer is read by: the first byte chooses the portal, by its place in the registry.
#include "check.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size == 0) return 0;
    const auto portals = reputed::fetchers::portals();
    return reputed::fuzz::parse_with(portals[bytes[0] % portals.size()], bytes + 1, size - 1);
}
