// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "intake/poller.hpp"

#include <fmt/format.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>

#include "../fetchers/scripted_http.hpp"
#include "base/log.hpp"
#include "shop.hpp"

using namespace reputed;
using namespace reputed::tests;
using namespace std::chrono_literals;
using reputed::test::reply_of;

namespace {

std::string feed_of(const std::vector<std::string>& ids) {
    std::string feed = "<rss version=\"2.0\"><channel><title>Forum</title>";
    for (const auto& id : ids)
        feed += fmt::format(
            "<item><guid>{0}</guid><title>Topic {0}</title><description>Words of {0}</description></item>",
            id);
    return feed + "</channel></rss>";
}

/// A store that can be made to fail, as a full or broken disk does.
class FailingStore final : public storage::Store {
  public:
    explicit FailingStore(storage::Store& good) : good_(good) {}
    base::Task<> write_job(std::function<void(storage::Roles&)> job, storage::Urgency urgency) override {
        if (refuses_writes) throw storage::StoreError("The disk is full.");
        co_await good_.write_job(std::move(job), urgency);
    }
    base::Task<> read_job(std::function<void(storage::Roles&)> job) override {
        if (refuses_reads) throw storage::StoreError("The disk cannot be read.");
        co_await good_.read_job(std::move(job));
    }
    void write_now(std::function<void(storage::Roles&)> job) override { good_.write_now(std::move(job)); }
    void read_now(std::function<void(storage::Roles&)> job) override { good_.read_now(std::move(job)); }
    void backup_to(const std::filesystem::path& file) override { good_.backup_to(file); }
    storage::StoreCounters counters() const override { return good_.counters(); }
    bool refuses_writes = false;
    bool refuses_reads = false;

  private:
    storage::Store& good_;
};

/// Somebody connected every source.
class Consented final : public fetchers::GrantStore {
  public:
    base::Task<std::optional<std::string>> load(std::string) override { co_return "refresh-of-the-portal"; }
    base::Task<> save(std::string, std::string) override { co_return; }
};

/// A shop whose sources are feeds of a scripted portal; the clock stands still until a test moves it.
class Watch {
  public:
    Watch() {
        base::set_log_level(base::LogLevel::error);
        shop.store->write_now([this](storage::Roles& roles) {
            auto unused = shop.place.source;
            unused.archived = true;
            (void)roles.places.put(unused, clock.now());
        });
        arrivals = std::make_unique<base::Broadcast>(loop.get_executor());
        restart();
    }

    /// What was in memory alone is gone.
    void restart() {
        intake::PollerSettings settings;
        poller = intake::make_poller(loop.get_executor(), store, {http, clock, loop.get_executor(), keyring},
                                     settings, *arrivals, [this] { ++woken; });
    }

    core::SourceId add(const std::string& slug, const std::string& url) {
        core::SourceId id;
        shop.store->write_now([&](storage::Roles& roles) {
            core::Source source;
            source.slug = source.name = slug;
            source.portal = "feed";
            source.location = shop.place.location.id;
            source.settings["url"] = url;
            id = roles.places.put(source, clock.now());
        });
        return id;
    }

    /// A source of a portal that a person has to let us in at.
    core::SourceId add_by_consent(std::string slug) {
        core::SourceId id;
        shop.store->write_now([&](storage::Roles& roles) {
            core::Source source;
            source.slug = source.name = std::move(slug);
            source.portal = "google_business";
            source.location = shop.place.location.id;
            source.settings = {{"location", "accounts/101/locations/202"},
                               {"client_id", "desk"},
                               {"client_secret", "of-the-client"}};
            id = roles.places.put(source, clock.now());
        });
        return id;
    }

    intake::PollReport poll(core::SourceId id) {
        std::optional<intake::PollReport> report;
        boost::asio::co_spawn(loop, poller->poll_now(id),
                              [&](std::exception_ptr error, intake::PollReport value) {
                                  if (error) std::rethrow_exception(error);
                                  report = std::move(value);
                              });
        loop.restart();
        while (!report) loop.run_one();
        return *report;
    }

