// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "intake/tell.hpp"

namespace reputed::intake {

std::int64_t tell_of_negative(storage::Roles& roles, const alerts::Place& place, const core::Review& review,
                              const core::Case& the_case, core::VersionId version,
                              const alerts::Throttle& throttle, core::Instant now) {
    auto made = alerts::on_negative_review(place, review, the_case, version, now);
    std::int64_t count = 0;
    std::string told;
    for (auto& alert : made) {
        const auto sent =
            roles.outbox.count_recent(alert.recipient, now - std::chrono::hours{1}, throttle.an_hour);
        auto digest = alerts::fold_if_too_many(alert, sent, throttle, now);
        if (digest) count += enqueue(roles, {*digest}, now);
        told += (told.empty() ? "" : ", ") + alert.recipient;
    }
    count += enqueue(roles, std::move(made), now);
    if (!told.empty()) add_event(roles, review.id, core::EventKind::alerted, told, version, now);
    return count;
}

std::int64_t enqueue(storage::Roles& roles, std::vector<core::Alert> made, core::Instant now) {
    std::int64_t count = 0;
    for (auto& alert : made) {
        if (!alert.id) alert.id = roles.outbox.next_alert_id(now);
        if (roles.outbox.enqueue(alert)) ++count;
    }
    return count;
}

void add_event(storage::Roles& roles, core::ReviewId review, core::EventKind kind, std::string text,
               core::VersionId version, core::Instant now) {
    core::Event event;
    event.id = roles.intake.next_event_id(now);
    event.review = review;
    event.at = now;
    event.kind = kind;
    event.text = std::move(text);
    event.version = version;
    roles.intake.add_event(event);
}

}  // namespace reputed::intake
