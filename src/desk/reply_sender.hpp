// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Carries answers to their portals: the claim is committed before a request leaves, and after a stop what
// was being sent is looked for before it is sent again. Waiting is a row with a time. Loop thread only.
#pragma once
#include <chrono>
#include <functional>
#include <memory>

#include "base/async.hpp"
#include "base/broadcast.hpp"
#include "base/clock.hpp"
#include "fetchers/replier.hpp"
#include "storage/store.hpp"

namespace reputed::desk {

/// Who posts for a source; nothing: nobody can.
using FindReplier = std::function<std::unique_ptr<fetchers::Replier>(const core::Source&)>;

struct ReplySending {
    FindReplier find_replier;
    std::function<void()> alerts_waiting = [] {};  ///< somebody is to be told of an answer that is not shown
    std::chrono::seconds first_pause{10};          ///< before an answer is first looked for, or sent, again
};

class ReplySender {
  public:
    virtual ~ReplySender() = default;
    /// Until cancelled.
    [[nodiscard]] virtual base::Task<> run() = 0;
    /// One pass over what is due now. Returns how many were worked on.
    [[nodiscard]] virtual base::Task<std::size_t> work_once() = 0;
    /// New answers are waiting. Any thread.
    virtual void wake() = 0;
};

[[nodiscard]] std::unique_ptr<ReplySender> make_reply_sender(base::Executor loop, storage::Store& store,
                                                             const base::Clock& clock, ReplySending sending,
                                                             base::Broadcast& arrivals);

}  // namespace reputed::desk