    /// The poller's own loop until `count` more polls were done.
    void run_until(std::int64_t count) {
        const auto wanted = poller->polls_done() + count;
        base::TaskGroup tasks(loop.get_executor());
        loop.restart();
        tasks.spawn("poller", poller->run());
        while (poller->polls_done() < wanted) loop.run_one();
        tasks.stop();
        while (tasks.running() > 0) loop.run_one();
    }

    /// The loop as long as it has something to do at once.
    void run_for_a_moment() {
        base::TaskGroup tasks(loop.get_executor());
        loop.restart();
        tasks.spawn("poller", poller->run());
        loop.run_for(50ms);
        tasks.stop();
        while (tasks.running() > 0) loop.run_one();
    }

    std::optional<core::Incident> incident(core::SourceId id) {
        std::optional<core::Incident> found;
        shop.store->read_now([&](storage::Roles& roles) { found = roles.ledger.open_incident(id); });
        return found;
    }

    Shop shop;
    FailingStore store{*shop.store};
    boost::asio::io_context loop;
    base::ManualClock clock{*core::from_iso("2026-08-01T12:00:00Z")};
    test::ScriptedHttp http;
    std::shared_ptr<fetchers::Keyring> keyring =
        std::make_shared<fetchers::Keyring>(std::make_shared<Consented>());
    std::unique_ptr<base::Broadcast> arrivals;
    std::unique_ptr<intake::Poller> poller;
    int woken = 0;
};

}  // namespace

TEST_CASE("validators go back byte for byte, and an unchanged answer is a good poll", "[intake]") {
    Watch watch;
    const auto id = watch.add("forum", "https://forum.example/feed");
    watch.http.answer("/feed", reply_of(200, feed_of({"a"}),
                                        {{"ETag", "W/\"odd \"quotes"},
                                         {"Last-Modified", "Fri, 31 Jul 2026 10:00:00 GMT"}}));
    watch.http.answer("/feed", reply_of(304));
    (void)watch.poll(id);
    watch.clock.advance(20min);
    const auto second = watch.poll(id);
    CHECK(std::holds_alternative<core::Unchanged>(second.result.outcome));
    REQUIRE(watch.http.requests.size() == 2);
    CHECK_FALSE(watch.http.requests[0].headers.find("If-None-Match"));
    CHECK(watch.http.requests[1].headers.find("If-None-Match") == "W/\"odd \"quotes");
    CHECK(watch.http.requests[1].headers.find("If-Modified-Since") == "Fri, 31 Jul 2026 10:00:00 GMT");
    CHECK(second.state.errors == 0);
    CHECK(second.state.last_good == watch.clock.now());
}

TEST_CASE("once a day the portal is asked without validators", "[intake]") {
    Watch watch;
    const auto id = watch.add("forum", "https://forum.example/feed");
    watch.http.answer("/feed", reply_of(200, feed_of({"a"}), {{"ETag", "\"1\""}}));
    (void)watch.poll(id);
    watch.clock.advance(25h);
    (void)watch.poll(id);
    CHECK_FALSE(watch.http.requests.back().headers.find("If-None-Match"));
}

TEST_CASE("a portal that asks for patience gets it for its whole host, also after a restart", "[intake]") {
    Watch watch;
    const auto first = watch.add("one", "https://busy.example/one");
    const auto second = watch.add("two", "https://busy.example/two");
    const auto other = watch.add("three", "https://calm.example/three");
    watch.http.answer("busy.example", reply_of(429, "slow down", {{"Retry-After", "600"}}));
    watch.http.answer("calm.example", reply_of(200, feed_of({"a"})));
    (void)watch.poll(first);
    const auto requests = watch.http.requests.size();
    const auto refused = watch.poll(second);
    CHECK(watch.http.requests.size() == requests);
    CHECK(std::get<core::PollFailure>(refused.result.outcome).words.find("busy.example") !=
          std::string::npos);
    (void)watch.poll(other);
    CHECK(watch.http.requests.size() == requests + 1);

    std::vector<core::HostPause> pauses;
    watch.shop.store->read_now(
        [&](storage::Roles& roles) { pauses = roles.ledger.host_pauses(watch.clock.now()); });
    REQUIRE(pauses.size() == 1);
    CHECK(pauses[0].until >= watch.clock.now() + 600s);
}

