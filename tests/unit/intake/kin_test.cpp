// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <catch2/catch.hpp>

#include "intake/kin.hpp"
#include "shop.hpp"

using namespace reputed;
using namespace reputed::tests;
using namespace std::chrono_literals;

namespace {

constexpr auto words = "The soup was cold and nobody came for an hour.";

/// A shop whose reviews come by several ways.
struct Ways : Shop {
    core::SourceId add(std::string portal, std::map<std::string, std::string> settings = {},
                       std::optional<core::LocationId> location = {}) {
        core::Source source;
        source.slug = source.name = portal;
        source.portal = std::move(portal);
        source.location = location.value_or(place.location.id);
        source.settings = std::move(settings);
        store->write_now([&](storage::Roles& roles) { source.id = roles.places.put(source, now); });
        sources[source.id] = source;
        return source.id;
    }

    core::LocationId another_location() {
        core::Location other;
        other.slug = other.name = "sopot";
        core::LocationId id;
        store->write_now([&](storage::Roles& roles) { id = roles.places.put(other, now); });
        return id;
    }

    intake::AdmitSummary by(core::SourceId id, std::vector<core::Item> items) {
        place.source = sources.at(id);
        return arrives(std::move(items));
    }

    std::vector<storage::Sighting> sightings() {
        std::vector<storage::Sighting> all;
        const auto id = file_of_only_review().review.id;
        store->read_now([&](storage::Roles& roles) { all = roles.sightings.of(id); });
        return all;
    }

    std::map<core::SourceId, core::Source> sources;
};

core::Item linked(core::Item item, std::string url) {
    item.url = std::move(url);
    return item;
}

std::size_t count(const storage::ReviewFile& file, core::EventKind kind) {
    return static_cast<std::size_t>(std::ranges::count(file.events, kind, &core::Event::kind));
}

}  // namespace

TEST_CASE("what a table brought first and the portal itself later is one record", "[intake][kin]") {
    Ways shop;
    const auto table = shop.add("csv", {{"layout", "play_console"}});
    const auto portal = shop.add("google_play");
    (void)shop.by(table, {a_review("row 7").by("Anna").rated(1).saying(words).on("2026-07-30T00:00:00Z")});
    shop.now += 1h;
    const auto sum =
        shop.by(portal, {a_review("gp:7").by("anna").rated(1).saying(words).on("2026-07-30T10:00:00Z")});
    CHECK(sum.added == 0);
    CHECK(shop.counts().all == 1);
    CHECK(shop.outbox().size() == 2);  // of the first sight, one each recipient

    const auto file = shop.file_of_only_review();  // it belongs to the one that takes answers
    CHECK(file.review.external_id == "gp:7");
    CHECK(file.review.content.published->at == core::from_iso("2026-07-30T10:00:00Z"));
    CHECK_FALSE(file.review.edited);
    CHECK(file.versions.size() == 1);
    CHECK(count(file, core::EventKind::seen_elsewhere) == 1);
    REQUIRE(shop.sightings().size() == 1);
    CHECK(shop.sightings()[0].source == table);
    CHECK(shop.sightings()[0].external_id == "row 7");
    CHECK(shop.sightings()[0].way == "file");
}

TEST_CASE("the portal first and a table later is one record too, and the portal's", "[intake][kin]") {
    Ways shop;
    const auto portal = shop.add("google_play");
    const auto table = shop.add("csv", {{"origin", "google_play"}});
    (void)shop.by(portal, {a_review("gp:7").by("Anna").rated(1).saying(words)});
    const core::Item row = a_review("row 7").by("Anna").rated(1).saying(words);
    CHECK(shop.by(table, {row}).kept == 1);
    CHECK(shop.by(table, {row}).kept == 1);
    CHECK(shop.counts().all == 1);
    shop.place.source = shop.sources.at(portal);
    CHECK(shop.file("gp:7"));
    CHECK(count(*shop.file("gp:7"), core::EventKind::seen_elsewhere) == 1);
    CHECK(shop.sightings().size() == 1);
}

TEST_CASE("a comment read from the site and from its feed is one record", "[intake][kin]") {
    Ways shop;
    const auto feed = shop.add("feed");
    const auto site = shop.add("wordpress");
    const core::Item entry =
        linked(a_review("guid 2").by("Jan").titled("Comment on our menu by Jan").saying("Cold soup"),
               "http://www.Site.example/menu/?utm_source=rss#comment-2");
    const core::Item comment =
        linked(a_review("2").by("Jan").saying("Cold soup"), "https://site.example/menu/#comment-2");
    const bool feed_first = GENERATE(true, false);
    CAPTURE(feed_first);
    (void)shop.by(feed_first ? feed : site, {feed_first ? entry : comment});
    (void)shop.by(feed_first ? site : feed, {feed_first ? comment : entry});
    CHECK(shop.counts().all == 1);
    shop.place.source = shop.sources.at(site);
    REQUIRE(shop.file("2"));
    CHECK(shop.sightings()[0].source == feed);

    // What the site shows later counts, the feed's old words do not.
    (void)shop.by(site, {linked(a_review("2").by("Jan").saying("Cold soup, rude waiter"), comment.url)});
    (void)shop.by(feed, {entry});
    shop.place.source = shop.sources.at(site);
    CHECK(shop.file("2")->review.content.body == "Cold soup, rude waiter");
    CHECK(shop.file("2")->review.edited);
}

