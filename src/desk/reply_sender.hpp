// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Carries answers to their portals: the claim is committed before a request leaves, and after a stop what
// was being sent is looked for before it is sent again. Waiting is a row with a time. Loop thread only.
#pragma once
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

/// `first_pause`: before an answer is first looked for again, or sent again.
[[nodiscard]] std::unique_ptr<ReplySender> make_reply_sender(base::Executor loop, storage::Store& store,
                                                             const base::Clock& clock,
                                                             FindReplier find_replier,
                                                             base::Broadcast& arrivals,
                                                             std::chrono::seconds first_pause);

}  // namespace reputed::desk