TEST_CASE(
    "a source that answers but lost its reviews raises an incident, a mail, and closes when they are back",
    "[intake]") {
    Watch watch;
    watch.shop.place.recipients = {};
    const auto id = watch.add("forum", "https://forum.example/feed");
    watch.shop.store->write_now([&](storage::Roles& roles) {
        auto location = watch.shop.place.location;
        location.alert_to = {"anna@morvela.example"};
        (void)roles.places.put(location, watch.clock.now());
    });
    watch.http.answer("/feed", reply_of(200, feed_of({"a", "b"})));
    watch.http.answer("/feed", reply_of(200, feed_of({})));
    watch.http.answer("/feed", reply_of(200, feed_of({}) + " "));
    watch.http.answer("/feed", reply_of(200, feed_of({"a", "b", "c"})));
    (void)watch.poll(id);
    CHECK_FALSE(watch.incident(id));
    (void)watch.poll(id);
    REQUIRE(watch.incident(id));
    CHECK(watch.incident(id)->kind == core::IncidentKind::yields_nothing);
    (void)watch.poll(id);
    CHECK(watch.incident(id)->tries == 2);
    int told = 0;
    for (const auto& alert : watch.shop.outbox()) told += alert.kind == core::AlertKind::incident ? 1 : 0;
    CHECK(told == 1);
    (void)watch.poll(id);
    CHECK_FALSE(watch.incident(id));
}

TEST_CASE("the loop polls what is due, each source in its own rhythm", "[intake]") {
    Watch watch;
    for (int i = 0; i < 20; ++i) {
        (void)watch.add(fmt::format("s{}", i), fmt::format("https://h{}.example/feed", i % 3));
    }
    watch.http.answer("/feed", reply_of(200, feed_of({"a"})));
    watch.run_until(20);
    CHECK(watch.http.requests.size() == 20);
    watch.clock.advance(1h);
    watch.run_until(20);
    CHECK(watch.http.requests.size() == 40);
}

TEST_CASE("an address that moved for good three times in a row is followed", "[intake]") {
    Watch watch;
    const auto id = watch.add("forum", "https://old.example/feed");
    auto moved = reply_of(200, feed_of({"a"}));
    moved->url = moved->moved_to = "https://new.example/feed";
    watch.http.answer("old.example", moved);
    for (int i = 0; i < 3; ++i) {
        watch.clock.advance(25h);
        (void)watch.poll(id);
    }
    std::optional<core::Source> source;
    watch.shop.store->read_now([&](storage::Roles& roles) { source = roles.places.find_source(id); });
    CHECK(source->settings.at("url") == "https://new.example/feed");
}

namespace {

intake::TestReport tried(Watch& watch, const reputed::test::Reply& reply) {
    watch.http.answer("/feed", reply);
    core::Source source;
    source.slug = source.name = "new";
    source.portal = "feed";
    source.settings["url"] = "https://forum.example/feed";
    std::optional<intake::TestReport> report;
    boost::asio::co_spawn(watch.loop, watch.poller->test(source),
                          [&](std::exception_ptr, intake::TestReport value) { report = std::move(value); });
    while (!report) watch.loop.run_one();
    return *std::move(report);
}

}  // namespace

TEST_CASE("a test before saving stores nothing", "[intake]") {
    Watch watch;
    const auto report = tried(watch, reply_of(200, feed_of({"a", "b"})));
    CHECK(report.good);
    CHECK(report.words == "2 reviews can be read.");
    CHECK(report.items.size() == 2);
    CHECK(watch.shop.counts().all == 0);
    Watch another;
    CHECK(tried(another, reply_of(200, feed_of({"a"}))).words == "1 review can be read.");
}

TEST_CASE("a test that fails says what kind of thing stands in the way", "[intake]") {
    Watch watch;
    const auto report = tried(watch, reply_of(403, "no"));
    CHECK_FALSE(report.good);
    CHECK(report.failure == core::FailureKind::denied);
    CHECK_THAT(report.words, Catch::Contains("forum.example refuses to show this"));
}

