// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Jobs, commits and snapshots.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <catch2/catch.hpp>
#include <future>
#include <thread>

#include "../backends.hpp"
#include "../builders.hpp"

using namespace reputed;
using namespace reputed::tests;
using namespace std::chrono_literals;
using storage::Roles;
using storage::Urgency;

namespace {

/// Holds the writer in a job until told to go on, so that what is added meanwhile waits together.
class BusyWriter {
  public:
    explicit BusyWriter(storage::Store& store)
        : thread_([this, &store] {
              store.write_now([this](Roles&) {
                  begun_.set_value();
                  go_on_.get_future().wait();
              });
          }) {
        begun_.get_future().wait();
    }
    ~BusyWriter() { thread_.join(); }
    BusyWriter(const BusyWriter&) = delete;
    BusyWriter& operator=(const BusyWriter&) = delete;
    void go_on() { go_on_.set_value(); }

  private:
    std::promise<void> begun_;
    std::promise<void> go_on_;
    std::thread thread_;
};

base::Task<> set_later(storage::Store& store, std::string key) {
    co_await store.write([key](Roles& roles) { roles.places.set_value(key, "x"); }, Urgency::later);
}

void add_lazily(storage::Store& store, const std::string& key) {
    boost::asio::io_context loop;
    auto done = boost::asio::co_spawn(loop, set_later(store, key), boost::asio::use_future);
    loop.run();
    done.get();  // it resumed although nothing is committed
}

bool has_value(storage::Store& store, const std::string& key) {
    return read(store, [&](Roles& roles) { return roles.places.value(key).has_value(); });
}

}  // namespace

TEST_CASE("jobs that wait together are committed together", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    auto& store = backend->store();
    boost::asio::io_context loop;
    std::vector<std::future<int>> results;
    const auto before = store.counters();
    {
        BusyWriter busy(store);
        for (int i = 0; i < 150; ++i) {
            auto job = [i](Roles& roles) {
                roles.places.set_value("key " + std::to_string(i), "x");
                return i;
            };
            results.push_back(boost::asio::co_spawn(loop, store.write(job), boost::asio::use_future));
        }
        loop.poll();
        busy.go_on();
        loop.run();
    }
    for (int i = 0; i < 150; ++i) CHECK(results[static_cast<std::size_t>(i)].get() == i);
    const auto after = store.counters();
    CHECK(after.jobs - before.jobs == 151);
    // The busy job alone, then a hundred, then the rest.
    CHECK(after.commits - before.commits == 3);
    CHECK(has_value(store, "key 149"));
}

TEST_CASE("a job that throws is undone alone and gets its own exception back", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    auto& store = backend->store();
    const auto place = write(store, [](Roles& roles) { return a_place(roles); });
    boost::asio::io_context loop;
    const auto add = [&](std::string words, bool fails) {
        auto job = [=](Roles& roles) {
            ReviewBuilder{.of_source = place.source, .with_id = words, .words = words}.put(roles);
            if (fails) throw std::runtime_error("no " + words);
        };
        return boost::asio::co_spawn(loop, store.write(job), boost::asio::use_future);
    };
    std::future<void> first, failing, last;
    const auto commits = store.counters().commits;
    {
        BusyWriter busy(store);
        first = add("apricot", false);
        failing = add("blackberry", true);
        last = add("cherry", false);
        loop.poll();
        busy.go_on();
        loop.run();
    }
    first.get();
    last.get();
    CHECK_THROWS_WITH(failing.get(), "no blackberry");
    CHECK(store.counters().commits - commits == 2);

    const auto found = [&](std::string word) {
        return read(store, [&](Roles& roles) {
            storage::QueueFilter filter;
            filter.search = word;
            return roles.desk.count(filter, 10);
        });
    };
    CHECK(found("apricot") == 1);
    CHECK(found("blackberry") == 0);
    CHECK(found("cherry") == 1);
    CHECK(read(store, [](Roles& roles) { return roles.desk.counts(noon).all; }) == 2);
}

TEST_CASE("jobs that may wait are committed when enough of them wait", "[storage]") {
    storage::StoreOptions options;
    options.lazy_delay = 1h;
    options.lazy_most = 3;
    const auto backend = GENERATE(from_range(backends())).make(options);
    auto& store = backend->store();
    const auto commits = store.counters().commits;
    add_lazily(store, "one");
    add_lazily(store, "two");
    CHECK(store.counters().jobs == 0);
    CHECK_FALSE(has_value(store, "one"));

    std::promise<void> ran;
    boost::asio::io_context loop;
    auto third = [&ran](Roles&) { ran.set_value(); };
    boost::asio::co_spawn(loop, store.write(third, Urgency::later), boost::asio::detached);
    loop.run();
    ran.get_future().wait();
    write(store, [](Roles&) {});  // comes after that commit
    CHECK(has_value(store, "one"));
    CHECK(store.counters().commits - commits == 2);
}

