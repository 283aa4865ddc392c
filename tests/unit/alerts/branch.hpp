// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A branch of an invented business, and one bad review of it.
#pragma once
#include "alerts/deliverer.hpp"
#include "alerts/rules.hpp"

namespace reputed::tests {

/// A Friday, 11:10 in Warsaw.
inline const core::Instant morning = *core::from_iso("2026-08-14T09:10:00Z");

inline alerts::Place a_branch() {
    alerts::Place place;
    place.location.id = {11};
    place.location.name = "Morvela Gda\u0144sk";
    place.location.zone = "Europe/Warsaw";
    place.source.id = {21};
    place.source.name = "Google";
    place.portal_title = "Google";
    place.recipients = {"anna@morvela.example"};
    return place;
}

inline core::Review a_bad_review() {
    core::Review review;
    review.id = {1042};
    review.content.author = "Marta K.";
    review.content.body =
        "Pok\u00f3j nie by\u0142 posprz\u0105tany.\n\nRecepcja kaza\u0142a nam czeka\u0107.";
    review.content.rating = core::Rating{1, 5, 1, false};
    review.content.published = core::Stamp{*core::from_iso("2026-08-14T08:52:00Z")};
    review.content.url = "https://portal.example/r/1";
    review.assessment.language = "pl";
    review.first_seen = morning;
    return review;
}

inline core::Case due_in(std::chrono::minutes left) {
    core::Case the_case;
    the_case.review = {1042};
    the_case.due = morning + left;
    return the_case;
}

inline core::Alert alert_about(const core::Review& review,
                               std::chrono::minutes left = std::chrono::hours{2}) {
    auto alert =
        alerts::on_negative_review(a_branch(), review, due_in(left), core::VersionId{1}, morning).at(0);
    alert.id = {7};
    return alert;
}

inline alerts::MailSettings mail_settings() {
    alerts::MailSettings settings;
    settings.from = "reputed@morvela.example";
    settings.public_url = "https://reputed.example";
    settings.site_name = "Morvela";
    settings.message_host = "morvela.example";
    return settings;
}

}  // namespace reputed::tests
