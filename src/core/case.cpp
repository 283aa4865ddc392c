// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "core/case.hpp"

#include <algorithm>
#include <array>

#include "core/enum_names.hpp"

namespace reputed::core {
namespace {

constexpr std::array<std::string_view, 5> statuses{"awaiting", "unjudged", "held", "done", "none"};
constexpr std::array<std::string_view, 4> endings{"answered", "dismissed", "answered_elsewhere",
                                                  "not_needed"};
constexpr std::array<std::string_view, 21> events{
    "first_seen",    "edited",         "removed",      "returned",   "owner_replied",
    "assigned",      "noted",          "held",         "resumed",    "answered",
    "dismissed",     "reopened",       "flagged",      "alerted",    "reply_sent",
    "reply_live",    "reply_rejected", "reply_failed", "reply_gone", "reply_withdrawn",
    "seen_elsewhere"};

}  // namespace

CaseStatus status_for(const Assessment& assessment, bool has_owner_reply) {
    if (assessment.grievance) return has_owner_reply ? CaseStatus::done : CaseStatus::awaiting;
    switch (assessment.sentiment) {
        case Sentiment::negative:
            return has_owner_reply ? CaseStatus::done : CaseStatus::awaiting;
        case Sentiment::unjudged:
            return has_owner_reply ? CaseStatus::done : CaseStatus::unjudged;
        case Sentiment::neutral:
        case Sentiment::positive:
            return CaseStatus::none;
    }
    return CaseStatus::none;
}

bool is_open(CaseStatus status) {
    return status == CaseStatus::awaiting || status == CaseStatus::unjudged || status == CaseStatus::held;
}

std::string_view name_of(CaseStatus status) { return statuses[static_cast<std::size_t>(status)]; }
std::string_view name_of(DoneHow how) { return endings[static_cast<std::size_t>(how)]; }
std::string_view name_of(EventKind kind) { return events[static_cast<std::size_t>(kind)]; }
std::optional<CaseStatus> case_status_named(std::string_view name) {
    return named<CaseStatus>(statuses, name);
}
std::optional<DoneHow> done_how_named(std::string_view name) { return named<DoneHow>(endings, name); }
std::optional<EventKind> event_kind_named(std::string_view name) { return named<EventKind>(events, name); }

}  // namespace reputed::core
