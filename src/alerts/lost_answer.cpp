// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "alerts/lost_answer.hpp"

#include "alerts/rules.hpp"

namespace reputed::alerts {

std::int64_t tell_of_lost_answer(storage::Roles& roles, const core::Reply& reply, core::Instant now) {
    const auto review = roles.intake.find(reply.review);
    const auto the_case = roles.intake.find_case(reply.review);
    const auto source = review ? roles.places.find_source(review->source) : std::nullopt;
    const auto location = source ? roles.places.find_location(source->location) : std::nullopt;
    if (!the_case || !location) return 0;
    Place place{*location, *source, source->portal, location->alert_to};
    const auto person = roles.people.find_person(reply.person);
    if (person && !person->disabled && !person->mail.empty()) {
        place.recipients = {person->mail};
        place.location.language = person->language;
    }
    std::int64_t count = 0;
    for (auto& alert : on_lost_answer(place, *review, *the_case, reply, now)) {
        alert.id = roles.outbox.next_alert_id(now);
        if (roles.outbox.enqueue(alert)) ++count;
    }
    return count;
}

}  // namespace reputed::alerts
