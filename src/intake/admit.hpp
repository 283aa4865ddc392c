// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The one door through which a batch enters the store: normalise, assess, and write review, version,
// event, case, alerts, cursor and coverage in one transaction. Runs inside a write job; no I/O.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "alerts/rules.hpp"
#include "core/poll.hpp"
#include "storage/store.hpp"

namespace reputed::text {
class Assessor;
}

namespace reputed::intake {

struct AdmitRules {
    core::JudgementRule judgement;
    std::shared_ptr<text::Assessor> assessor;  ///< null: the stars alone speak
    alerts::Throttle throttle;
    std::chrono::hours history_older_than{
        24 * 90};  ///< of a first import: older reviews are stored, but open no case
    std::vector<std::string> default_recipients;
    core::OnKnown on_known = core::OnKnown::update;
};

struct AdmitSummary {
    std::int64_t items = 0;
    std::int64_t added = 0;
    std::int64_t changed = 0;
    std::int64_t kept = 0;  ///< known ones that were to stay as they are
    std::int64_t removed = 0;
    std::int64_t negative = 0;  ///< of those added
    std::int64_t refused = 0;   ///< items that could not be stored, told in `problems`
    std::int64_t alerts = 0;
    std::vector<core::Problem> problems;
};

/// Stores the batch of one source. `first_import`: history, one digest, no mail a review.
[[nodiscard]] AdmitSummary admit(storage::Roles& roles, const alerts::Place& place, const core::Batch& batch,
                                 bool first_import, const AdmitRules& rules, core::Instant now);

/// The id a review is known by: the portal's own, or the fingerprint of author, date and text
/// (contract "schema.org pages" section 6).
[[nodiscard]] std::string identity_of(const core::Item& item);
/// Text cleaned and capped for the store; empty fields filled (title from nothing, author unknown).
[[nodiscard]] core::Item normalised(core::Item item);

}  // namespace reputed::intake
