// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/api/walk.hpp"

#include <catch2/catch.hpp>

using namespace reputed;
using namespace reputed::fetchers::api;
using namespace std::chrono_literals;

namespace {

const core::Instant noon = *core::from_iso("2026-08-01T12:00:00Z");

/// A made-up list: entry n was written n hours before noon, two a page, and pages are named by where they
/// begin.
Listing page_at(int begin, int entries) {
    Listing listing;
    for (int n = begin; n < std::min(begin + 2, entries); ++n) {
        core::Item item;
        item.id = std::to_string(n);
        item.published = core::Stamp{noon - std::chrono::hours{n}};
        listing.oldest = item.published->at;
        listing.items.push_back(std::move(item));
    }
    if (begin + 2 < entries) listing.next = std::to_string(begin + 2);
    return listing;
}

struct Portal {
    Manners manners{
        .sweep_every = 24h, .sweep_proves_removal = true, .overlap = 30min, .most_pages = 2, .allowance = {}};
    int entries = 9;
    Memory memory;
    std::vector<std::string> asked;     ///< pages, in order
    std::optional<std::string> broken;  ///< a page that does not come
    core::FailureKind trouble = core::FailureKind::server;

    core::Batch poll(core::Instant now) {
        core::Batch batch;
        asked.clear();
        for (const auto part : parts_of(memory, manners, now)) {
            Walk walk(manners, memory, part, now);
            bool more = true;
            while (more) {
                asked.push_back(walk.ask().next);
                if (broken == walk.ask().next) {
                    walk.break_off({trouble, "It broke.", {}, {}});
                    break;
                }
                const auto& next = walk.ask().next;
                more = walk.take(page_at(next.empty() ? 0 : std::stoi(next), entries));
            }
            memory = std::move(walk).finish(batch);
        }
        return batch;
    }
};

}  // namespace

TEST_CASE("a sweep longer than one poll goes on in the next, behind the news", "[fetchers][walk]") {
    Portal portal;
    CHECK(portal.poll(noon).completeness == core::Completeness::partial);
    CHECK(portal.asked == std::vector<std::string>{"", "2"});
    CHECK(portal.poll(noon + 15min).items.size() == 6);  // two as news, four further ones
    CHECK(portal.asked == std::vector<std::string>{"", "4", "6"});
    const auto last = portal.poll(noon + 30min);
    CHECK(portal.asked == std::vector<std::string>{"", "8"});
    REQUIRE(last.swept);
    CHECK(last.swept->size() == 9);
    CHECK(last.completeness == core::Completeness::complete);
    CHECK(portal.memory.swept == noon + 30min);
    CHECK(portal.memory.resume.empty());
}

TEST_CASE("between two sweeps only what is new is read", "[fetchers][walk]") {
    Portal portal;
    portal.entries = 4;
    REQUIRE(portal.poll(noon).swept);
    CHECK_FALSE(portal.poll(noon + 1h).swept);
    CHECK(portal.asked == std::vector<std::string>{""});
    CHECK(portal.poll(noon + 25h).swept);
    CHECK(portal.asked == std::vector<std::string>{"", "2"});
}

TEST_CASE("a page that does not come costs no page before it, and is asked for again", "[fetchers][walk]") {
    Portal portal;
    portal.manners.most_pages = 9;
    portal.broken = "6";
    const auto batch = portal.poll(noon);
    CHECK(batch.items.size() == 6);
    CHECK(batch.problems.size() == 1);
    CHECK(batch.completeness == core::Completeness::partial);
    CHECK_FALSE(batch.swept);
    portal.broken.reset();
    const auto next = portal.poll(noon + 15min);
    CHECK(portal.asked == std::vector<std::string>{"", "6", "8"});
    REQUIRE(next.swept);
    CHECK(next.swept->size() == 9);
}

TEST_CASE("a place in the list that the portal forgot is given up, and the sweep begins anew",
          "[fetchers][walk]") {
    Portal portal;
    (void)portal.poll(noon);
    portal.broken = "4";
    portal.trouble = GENERATE(core::FailureKind::missing, core::FailureKind::server);
    (void)portal.poll(noon + 15min);
    CHECK(portal.memory.resume == (portal.trouble == core::FailureKind::missing ? "" : "4"));
    portal.broken.reset();
    (void)portal.poll(noon + 30min);
    const bool anew = portal.trouble == core::FailureKind::missing;
    CHECK(portal.asked ==
          (anew ? std::vector<std::string>{"", "2"} : std::vector<std::string>{"", "4", "6"}));
}

TEST_CASE("news that could not all be read are not taken for read", "[fetchers][walk]") {
    Portal portal;
    portal.entries = 4;
    (void)portal.poll(noon);
    portal.memory.newest = noon - 72h;  // so that all of them are news
    portal.entries = 9;
    const auto before = portal.memory.newest;
    CHECK(portal.poll(noon + 1h).completeness == core::Completeness::partial);
    CHECK(portal.memory.newest == before);
}

TEST_CASE("a list read to its end is a sweep, whatever was asked for", "[fetchers][walk]") {
    Manners manners;
    manners.sweep_proves_removal = true;
    Memory memory{.newest = noon, .swept = noon, .goes_on = {}, .resume = "7", .seen = {"old"}};
    Walk walk(manners, memory, Part::news, noon + 1h);
    Listing listing = page_at(0, 2);
    listing.whole = true;
    CHECK_FALSE(walk.take(std::move(listing)));
    core::Batch batch;
    const auto after = std::move(walk).finish(batch);
    CHECK(batch.swept == std::vector<std::string>{"0", "1"});
    CHECK(after.swept == noon + 1h);
    CHECK(after.resume.empty());
}

TEST_CASE("a page that names itself as the next ends the walk", "[fetchers][walk]") {
    Walk walk({}, {}, Part::sweep, noon);
    Listing listing = page_at(0, 2);
    listing.next = "2";
    REQUIRE(walk.take(listing));
    CHECK_FALSE(walk.take(listing));
    core::Batch batch;
    const auto after = std::move(walk).finish(batch);
    CHECK(batch.problems.size() == 1);
    CHECK(batch.completeness == core::Completeness::partial);
    CHECK(after.resume.empty());
}
