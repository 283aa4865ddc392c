// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The work a review causes, and the rules of its states. Every review has one case; most positive ones
// are born `none` and never move.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "core/ids.hpp"
#include "core/instant.hpp"
#include "core/review.hpp"

namespace reputed::core {

enum class CaseStatus { awaiting, unjudged, held, done, none };
enum class DoneHow { answered, dismissed, answered_elsewhere, not_needed };

struct Case {
    ReviewId review;
    CaseStatus status = CaseStatus::none;
    PersonId assignee;
    Instant due{};                  ///< when an answer is late; meaningful while awaiting or held
    std::optional<Instant> resume;  ///< held: when it comes back by itself
    std::optional<Instant> done_at;
    std::optional<DoneHow> done_how;
    std::string reason;       ///< why it was dismissed or held, as typed
    std::string answer_text;  ///< what was answered, as typed or as read from the portal
    std::string answer_url;
    std::int64_t revision = 1;  ///< grows with each change; an action names the one it saw
};

enum class EventKind {
    first_seen,
    edited,
    removed,
    returned,
    owner_replied,
    assigned,
    noted,
    held,
    resumed,
    answered,
    dismissed,
    reopened,
    flagged,
    alerted,
    reply_sent,       ///< a person sent an answer; the text is the answer
    reply_live,       ///< it was read back at the portal
    reply_rejected,   ///< the portal took it away again, or never showed it; the text says why
    reply_failed,     ///< the portal would not take it; the text says why
    reply_gone,       ///< it was there and is no more
    reply_withdrawn,  ///< a person had it taken back
    seen_elsewhere    ///< another way brought the same; the text names its source
};

/// One line of a review's timeline.
struct Event {
    EventId id;
    ReviewId review;
    Instant at{};
    EventKind kind = EventKind::first_seen;
    PersonId person;    ///< none: the service itself
    std::string text;   ///< as typed (note, reason), or what the kind names (a sentiment, an assignee)
    VersionId version;  ///< the version this event brought, where there is one
};

/// The state a new or re-judged review belongs in.
[[nodiscard]] CaseStatus status_for(const Assessment& assessment, bool has_owner_reply);
[[nodiscard]] bool is_open(CaseStatus status);

[[nodiscard]] std::string_view name_of(CaseStatus status);
[[nodiscard]] std::string_view name_of(DoneHow how);
[[nodiscard]] std::string_view name_of(EventKind kind);
[[nodiscard]] std::optional<CaseStatus> case_status_named(std::string_view name);
[[nodiscard]] std::optional<DoneHow> done_how_named(std::string_view name);
[[nodiscard]] std::optional<EventKind> event_kind_named(std::string_view name);

}  // namespace reputed::core