TEST_CASE("the same words on two portals are two reviews, for each wants an answer", "[intake][kin]") {
    Ways shop;
    (void)shop.by(shop.add("google_business"), {a_review("g1").by("Anna").rated(1).saying(words)});
    (void)shop.by(shop.add("trustpilot"), {a_review("t1").by("Anna").rated(1).saying(words)});
    CHECK(shop.counts().all == 2);
}

TEST_CASE("what author, date, stars or place contradict is another review", "[intake][kin]") {
    Ways shop;
    (void)shop.by(shop.add("google_play"),
                  {a_review("gp:7").by("Anna").rated(1).saying(words).on("2026-07-30T10:00:00Z")});
    const core::Item other = GENERATE_COPY(values<core::Item>({
        a_review("row").by("Piotr").rated(1).saying(words).on("2026-07-30T10:00:00Z"),
        a_review("row").by("Anna").rated(1).saying(words).on("2026-08-01T11:00:00Z"),
        a_review("row").by("Anna").rated(2).saying(words).on("2026-07-30T10:00:00Z"),
        a_review("row")
            .by("Anna")
            .rated(1)
            .saying("The soup was warm and nobody came.")
            .on("2026-07-30T10:00:00Z"),
    }));
    (void)shop.by(shop.add("csv", {{"origin", "google_play"}}), {other});
    CHECK(shop.counts().all == 2);
}

TEST_CASE("few words tell nobody apart, and another location is another place", "[intake][kin]") {
    Ways shop;
    const bool few = GENERATE(true, false);
    const std::string said = few ? "Cold soup." : words;
    (void)shop.by(shop.add("google_play"), {a_review("gp:7").by("Anna").rated(1).saying(said)});
    const auto where = few ? shop.place.location.id : shop.another_location();
    (void)shop.by(shop.add("csv", {{"origin", "google_play"}}, where),
                  {a_review("row").by("Anna").rated(1).saying(said)});
    CHECK(shop.counts().all == 2);
}

TEST_CASE("words that fit two reviews are taken for neither", "[intake][kin]") {
    Ways shop;
    (void)shop.by(shop.add("google_play"),
                  {a_review("gp:7").rated(1).saying(words), a_review("gp:8").rated(1).saying(words)});
    (void)shop.by(shop.add("csv", {{"origin", "google_play"}}), {a_review("row").rated(1).saying(words)});
    CHECK(shop.counts().all == 3);
}

TEST_CASE("a link to the place rather than to one review makes nobody the same", "[intake][kin]") {
    Ways shop;
    const std::string place = "https://maps.example/morvela";
    (void)shop.by(shop.add("page"), {linked(a_review("1").by("Anna").rated(1).saying("Cold."), place)});
    (void)shop.by(shop.add("google_business"),
                  {linked(a_review("g1").by("Piotr").rated(5).saying("Fine."), place)});
    CHECK(shop.counts().all == 2);
}

TEST_CASE("an answer that the portal shows closes the case a table opened", "[intake][kin]") {
    Ways shop;
    const auto table = shop.add("csv", {{"origin", "google_play"}});
    const auto portal = shop.add("google_play");
    (void)shop.by(table, {a_review("row").by("Anna").rated(1).saying(words)});
    CHECK(shop.counts().awaiting == 1);
    (void)shop.by(portal, {a_review("gp:7").by("Anna").rated(1).saying(words).answered("We are sorry.")});
    CHECK(shop.counts().awaiting == 0);
    CHECK(shop.file_of_only_review().the_case.done_how == core::DoneHow::answered_elsewhere);
}

TEST_CASE("texts that must be forgotten are not mixed with those that are kept", "[intake][kin]") {
    Ways shop;
    (void)shop.by(shop.add("csv", {{"origin", "yelp"}}), {a_review("row").by("Anna").rated(1).saying(words)});
    (void)shop.by(shop.add("yelp"), {a_review("y1").by("Anna").rated(1).saying(words)});
    CHECK(shop.counts().all == 2);
}

TEST_CASE("links are compared without what differs between two ways to one page", "[intake][kin]") {
    const auto same = [](const std::string& one, const std::string& other) {
        return intake::is_same_review(linked(a_review("1"), one), linked(a_review("2"), other), false);
    };
    CHECK(same("https://a.example/x/", "http://www.A.example/x"));
    CHECK(same("https://a.example/?p=1&utm_source=rss", "https://a.example/?p=1"));
    CHECK(same("https://a.example/x?utm_a=1&b=2#c", "https://a.example/x?b=2#c"));
    CHECK_FALSE(same("https://a.example/x#c1", "https://a.example/x#c2"));
    CHECK_FALSE(same("https://a.example/X", "https://a.example/x"));
    CHECK_FALSE(same("", ""));
}
