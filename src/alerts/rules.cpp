// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "alerts/rules.hpp"

#include "alerts/facts.hpp"
#include "base/utf8.hpp"

namespace reputed::alerts {
namespace {

constexpr std::size_t most_quoted = 1500;  // code points of a review in a mail

Facts place_facts(const Place& place) {
    Facts facts;
    facts.portal = place.portal_title;
    facts.location = place.location.name;
    facts.zone = place.location.zone;
    facts.source = place.source.name;
    return facts;
}

std::string quoted(const std::string& body) {
    const auto part = base::first_code_points(body, most_quoted);
    return part.size() < body.size() ? std::string(part) + "…" : body;
}

Facts review_facts(const Place& place, const core::Review& review, const core::Case& the_case) {
    auto facts = place_facts(place);
    const auto& item = review.content;
    facts.author = item.author;
    facts.title = item.title;
    facts.body = quoted(item.body);
    facts.language = review.assessment.language;
    if (item.rating) {
        facts.stars = item.rating->stars();
        const bool five = item.rating->best == 5 && item.rating->worst == 1;
        if (!five) facts.native = fmt::format("{}/{}", item.rating->value, item.rating->best);
    }
    facts.edited = review.edited.has_value();
    facts.due = the_case.due;
    if (item.published) facts.published = item.published->at;
    facts.first_seen = review.first_seen;
    return facts;
}

/// One alert for each recipient of the place, alike but for the unique key.
std::vector<core::Alert> to_everybody(const Place& place, const core::Alert& pattern) {
    std::vector<core::Alert> made;
    for (const auto& recipient : place.recipients) {
        auto alert = pattern;
        alert.recipient = recipient;
        alert.unique_key += ":" + recipient;
        made.push_back(std::move(alert));
    }
    return made;
}

core::Alert pattern_of(const Place& place, core::AlertKind kind, std::string key, const Facts& facts,
                       core::Instant now) {
    core::Alert alert;
    alert.kind = kind;
    alert.unique_key = std::move(key);
    alert.language = place.location.language;
    alert.location = place.location.id;
    alert.facts = to_json(facts);
    alert.created = now;
    alert.next_try = now;
    return alert;
}

}  // namespace

std::vector<core::Alert> on_negative_review(const Place& place, const core::Review& review,
                                            const core::Case& the_case, core::VersionId version,
                                            core::Instant now) {
    const auto key = fmt::format("negative:{}:{}", review.id.value, version.value);
    auto alert =
        pattern_of(place, core::AlertKind::negative_review, key, review_facts(place, review, the_case), now);
    alert.review = review.id;
    return to_everybody(place, alert);
}

std::vector<core::Alert> on_first_import(const Place& place, std::int64_t reviews, std::int64_t negative,
                                         core::Instant now) {
    auto facts = place_facts(place);
    facts.count = reviews;
    facts.negative = negative;
    const auto key = fmt::format("import:{}:{}", place.source.id.value, core::to_micros(now));
    return to_everybody(place, pattern_of(place, core::AlertKind::digest, key, facts, now));
}

std::vector<core::Alert> on_incident(const Place& place, const core::Incident& incident, core::Instant now) {
    auto facts = place_facts(place);
    facts.seen = incident.seen;
    facts.since = incident.opened;
    const auto key = fmt::format("incident:{}", incident.id.value);
    auto alert = pattern_of(place, core::AlertKind::incident, key, facts, now);
    alert.incident = incident.id;
    return to_everybody(place, alert);
}

std::optional<core::Alert> fold_if_too_many(core::Alert& alert, std::int64_t sent_this_hour,
                                            const Throttle& throttle, core::Instant now) {
    if (sent_this_hour < throttle.an_hour) return std::nullopt;
    alert.state = core::AlertState::held;
    alert.problem = "Held back: there were too many mails this hour. It is counted in the hour's digest.";
    const auto hour = std::chrono::floor<std::chrono::hours>(now);
    core::Alert digest;
    digest.kind = core::AlertKind::digest;
    digest.unique_key = fmt::format("folded:{}:{}", core::to_iso(hour), alert.recipient);
    digest.recipient = alert.recipient;
    digest.language = alert.language;
    digest.location = alert.location;
    Facts facts;
    facts.folded = true;
    facts.since = hour;
    facts.zone = facts_from(alert.facts).zone;
    digest.facts = to_json(facts);
    digest.created = now;
    digest.next_try = hour + std::chrono::hours{1};
    return digest;
}

}  // namespace reputed::alerts
