// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Alerts between the transaction that made them and the mail server that took them. Claims make sure
// that a deliverer only finishes what is still its own.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/alert.hpp"

namespace reputed::storage {

struct OutboxPage {
    std::vector<core::Alert> alerts;  ///< newest first
    core::AlertId next;               ///< pass as `before` for the following page; none: this is the last
};

class OutboxStore {
  public:
    virtual ~OutboxStore() = default;
    /// False when an alert with the same unique key exists: nothing is written then.
    virtual bool enqueue(const core::Alert& alert) = 0;
    [[nodiscard]] virtual core::AlertId next_alert_id(core::Instant now) = 0;
    /// Marks up to `most` waiting alerts that are due as sending, under a fresh claim number.
    [[nodiscard]] virtual std::vector<core::Alert> claim_due(core::Instant now, std::size_t most) = 0;
    /// Writes state, attempts, next_try, problem and sent of an alert that is still under `alert.claim`.
    /// False when it is not: somebody else owns it now.
    virtual bool finish(const core::Alert& alert) = 0;
    /// At start: what was claimed by a process that died waits again. Returns how many.
    virtual std::size_t release_claims() = 0;
    /// A person asks to try again now. False when it was sent or does not exist.
    virtual bool retry_now(core::AlertId id, core::Instant now) = 0;
    [[nodiscard]] virtual std::optional<core::Instant> next_due() = 0;
    /// Sent or waiting negative-review alerts to this recipient since then, counted no further than
    /// `at_most`: for throttling.
    [[nodiscard]] virtual std::int64_t count_recent(std::string_view recipient, core::Instant since,
                                                    std::int64_t at_most) = 0;

    [[nodiscard]] virtual OutboxPage list(std::optional<core::AlertState> state, core::AlertId before,
                                          std::size_t most) = 0;
    [[nodiscard]] virtual std::optional<core::Alert> find_alert(core::AlertId id) = 0;
    [[nodiscard]] virtual std::vector<core::Alert> alerts_of(core::ReviewId review) = 0;
    [[nodiscard]] virtual std::vector<std::pair<core::AlertState, std::int64_t>> counts() = 0;
};

}  // namespace reputed::storage
