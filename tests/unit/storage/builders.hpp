// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Short ways to things a test needs in a store.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <type_traits>

#include "storage/store.hpp"

namespace reputed::tests {

inline const core::Instant noon = *core::from_iso("2026-08-01T12:00:00Z");

template <class Job>
auto write(storage::Store& store, Job job) {
    using Result = std::invoke_result_t<Job&, storage::Roles&>;
    if constexpr (std::is_void_v<Result>) {
        store.write_now(job);
    } else {
        std::optional<Result> result;
        store.write_now([&](storage::Roles& roles) { result.emplace(job(roles)); });
        return std::move(*result);
    }
}

template <class Job>
auto read(storage::Store& store, Job job) {
    using Result = std::invoke_result_t<Job&, storage::Roles&>;
    std::optional<Result> result;
    store.read_now([&](storage::Roles& roles) { result.emplace(job(roles)); });
    return std::move(*result);
}

struct Place {
    core::LocationId location;
    core::SourceId source;
};

inline Place a_place(storage::Roles& roles, const std::string& slug = "old-town") {
    core::Location location;
    location.slug = slug;
    location.name = "Café " + slug;
    Place place;
    place.location = roles.places.put(location, noon);
    core::Source source;
    source.location = place.location;
    source.slug = slug + "-app";
    source.portal = "app-store";
    source.name = "App of " + slug;
    place.source = roles.places.put(source, noon);
    return place;
}

/// A review and its case, as the intake would store them.
struct ReviewBuilder {
    core::SourceId of_source;
    std::string with_id;
    std::string words = "The soup was cold.";
    std::string by = "Ala Kowalska";
    std::string in_language = "en";
    core::Assessment said = {};  ///< its language and sentiment are drawn from the other fields
    std::optional<double> rated = 1;
    core::CaseStatus in_state = core::CaseStatus::awaiting;
    core::PersonId given_to{};
    core::Instant due_at = noon;
    std::optional<core::Instant> done_when{};

    [[nodiscard]] core::Review review(core::ReviewId id) const {
        core::Review made;
        made.id = id;
        made.source = of_source;
        made.external_id = with_id;
        made.content.id = with_id;
        made.content.author = by;
        made.content.body = words;
        if (rated) made.content.rating = core::Rating{*rated, 5, 1, false};
        made.assessment = said;
        made.assessment.language = in_language;
        made.first_seen = noon;
        return made;
    }
    core::ReviewId put(storage::Roles& roles) const {
        const auto made = review(roles.intake.next_review_id(noon));
        roles.intake.insert(made, words);
        roles.intake.put_case(the_case(made.id));
        return made.id;
    }
    [[nodiscard]] core::Case the_case(core::ReviewId id) const {
        core::Case made;
        made.review = id;
        made.status = in_state;
        made.assignee = given_to;
        made.due = due_at;
        made.done_at = done_when;
        return made;
    }
};

}  // namespace reputed::tests
