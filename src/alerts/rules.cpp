// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "alerts/rules.hpp"

#include <set>

#include "alerts/facts.hpp"
#include "base/utf8.hpp"

namespace reputed::alerts {
namespace {

constexpr std::size_t most_quoted = 1500;  // code points of a review in a mail

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

Facts place_facts(const Place& place) {
    Facts facts;
    facts.portal = place.portal_title;
    facts.location = place.location.name;
    facts.zone = place.location.zone;
    facts.source = place.source.name.empty() ? place.portal_title : place.source.name;
    return facts;
}

/// The beginning of a long text, up to the end of a word where one is near.
std::string_view beginning(std::string_view text) {
    const auto part = base::first_code_points(text, most_quoted);
    if (part.size() == text.size()) return text;
    const auto blank = part.find_last_of(" \n");
    const bool is_near = blank != std::string_view::npos && part.size() - blank < 80;
    return is_near ? part.substr(0, blank) : part;
}

Facts review_facts(const Place& place, const core::Review& review, const core::Case& the_case) {
    auto facts = place_facts(place);
    const auto& item = review.content;
    facts.author = item.author;
    facts.title = item.title;
    facts.body = beginning(item.body);
    facts.cut = facts.body.size() < item.body.size();
    facts.language = review.assessment.language;
    facts.verdict = verdict_of(item);
    facts.edited = review.edited.has_value();
    facts.urgency = review.assessment.urgency;
    facts.topics = review.assessment.topics;
    facts.conflict = review.assessment.conflict;
    facts.grievance = review.assessment.grievance;
    facts.url = item.url;
    facts.due = the_case.due;
    if (item.published) facts.published = core::to_iso(*item.published);
    facts.first_seen = review.first_seen;
    return facts;
}

/// One alert for each recipient of the place, alike but for the unique key.
std::vector<core::Alert> to_everybody(const Place& place, const core::Alert& pattern) {
    std::vector<core::Alert> made;
    std::set<std::string> known;
    for (const auto& recipient : place.recipients) {
        const auto name = lower(recipient);
        if (name.empty() || !known.insert(name).second) continue;
        auto alert = pattern;
        alert.recipient = recipient;
        alert.unique_key += ":" + name;
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

std::vector<core::Alert> on_lost_answer(const Place& place, const core::Review& review,
                                        const core::Case& the_case, const core::Reply& reply,
                                        core::Instant now) {
    auto facts = review_facts(place, review, the_case);
    facts.answer = reply.text;
    facts.answer_state = core::name_of(reply.state);
    facts.taking_back = reply.wanted == core::ReplyWish::removed;
    facts.seen = reply.words;
    const auto key = fmt::format("answer:{}:{}", reply.id.value, facts.answer_state);
    auto alert = pattern_of(place, core::AlertKind::lost_answer, key, facts, now);
    alert.review = review.id;
    return to_everybody(place, alert);
}

std::vector<core::Alert> on_incident(const Place& place, const core::Incident& incident, core::Instant now) {
    auto facts = place_facts(place);
    facts.incident = core::name_of(incident.kind);
    facts.seen = incident.seen;
    facts.since = incident.opened;
    const auto key = fmt::format("incident:{}", incident.id.value);
    auto alert = pattern_of(place, core::AlertKind::incident, key, facts, now);
    alert.incident = incident.id;
    return to_everybody(place, alert);
}

std::optional<core::Alert> fold_if_too_many(core::Alert& alert, std::int64_t sent_this_hour,
                                            const Throttle& throttle, core::Instant now) {
    if (alert.kind != core::AlertKind::negative_review || sent_this_hour < throttle.an_hour)
        return std::nullopt;
    alert.state = core::AlertState::held;
    alert.problem = "Held back: there were too many mails this hour. It is counted in the hour's digest.";
    const auto hour = std::chrono::floor<std::chrono::hours>(now);
    core::Alert digest;
    digest.kind = core::AlertKind::digest;
    digest.unique_key = fmt::format("folded:{}:{}", core::to_iso(hour), lower(alert.recipient));
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
