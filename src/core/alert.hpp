// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A message that a rule makes out of an event. It waits in the outbox until it is delivered, and stays
// there afterwards with everything that happened to it.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "core/ids.hpp"
#include "core/instant.hpp"

namespace reputed::core {

enum class AlertKind {
    negative_review,
    digest,
    incident,
    test,
    lost_answer,  ///< an answer that was sent from here is not to be seen on the portal
};

enum class AlertState {
    waiting,  ///< to be tried at `next_try`
    sending,  ///< claimed by a deliverer
    sent,
    undeliverable,  ///< the mail server refused it for good (5xx)
    given_up,       ///< not delivered within the days of the schedule
    held,           ///< folded into a digest; `problem` says which
};

struct Alert {
    AlertId id;
    AlertKind kind = AlertKind::negative_review;
    std::string unique_key;  ///< the same event for the same recipient never makes a second alert
    std::string recipient;   ///< a mail address
    std::string language = "en";
    LocationId location;
    ReviewId review;  ///< none for digests and incidents
    IncidentId incident;
    std::string facts;  ///< JSON: what the mail says, as it was when the alert was made
    Instant created{};
    AlertState state = AlertState::waiting;
    Instant next_try{};
    int attempts = 0;
    std::int64_t claim = 0;
    std::string problem;  ///< plain words of the last failure
    std::optional<Instant> sent;
};

/// What came of one delivery.
enum class Delivery { sent, try_again, refused };

/// When to try again after `attempts` failures; nothing: give up. 1 min, doubling to 6 h, for 5 days.
[[nodiscard]] std::optional<std::chrono::seconds> retry_delay(int attempts, double jitter);

[[nodiscard]] std::string_view name_of(AlertKind kind);
[[nodiscard]] std::string_view name_of(AlertState state);
[[nodiscard]] std::optional<AlertKind> alert_kind_named(std::string_view name);
[[nodiscard]] std::optional<AlertState> alert_state_named(std::string_view name);

}  // namespace reputed::core