TEST_CASE("while nothing can be stored nobody is asked, and afterwards everybody is again", "[intake]") {
    base::set_log_level(base::LogLevel::error);
    Watch watch;
    const auto id = watch.add("forum", "https://forum.example/feed");
    watch.http.answer("/feed", reply_of(200, feed_of({"a"})));
    (void)watch.poll(id);
    watch.clock.advance(1h);
    watch.store.refuses_writes = true;
    CHECK_THROWS_AS(watch.poll(id), storage::StoreError);
    watch.store.refuses_writes = false;
    const auto asked = watch.http.requests.size();

    watch.run_for_a_moment();
    CHECK(watch.http.requests.size() == asked);
    watch.store.refuses_reads = true;
    watch.run_for_a_moment();
    CHECK(watch.http.requests.size() == asked);
    watch.store.refuses_reads = false;
    watch.clock.advance(2h);
    watch.run_until(1);
    CHECK(watch.http.requests.size() == asked + 1);
}

TEST_CASE("a source that was given another address forgets what it learnt at the old one", "[intake]") {
    Watch watch;
    const auto id = watch.add("forum", "https://forum.example/old");
    watch.http.answer("/old", reply_of(200, feed_of({"a"}), {{"ETag", "\"1\""}}));
    watch.http.answer("/new", reply_of(200, feed_of({"b"})));
    (void)watch.poll(id);
    const auto edit = [&](const std::string& name, const std::string& value) {
        watch.shop.store->write_now([&](storage::Roles& roles) {
            auto source = *roles.places.find_source(id);
            (name == "name" ? source.name : source.settings[name]) = value;
            (void)roles.places.put(source, watch.clock.now());
        });
    };
    edit("url", "https://forum.example/new");
    // A second change before the next poll must not bring the old place's memory back.
    watch.poller->wake();
    watch.run_until(1);
    REQUIRE(watch.http.requests.size() == 2);
    CHECK(watch.http.requests.back().url == "https://forum.example/new");
    CHECK_FALSE(watch.http.requests.back().headers.find("If-None-Match"));
}

TEST_CASE("a time of next poll that no rule can make is not believed", "[intake]") {
    Watch watch;
    const auto id = watch.add("forum", "https://forum.example/feed");
    watch.http.answer("/feed", reply_of(200, feed_of({"a"})));
    (void)watch.poll(id);
    watch.shop.store->write_now([&](storage::Roles& roles) {
        auto state = *roles.ledger.poll_state(id);
        state.polls = 99;
        state.next_due = *core::from_iso("2033-01-01T00:00:00Z");
        roles.ledger.save(state);
    });
    watch.restart();
    watch.run_for_a_moment();
    CHECK(watch.http.requests.size() == 1);
    watch.clock.advance(28h);
    watch.run_until(1);
    CHECK(watch.http.requests.size() == 2);
}

TEST_CASE("another trouble while an incident is open is told anew", "[intake]") {
    Watch watch;
    const auto id = watch.add("forum", "https://forum.example/feed");
    watch.http.answer("/feed", reply_of(200, feed_of({"a"})));
    watch.http.answer("/feed", reply_of(200, feed_of({})));
    watch.http.answer("/feed", reply_of(401));
    for (int i = 0; i < 3; ++i) (void)watch.poll(id);
    REQUIRE(watch.incident(id));
    CHECK(watch.incident(id)->kind == core::IncidentKind::denied);
}

