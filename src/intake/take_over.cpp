// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What a new judgement of a stored review changes, and what it must leave alone.
#include "fetchers/fetcher.hpp"
#include "intake/reassess.hpp"
#include "intake/tell.hpp"

namespace reputed::intake {
namespace {

/// News is told while it is news.
constexpr std::chrono::hours news{1};

/// The text is read anew, the person's word stands.
core::Assessment with_persons_word(core::Assessment fresh, const core::Assessment& person) {
    fresh.sentiment = person.sentiment;
    fresh.by = person.by;
    fresh.grievance = person.grievance;
    fresh.conflict = person.conflict;
    return fresh;
}

class TakeOver {
  public:
    TakeOver(storage::Roles& roles, const AdmitRules& rules, core::Instant now)
        : roles_(roles), rules_(rules), now_(now) {}

    Reassessed run(const std::vector<core::Review>& judged) {
        for (const auto& review : judged) take(review);
        return done_;
    }

  private:
    void take(const core::Review& judged) {
        auto stored = roles_.intake.find(judged.id);
        if (!stored || stored->fingerprint != judged.fingerprint) return;
        const auto before = stored->assessment;
        const bool by_person = before.by == core::JudgedBy::person;
        stored->assessment = by_person ? with_persons_word(judged.assessment, before) : judged.assessment;
        roles_.intake.update_assessment(*stored);
        ++done_.done;
        if (!by_person) move_case(*stored, before);
    }

    /// Awaiting stays awaiting, and what is done, done: a person decides about it.
    void move_case(const core::Review& review, const core::Assessment& before) {
        auto the_case = roles_.intake.find_case(review.id);
        if (!the_case || review.removed) return;
        const auto wanted = core::status_for(review.assessment, review.content.reply.has_value());
        const bool unjudged = the_case->status == core::CaseStatus::unjudged;
        const bool opens = wanted == core::CaseStatus::awaiting && is_recent(review) &&
                           (unjudged || the_case->status == core::CaseStatus::none);
        const bool rests = unjudged && wanted == core::CaseStatus::none;
        if ((!opens && !rests) || roles_.intake.was_touched(review.id)) return;
        the_case->status = wanted;
        ++the_case->revision;
        auto place = place_of(review);
        if (opens) the_case->due = now_ + place.location.answer_within;
        roles_.intake.put_case(*the_case);
        ++done_.moved;
        add_event(roles_, review.id, core::EventKind::flagged,
                  std::string(core::name_of(review.assessment.sentiment)), {}, now_);
        if (opens && is_news(review, before)) tell(review, *the_case, place);
    }

    bool is_recent(const core::Review& review) const {
        const auto& published = review.content.published;
        return now_ - (published ? published->at : review.first_seen) <= rules_.history_older_than;
    }

    bool is_news(const core::Review& review, const core::Assessment& before) {
        return before.model.empty() && !review.history && now_ - review.first_seen < news &&
               roles_.outbox.alerts_of(review.id).empty();
    }

    void tell(const core::Review& review, const core::Case& the_case, const alerts::Place& place) {
        const auto file = roles_.desk.file_of(review.id);
        const auto version = file && !file->versions.empty() ? file->versions.back().id : core::VersionId{};
        done_.alerts += tell_of_negative(roles_, place, review, the_case, version, rules_.throttle, now_);
    }

    alerts::Place place_of(const core::Review& review) {
        alerts::Place place;
        if (auto source = roles_.places.find_source(review.source)) place.source = std::move(*source);
        if (auto location = roles_.places.find_location(place.source.location))
            place.location = std::move(*location);
        const auto* portal = fetchers::find_portal(place.source.portal);
        place.portal_title = portal == nullptr ? place.source.portal : portal->title;
        place.recipients =
            place.location.alert_to.empty() ? rules_.default_recipients : place.location.alert_to;
        return place;
    }

    storage::Roles& roles_;
    const AdmitRules& rules_;
    core::Instant now_;
    Reassessed done_;
};

}  // namespace

Reassessed take_over(storage::Roles& roles, const std::vector<core::Review>& judged, const AdmitRules& rules,
                     core::Instant now) {
    return TakeOver(roles, rules, now).run(judged);
}

}  // namespace reputed::intake
