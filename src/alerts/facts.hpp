// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What an alert tells, as it was when the alert was made: kept as JSON in the outbox, read when the mail
// is rendered.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/alert.hpp"
#include "core/instant.hpp"
#include "core/review.hpp"

namespace reputed::alerts {

/// A verdict as it is told: stars where the scale is five, else the portal's own score.
struct Verdict {
    int stars = 0;       ///< 0: no rating
    std::string native;  ///< "4/10", where the scale is not five whole stars
    bool mention = false;
};

[[nodiscard]] Verdict verdict_of(const core::Item& item);

/// One of the alerts a digest stands for.
struct ToldReview {
    core::ReviewId review;
    Verdict verdict;
    std::string portal;
    std::string location;
    std::vector<core::Urgency> urgency = {};
};

struct Facts {
    std::string portal;
    std::string location;
    std::string zone = "UTC";
    std::string source;
    // of one review
    std::string author;
    std::string title;
    std::string body;
    bool cut = false;  ///< the body goes on
    std::string language;
    Verdict verdict;
    bool edited = false;
    std::vector<core::Urgency> urgency;
    std::vector<core::TopicMark> topics;
    bool conflict = false;   ///< stars and text contradict each other
    bool grievance = false;  ///< not negative, but with a complaint inside
    std::string url;         ///< where the portal shows it
    std::optional<core::Instant> due;
    std::string published;  ///< ISO 8601, as precise as the portal was
    std::optional<core::Instant> first_seen;
    // of a digest
    std::int64_t count = 0;
    std::int64_t negative = 0;
    bool folded = false;  ///< a digest of held-back alerts, not of a first import
    std::vector<ToldReview> told;
    std::optional<core::Instant> since;
    // of an incident
    std::string incident;  ///< its kind, by name
    std::string seen;
    // of an answer that is not to be seen; `seen` is the reason
    std::string answer;
    std::string answer_state;  ///< by name
    bool taking_back = false;
};

[[nodiscard]] std::string to_json(const Facts& facts);
/// Whatever cannot be read keeps its default: an old alert is never unreadable. What belongs on one line
/// is on one line, and no control or direction-turning character is left in any text.
[[nodiscard]] Facts facts_from(std::string_view json);

}  // namespace reputed::alerts
