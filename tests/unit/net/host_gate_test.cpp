// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "net/host_gate.hpp"

#include <fmt/format.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <map>

#include "loop.hpp"

using namespace reputed;
using net::HostGate;
using std::chrono::steady_clock;
using namespace std::chrono_literals;

namespace {

/// What the visitors of a gate saw.
struct Visits {
    std::vector<steady_clock::time_point> starts;
    std::vector<int> order;
    int inside = 0;
    int most = 0;
};

base::Task<> visit(HostGate& gate, std::string host, int number, std::shared_ptr<Visits> visits) {
    HostGate::Turn turn = co_await gate.enter(std::move(host));
    visits->starts.push_back(steady_clock::now());
    visits->order.push_back(number);
    visits->most = std::max(visits->most, ++visits->inside);
    co_await base::wait_for(2ms);
    --visits->inside;
}

}  // namespace

TEST_CASE("a host lets in a few at a time, in the order they came", "[net]") {
    boost::asio::io_context io;
    HostGate gate(io.get_executor(), {0ms, 2});
    const auto visits = std::make_shared<Visits>();
    for (int number = 0; number < 6; ++number)
        boost::asio::co_spawn(io, visit(gate, "a.example", number, visits), boost::asio::detached);
    io.run();
    CHECK(visits->order == std::vector<int>{0, 1, 2, 3, 4, 5});
    CHECK(visits->most == 2);
}

TEST_CASE("between two starts on one host lies the spacing", "[net]") {
    boost::asio::io_context io;
    HostGate gate(io.get_executor(), {20ms, 5});
    const auto visits = std::make_shared<Visits>();
    const auto before = steady_clock::now();
    for (int number = 0; number < 3; ++number)
        boost::asio::co_spawn(io, visit(gate, "a.example", number, visits), boost::asio::detached);
    io.run();
    REQUIRE(visits->starts.size() == 3);
    CHECK(visits->starts[1] - before >= 20ms);
    CHECK(visits->starts[2] - before >= 40ms);
}

TEST_CASE("a host that makes wait does not hold up another", "[net]") {
    boost::asio::io_context io;
    HostGate gate(io.get_executor(), {1h, 1});
    const auto first = std::make_shared<Visits>();
    const auto second = std::make_shared<Visits>();
    boost::asio::co_spawn(io, visit(gate, "slow.example", 0, first), boost::asio::detached);
    boost::asio::co_spawn(io, visit(gate, "slow.example", 1, first), boost::asio::detached);
    tests::run(io, [](HostGate& own, std::shared_ptr<Visits> visits) -> base::Task<int> {
        co_await visit(own, "quick.example", 0, visits);
        co_return 0;
    }(gate, second));
    CHECK(second->order.size() == 1);
    CHECK(first->order.size() == 1);
}

TEST_CASE("one who stops waiting leaves the queue to the others", "[net]") {
    boost::asio::io_context io;
    HostGate gate(io.get_executor(), {0ms, 1});
    const auto visits = std::make_shared<Visits>();
    HostGate::Turn turn = tests::run(io, gate.enter("a.example"));
    boost::asio::cancellation_signal cancel;
    boost::asio::co_spawn(io, visit(gate, "a.example", 1, visits),
                          boost::asio::bind_cancellation_slot(cancel.slot(), boost::asio::detached));
    boost::asio::co_spawn(io, visit(gate, "a.example", 2, visits), boost::asio::detached);
    io.restart();
    io.poll();
    cancel.emit(boost::asio::cancellation_type::all);
    io.poll();
    turn.leave();
    io.restart();
    io.run();
    CHECK(visits->order == std::vector<int>{2});
}

TEST_CASE("idle hosts are forgotten", "[net]") {
    boost::asio::io_context io;
    HostGate gate(io.get_executor(), {0ms, 1});
    const auto visits = std::make_shared<Visits>();
    for (int number = 0; number < 600; ++number) {
        boost::asio::co_spawn(io, visit(gate, fmt::format("h{}.example", number), number, visits),
                              boost::asio::detached);
        if (number % 200 == 199) {
            io.run();
            io.restart();
        }
    }
    CHECK(visits->order.size() == 600);
    CHECK(gate.hosts() < 500);
}
