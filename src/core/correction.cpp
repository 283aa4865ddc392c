// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "core/correction.hpp"

namespace reputed::core {

bool is_held_back(ReviewId review) {
    // SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014): ids that come
    // in a row, or end in zeros, are spread evenly.
    auto mixed = static_cast<std::uint64_t>(review.value) + 0x9e3779b97f4a7c15ULL;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
    mixed ^= mixed >> 31;
    return mixed % 5 == 0;
}

}  // namespace reputed::core