TEST_CASE("an urgent job takes those that may wait along", "[storage]") {
    storage::StoreOptions options;
    options.lazy_delay = 1h;
    const auto backend = GENERATE(from_range(backends())).make(options);
    auto& store = backend->store();
    const auto commits = store.counters().commits;
    add_lazily(store, "lazy");
    write(store, [](Roles& roles) { roles.places.set_value("urgent", "x"); });
    CHECK(has_value(store, "lazy"));
    CHECK(store.counters().commits - commits == 1);
}

TEST_CASE("a job that may wait waits no longer than it is told to", "[storage]") {
    storage::StoreOptions options;
    options.lazy_delay = 1ms;
    const auto backend = GENERATE(from_range(backends())).make(options);
    std::promise<void> ran;
    boost::asio::io_context loop;
    auto job = [&ran](Roles&) { ran.set_value(); };
    boost::asio::co_spawn(loop, backend->store().write(job, Urgency::later), boost::asio::detached);
    loop.run();
    ran.get_future().wait();
}

TEST_CASE("what waits is committed when the store is closed", "[storage]") {
    storage::StoreOptions options;
    options.lazy_delay = 1h;
    const auto backend = GENERATE(from_range(backends())).make(options);
    add_lazily(backend->store(), "lazy");
    backend->reopen();
    CHECK(has_value(backend->store(), "lazy"));
}

TEST_CASE("a job that may wait cannot promise a result", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    boost::asio::io_context loop;
    auto job = [](Roles&) { return 1; };
    auto done =
        boost::asio::co_spawn(loop, backend->store().write(job, Urgency::later), boost::asio::use_future);
    loop.run();
    CHECK_THROWS_AS(done.get(), std::logic_error);
}

TEST_CASE("a read job sees one state from beginning to end", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    auto& store = backend->store();
    store.read_now([&](Roles& roles) {
        CHECK_FALSE(roles.places.value("key"));
        write(store, [](Roles& writing) { writing.places.set_value("key", "new"); });
        CHECK_FALSE(roles.places.value("key"));
    });
    CHECK(has_value(store, "key"));
}

TEST_CASE("a read job cannot write or make ids", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    auto& store = backend->store();
    const auto place = write(store, [](Roles& roles) { return a_place(roles); });
    CHECK_THROWS_AS(store.read_now([](Roles& roles) { roles.places.set_value("a", "b"); }), std::logic_error);
    CHECK_THROWS_AS(store.read_now([](Roles& roles) { (void)roles.intake.next_event_id(noon); }),
                    std::logic_error);
    CHECK_THROWS_AS(store.read_now([](Roles& roles) { (void)roles.outbox.claim_due(noon, 1); }),
                    std::logic_error);
    CHECK_THROWS_AS(
        store.read_now([&](Roles& roles) { roles.ledger.add_check(place.source, "2026-08-01", {}); }),
        std::logic_error);
    CHECK_FALSE(has_value(store, "a"));
}

TEST_CASE("reads through the loop bring results and exceptions back", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    auto& store = backend->store();
    write(store, [](Roles& roles) { roles.places.set_value("key", "value"); });
    boost::asio::io_context loop;
    auto ask = [](Roles& roles) { return roles.places.value("key"); };
    auto fail = [](Roles&) -> int { throw std::runtime_error("no"); };
    auto answer = boost::asio::co_spawn(loop, store.read(ask), boost::asio::use_future);
    auto failure = boost::asio::co_spawn(loop, store.read(fail), boost::asio::use_future);
    loop.run();
    CHECK(answer.get() == "value");
    CHECK_THROWS_WITH(failure.get(), "no");
}

TEST_CASE("ids grow, also over a restart and when the clock goes back", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    const auto place = write(backend->store(), [](Roles& roles) { return a_place(roles); });
    const auto before = write(backend->store(), [&](Roles& roles) {
        return ReviewBuilder{.of_source = place.source, .with_id = "1"}.put(roles);
    });
    backend->reopen();
    const auto after =
        write(backend->store(), [](Roles& roles) { return roles.intake.next_review_id(noon - 1000h); });
    CHECK(after > before);
}
