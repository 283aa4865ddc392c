// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The answers that are posted for people. Reading methods may be called in read jobs.
#pragma once
#include <optional>
#include <vector>

#include "core/reply.hpp"

namespace reputed::storage {

class ReplyStore {
  public:
    virtual ~ReplyStore() = default;
    [[nodiscard]] virtual core::ReplyId next_reply_id(core::Instant now) = 0;
    /// False: another answer to that review is under way, and nothing was written.
    [[nodiscard]] virtual bool add(const core::Reply& reply) = 0;
    /// Rewrites all but its identity.
    virtual void update(const core::Reply& reply) = 0;
    [[nodiscard]] virtual std::optional<core::Reply> find(core::ReplyId id) = 0;
    [[nodiscard]] virtual std::optional<core::Reply> last_of(core::ReviewId review) = 0;
    /// Under way, and their time has come; the longest waiting first.
    [[nodiscard]] virtual std::vector<core::Reply> due(core::Instant now, std::size_t most) = 0;
    [[nodiscard]] virtual std::optional<core::Instant> next_due() = 0;
    /// After a stop: what was being sent may or may not have arrived. Returns how many.
    virtual std::int64_t doubt_what_was_sent(core::Instant now) = 0;
};

}  // namespace reputed::storage
