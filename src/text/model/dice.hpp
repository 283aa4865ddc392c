// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The same throws on every machine: xorshift* (Vigna, "An experimental exploration of Marsaglia's xorshift
// generators", 2016).
#pragma once
#include <cstdint>
#include <utility>
#include <vector>

namespace reputed::text::model {

class Dice {
  public:
    explicit Dice(std::uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15u + 1) {}
    std::uint64_t below(std::uint64_t limit) {
        state_ ^= state_ >> 12;
        state_ ^= state_ << 25;
        state_ ^= state_ >> 27;
        return (state_ * 0x2545f4914f6cdd1du >> 11) % limit;
    }
    void shuffle(std::vector<std::uint32_t>& order) {
        for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[below(i)]);
    }

  private:
    std::uint64_t state_;
};

}  // namespace reputed::text::model
