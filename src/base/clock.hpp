// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Time is a parameter. The wall clock is handed in; every rule about time is a pure function of an instant.
#pragma once
#include <chrono>

namespace reputed::base {

using Instant = std::chrono::sys_time<std::chrono::microseconds>;

class Clock {
  public:
    virtual ~Clock() = default;
    /// Callable from any thread.
    [[nodiscard]] virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
  public:
    [[nodiscard]] Instant now() const override {
        return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
    }
};

/// For tests: time stands still until told otherwise. One thread only.
class ManualClock final : public Clock {
  public:
    explicit ManualClock(Instant start) : now_(start) {}
    [[nodiscard]] Instant now() const override { return now_; }
    void advance(std::chrono::microseconds by) { now_ += by; }
    void set(Instant now) { now_ = now; }

  private:
    Instant now_;
};

}  // namespace reputed::base
