// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "check.hpp"
#include "fetchers/feed/feed.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    return reputed::fuzz::parse_with(reputed::fetchers::feed::portal(), bytes, size);
}