TEST_CASE("a consent that is over is an incident and an alert within one poll", "[intake]") {
    Watch watch;
    const auto id = watch.add_by_consent("maps");
    watch.shop.store->write_now([&](storage::Roles& roles) {
        auto location = watch.shop.place.location;
        location.alert_to = {"owner@morvela.example"};
        (void)roles.places.put(location, watch.clock.now());
    });
    const std::string token = "https://oauth2.googleapis.com/token";
    const bool at_the_token_endpoint = GENERATE(true, false);
    if (at_the_token_endpoint)
        watch.http.answer(token, reply_of(400, R"({"error":"invalid_grant"})"));
    else
        watch.http.answer(token, test::json_of(R"({"access_token":"access-of-the-portal"})"));
    watch.http.answer("/reviews", reply_of(401, "access-of-the-portal is no more"));
    (void)watch.poll(id);
    const auto incident = watch.incident(id);
    REQUIRE(incident);
    CHECK(incident->kind == core::IncidentKind::denied);
    CHECK(incident->seen.contains("Connect this source again"));
    CHECK_FALSE(incident->evidence.contains("access-of"));
    CHECK(watch.woken == 1);
    std::optional<core::Instant> waiting;
    watch.shop.store->read_now([&](storage::Roles& roles) { waiting = roles.outbox.next_due(); });
    CHECK(waiting == watch.clock.now());
}

TEST_CASE("a notice has a source polled at once, and many within a minute once more", "[intake]") {
    Watch watch;
    const auto id = watch.add("forum", "https://forum.example/feed");
    watch.http.answer("/feed", reply_of(200, feed_of({"a"})));
    watch.run_until(1);
    watch.clock.advance(2min);
    watch.run_for_a_moment();
    CHECK(watch.poller->polls_done() == 1);
    watch.poller->take_notice(id);
    watch.run_until(1);
    for (int i = 0; i < 3; ++i) {
        watch.clock.advance(10s);
        watch.poller->take_notice(id);
        watch.run_for_a_moment();
    }
    CHECK(watch.poller->polls_done() == 2);
    watch.clock.advance(30s);
    watch.run_until(1);
    watch.clock.advance(2min);
    watch.run_for_a_moment();
    CHECK(watch.poller->polls_done() == 3);
}

TEST_CASE("a notice changes nothing for a paused, an archived or an unknown source", "[intake]") {
    Watch watch;
    const auto id = watch.add("forum", "https://forum.example/feed");
    watch.http.answer("/feed", reply_of(200, feed_of({"a"})));
    watch.run_until(1);
    const auto change = GENERATE(0, 1, 2);
    watch.shop.store->write_now([&](storage::Roles& roles) {
        auto source = *roles.places.find_source(id);
        if (change == 0) source.pause = core::Pause{"Mia", {}, watch.clock.now()};
        if (change == 1) source.archived = true;
        (void)roles.places.put(source, watch.clock.now());
    });
    watch.poller->wake();
    watch.clock.advance(2min);
    watch.poller->take_notice(change == 2 ? core::SourceId{7} : id);
    watch.run_for_a_moment();
    CHECK(watch.poller->polls_done() == 1);
}

TEST_CASE("a notice shortens neither a host's pause nor that of a source in trouble", "[intake]") {
    Watch watch;
    const auto first = watch.add("one", "https://busy.example/one");
    const auto second = watch.add("two", "https://busy.example/two");
    const auto third = watch.add("three", "https://closed.example/three");
    watch.http.answer("/two", reply_of(200, feed_of({"a"})));
    (void)watch.poll(second);
    watch.http.answer("/one", reply_of(429, "slow down", {{"Retry-After", "600"}}));
    (void)watch.poll(first);
    watch.http.answer("/three", reply_of(403, "no"));
    (void)watch.poll(third);
    const auto asked = watch.http.requests.size();
    watch.clock.advance(2min);
    for (const auto id : {first, second, third}) watch.poller->take_notice(id);
    watch.run_for_a_moment();
    CHECK(watch.http.requests.size() == asked);
}

TEST_CASE("a source whose way is free again is polled at once", "[intake]") {
    Watch watch;
    const auto id = watch.add_by_consent("maps");
    watch.http.answer("/token", reply_of(400, R"({"error":"invalid_grant"})"));
    watch.http.answer("/token", test::json_of(R"({"access_token":"access-of-the-portal"})"));
    watch.http.answer("/reviews", reply_of(200, "{}"));
    (void)watch.poll(id);
    watch.run_for_a_moment();
    CHECK(watch.poller->polls_done() == 1);
    watch.poller->poll_soon(id);
    watch.run_until(1);
    CHECK_FALSE(watch.incident(id));
    watch.run_for_a_moment();
    CHECK(watch.poller->polls_done() == 2);
}
