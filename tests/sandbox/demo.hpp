// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The demonstration: guests of an invented hotel group write reviews while one watches.
#pragma once
#include <cstdint>
#include <random>
#include <thread>

#include "world.hpp"

namespace reputed::sandbox {

struct DemoOptions {
    std::uint32_t seed = 1;
    std::size_t history = 40;  ///< reviews that are there from the start
};

/// Publishes from construction until destruction, on a thread of its own.
class Demo {
  public:
    Demo(World& world, DemoOptions options);

  private:
    void publish_history(std::size_t count);
    void publish_next(std::optional<Instant> at);
    /// What happens at this step: mostly a new review, now and then an edit, rarely a removal.
    void act(std::size_t step);
    bool edit_next();
    void remove_next();
    void run(const std::stop_token& stop);

    World& world_;
    std::mt19937 random_;
    std::vector<std::size_t> order_;  ///< of the scripted reviews
    std::size_t published_ = 0;
    std::size_t edits_done_ = 0;
    std::size_t removals_done_ = 0;
    std::jthread thread_;  ///< last: it ends before the rest goes
};

/// `count` plain numbered reviews in one place of each portal, for tests that want volume.
void publish_numbered(World& world, std::size_t count);

}  // namespace reputed::sandbox
