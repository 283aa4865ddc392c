// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "ops/declared.hpp"

#include <algorithm>

namespace reputed::ops {
namespace {

void apply_locations(storage::Roles& roles, const Settings& settings, core::Instant now) {
    for (auto location : settings.locations) {
        if (const auto known = roles.places.find_location(location.slug)) location.id = known->id;
        (void)roles.places.put(location, now);
    }
    for (auto known : roles.places.locations()) {
        const bool declared = std::ranges::any_of(
            settings.locations, [&](const auto& other) { return other.slug == known.slug; });
        if (!known.by_file || declared) continue;
        known.by_file = false;
        (void)roles.places.put(known, now);
    }
}

void apply_sources(storage::Roles& roles, const Settings& settings, core::Instant now) {
    for (const auto& declared : settings.sources) {
        auto source = declared.source;
        const auto location = roles.places.find_location(declared.location);
        if (!location) continue;
        source.location = location->id;
        source.created = now;
        if (const auto known = roles.places.find_source(source.slug)) {
            source.id = known->id;
            source.created = known->created;
            source.pause = known->pause;
        }
        (void)roles.places.put(source, now);
    }
    for (auto known : roles.places.sources()) {
        const bool declared = std::ranges::any_of(
            settings.sources, [&](const auto& other) { return other.source.slug == known.slug; });
        if (!known.by_file || declared) continue;
        known.by_file = false;
        (void)roles.places.put(known, now);
    }
}

void apply_people(storage::Roles& roles, const Settings& settings, core::Instant now) {
    for (auto person : settings.people) {
        if (const auto known = roles.people.find_person(person.mail)) {
            auto kept = *known;
            kept.name = person.name;
            kept.role = person.role;
            kept.by_file = true;
            (void)roles.people.put(kept, now);
        } else {
            person.created = now;
            (void)roles.people.put(person, now);
        }
    }
    for (auto known : roles.people.people()) {
        const bool declared =
            std::ranges::any_of(settings.people, [&](const auto& other) { return other.mail == known.mail; });
        if (!known.by_file || declared) continue;
        known.by_file = false;
        (void)roles.people.put(known, now);
    }
}

}  // namespace

void apply_declared(storage::Roles& roles, const Settings& settings, core::Instant now) {
    apply_locations(roles, settings, now);
    apply_sources(roles, settings, now);
    apply_people(roles, settings, now);
}

}  // namespace reputed::ops
