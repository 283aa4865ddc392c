// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <catch2/catch.hpp>

#include "../backends.hpp"
#include "../builders.hpp"

using namespace reputed;
using namespace reputed::tests;
using namespace std::chrono_literals;
using storage::Roles;

TEST_CASE("a review knows every source that showed it, and each finds it by its own name", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    const auto review = write(backend->store(), [](Roles& roles) {
        const auto place = a_place(roles);
        const auto id = ReviewBuilder{place.source, "r1"}.put(roles);
        const auto other = a_place(roles, "harbour").source;
        roles.sightings.put({other, "mug", "row 9", id, "file", noon + 1h});
        roles.sightings.put({other, "mug", "row 8", id, "file", noon});
        roles.sightings.put({other, "mug", "row 9", id, "poll", noon + 2h});
        return id;
    });
    backend->reopen();
    read(backend->store(), [&](Roles& roles) {
        const auto all = roles.sightings.of(review);
        REQUIRE(all.size() == 2);
        CHECK(all[0].external_id == "row 8");
        CHECK(all[1].way == "poll");
        CHECK(all[1].seen == noon + 2h);
        CHECK(roles.sightings.find(all[0].source, "mug", "row 8") == review);
        CHECK_FALSE(roles.sightings.find(all[0].source, "", "row 8"));
        return 0;
    });
}

TEST_CASE("a review that goes to another source is found, listed and filtered there", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    const auto [review, before, after] = write(backend->store(), [](Roles& roles) {
        const auto place = a_place(roles);
        core::Source second;
        second.location = place.location;
        second.slug = second.name = second.portal = "second";
        const auto other = roles.places.put(second, noon);
        const auto id = ReviewBuilder{place.source, "r1"}.put(roles);
        roles.intake.set_sweeps_missed(id, 1);
        roles.sightings.rehome(id, other, "mug", "s1");
        return std::tuple(id, place.source, other);
    });
    read(backend->store(), [&](Roles& roles) {
        CHECK(roles.intake.listed(before).empty());
        REQUIRE(roles.intake.listed(after).size() == 1);
        CHECK(roles.intake.listed(after)[0].sweeps_missed == 0);
        CHECK(roles.intake.find(after, "mug", "s1")->id == review);
        storage::QueueFilter filter;
        filter.source = after;
        CHECK(roles.desk.count(filter, 10) == 1);
        filter.source = before;
        CHECK(roles.desk.count(filter, 10) == 0);
        return 0;
    });
}

TEST_CASE("reviews are found by any key they were ever given", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    const auto [one, two] = write(backend->store(), [](Roles& roles) {
        const auto place = a_place(roles);
        const auto first = ReviewBuilder{place.source, "r1"}.put(roles);
        const auto second = ReviewBuilder{place.source, "r2"}.put(roles);
        roles.sightings.add_keys(first, {7, 8});
        roles.sightings.add_keys(first, {7, 9});
        roles.sightings.add_keys(second, {7});
        return std::pair(first, second);
    });
    read(backend->store(), [&](Roles& roles) {
        CHECK(roles.sightings.with_key(7, 10) == std::vector{one, two});
        CHECK(roles.sightings.with_key(7, 1).size() == 1);
        CHECK(roles.sightings.with_key(9, 10) == std::vector{one});
        CHECK(roles.sightings.with_key(10, 10).empty());
        return 0;
    });
}
