// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// "Something changed", to any number of waiting tasks. Loop thread only, but for publish().
#pragma once
#include <cstdint>
#include <memory>

#include "base/async.hpp"

namespace reputed::base {

class Broadcast {
  public:
    explicit Broadcast(Executor loop);
    ~Broadcast();
    Broadcast(const Broadcast&) = delete;
    Broadcast& operator=(const Broadcast&) = delete;
    /// Callable from any thread.
    void publish();
    [[nodiscard]] std::uint64_t edition() const;
    /// The edition, as soon as it is newer than `seen`, or the same one after `at_most`.
    [[nodiscard]] Task<std::uint64_t> wait_newer(std::uint64_t seen,
                                                 std::chrono::steady_clock::duration at_most);

  private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace reputed::base
