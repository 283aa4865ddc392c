// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The rules that make alerts out of events. Pure: they run inside the intake's transaction, which writes
// what they return. What a mail says is fixed here as facts (JSON), so a mail rendered days later tells
// the state it was made for.
#pragma once
#include <string>
#include <vector>

#include "core/alert.hpp"
#include "core/case.hpp"
#include "core/place.hpp"
#include "core/poll.hpp"
#include "core/reply.hpp"
#include "core/review.hpp"

namespace reputed::alerts {

struct Place {
    core::Location location;
    core::Source source;
    std::string portal_title;             ///< "App Store"
    std::vector<std::string> recipients;  ///< of the location, or the instance's default
};

/// One alert a recipient. `version` distinguishes an edit that turned a review negative.
[[nodiscard]] std::vector<core::Alert> on_negative_review(const Place& place, const core::Review& review,
                                                          const core::Case& the_case, core::VersionId version,
                                                          core::Instant now);
/// The first import of a source: one digest a recipient, not one mail a review.
[[nodiscard]] std::vector<core::Alert> on_first_import(const Place& place, std::int64_t reviews,
                                                       std::int64_t negative, core::Instant now);
[[nodiscard]] std::vector<core::Alert> on_incident(const Place& place, const core::Incident& incident,
                                                   core::Instant now);

/// For whoever sent it, or for the place when that person is not there any more.
[[nodiscard]] std::vector<core::Alert> on_lost_answer(const Place& place, const core::Review& review,
                                                      const core::Case& the_case, const core::Reply& reply,
                                                      core::Instant now);

struct Throttle {
    int an_hour = 30;  ///< mails about single reviews to one recipient; more are folded
};
/// Above the throttle, an alert is held and one digest a recipient and hour tells how many were. Returns
/// the digest to enqueue beside the (now held) alert, or nothing when the alert may go.
[[nodiscard]] std::optional<core::Alert> fold_if_too_many(core::Alert& alert, std::int64_t sent_this_hour,
                                                          const Throttle& throttle, core::Instant now);

}  // namespace reputed::alerts
