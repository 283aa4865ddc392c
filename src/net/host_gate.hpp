// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Each host lets in a few transfers at a time, with a pause between two starts, first come first served.
// A busy host never holds up another one. curl's own limit is of no use: its timeouts do not run while a
// transfer waits behind it. Loop thread only.
#pragma once
#include <chrono>
#include <memory>
#include <string>

#include "base/async.hpp"
#include "net/http.hpp"

namespace reputed::net {

class HostGate {
  public:
    /// A place inside. Gives it back when it ends.
    class Turn {
      public:
        Turn() = default;
        Turn(Turn&& other) noexcept = default;
        Turn& operator=(Turn&& other) noexcept;
        ~Turn() { leave(); }
        void leave();
        [[nodiscard]] const std::string& host() const { return host_; }

      private:
        friend class HostGate;
        struct Ticket;
        std::shared_ptr<Ticket> ticket_;
        std::string host_;
    };

    HostGate(base::Executor loop, HostManners manners);

    [[nodiscard]] base::Task<Turn> enter(std::string host);
    /// Hosts that are remembered: for tests.
    [[nodiscard]] std::size_t hosts() const;

  private:
    struct Host;
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace reputed::net
