// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The bad days of a transfer: everything ends, in time and as a named value.
#include <fmt/format.h>

#include <atomic>
#include <catch2/catch.hpp>

#include "gzip_bytes.hpp"
#include "local_server.hpp"
#include "web.hpp"

using namespace reputed;
using namespace reputed::tests;
using net::TransferProblem;
using namespace std::chrono_literals;

namespace {

net::HttpRequest request_within(const std::string& url, std::chrono::milliseconds total) {
    net::HttpRequest request;
    request.url = url;
    request.limits.total = total;
    return request;
}

net::HttpRequest request_of_at_most(const std::string& url, std::size_t max_bytes) {
    net::HttpRequest request;
    request.url = url;
    request.limits.max_bytes = max_bytes;
    return request;
}

int unused_port() {
    return LocalServer([](Peer&, const std::string&) {}).port();
}

base::Task<> send_and_forget(net::HttpClient& client, net::HttpRequest request,
                             std::shared_ptr<std::vector<TransferProblem>> problems) {
    const auto reply = co_await client.send(std::move(request));
    if (!reply) problems->push_back(reply.error().problem);
}

}  // namespace

TEST_CASE("a server that never answers costs the total time and no more", "[net]") {
    LocalServer server([](Peer& peer, const std::string&) { peer.wait_gone(); });
    Web web;
    const auto reply = web.send(request_within(server.url("/"), 60ms));
    REQUIRE_FALSE(reply);
    CHECK(reply.error().problem == TransferProblem::timeout);
    CHECK(reply.error().words.ends_with(" did not answer in time."));
    CHECK(web.multi->in_flight() == 0);
}

TEST_CASE("a body that drips does not get around the total time", "[net]") {
    LocalServer server([](Peer& peer, const std::string&) {
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
        while (!peer.wait_gone(1)) peer.send("x");
    });
    Web web;
    const auto reply = web.send(request_within(server.url("/"), 100ms));
    REQUIRE_FALSE(reply);
    CHECK(reply.error().problem == TransferProblem::timeout);
}

TEST_CASE("the total time covers all hops of a redirect", "[net]") {
    std::atomic<int> hops = 0;
    LocalServer server([&](Peer& peer, const std::string&) {
        if (++hops <= 3) {
            (void)peer.wait_gone(40);
            return peer.send(redirect(302, fmt::format("/{}", hops.load())));
        }
        peer.wait_gone();
    });
    Web web;
    const auto reply = web.send(request_within(server.url("/"), 100ms));
    REQUIRE_FALSE(reply);
    CHECK(reply.error().problem == TransferProblem::timeout);
    CHECK(hops <= 3);
}

TEST_CASE("a connection that ends too early is told apart from a complete answer", "[net]") {
    const auto* sent = GENERATE("", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nten bytes.",
                                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n20\r\nten bytes.");
    LocalServer server([&](Peer& peer, const std::string&) {
        peer.send(sent);
        peer.shut();
    });
    Web web;
    const auto reply = web.get(server.url("/"));
    REQUIRE_FALSE(reply);
    CHECK(reply.error().problem == TransferProblem::cut_off);
}

TEST_CASE("too many bytes are refused, whether announced, counted or decompressed", "[net]") {
    const auto* kind = GENERATE("announced", "counted", "decompressed", "header lines");
    LocalServer server([&](Peer& peer, const std::string&) {
        const std::string_view how = kind;
        if (how == "announced") peer.send(answer("200 OK", std::string(200'000, 'x')));
        if (how == "counted") {
            peer.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
            peer.send(std::string(200'000, 'x'));
            peer.shut();
        }
        if (how == "decompressed")
            peer.send(answer("200 OK", gzip_bomb(4'000), "Content-Encoding: gzip\r\n"));
        if (how == "header lines") {
            peer.send("HTTP/1.1 200 OK\r\n");
            while (!peer.wait_gone(0)) peer.send("X-Flood: " + std::string(1000, 'x') + "\r\n");
        }
    });
    INFO(kind);
    Web web;
    const auto reply = web.send(request_of_at_most(server.url("/"), 100'000));
    REQUIRE_FALSE(reply);
    CHECK(reply.error().problem == TransferProblem::too_large);
}

TEST_CASE("a body of exactly the cap is kept", "[net]") {
    LocalServer server(
        [](Peer& peer, const std::string&) { peer.send(answer("200 OK", std::string(100'000, 'x'))); });
    Web web;
    const auto reply = web.send(request_of_at_most(server.url("/"), 100'000));
    REQUIRE(reply);
    CHECK(reply->body.size() == 100'000);
}

TEST_CASE("a closed port, an unknown name and a stranger's protocol have each their own words", "[net]") {
    Web web;
    const auto closed = web.get(fmt::format("http://127.0.0.1:{}/", unused_port()));
    REQUIRE_FALSE(closed);
    CHECK(closed.error().problem == TransferProblem::connect);

    // A label of 64 letters cannot exist, so nobody is asked for it.
    const std::string name = std::string(64, 'a') + ".example";
    const auto unknown = web.get("http://" + name + "/secret-path?token=sesame");
    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().problem == TransferProblem::name_not_found);
    CHECK(unknown.error().words == "The name " + name + " was not found. Check the address.");

    LocalServer stranger([](Peer& peer, const std::string&) {
        peer.send("220 mail.example ESMTP\r\n");
        peer.shut();
    });
    const auto strange = web.get(stranger.url("/"));
    REQUIRE_FALSE(strange);
    CHECK(strange.error().problem == TransferProblem::other);
}

TEST_CASE("a hundred cancelled transfers leave nothing behind", "[net]") {
    LocalServer server([](Peer& peer, const std::string& request) {
        if (path_of(request) == "/stall")
            peer.wait_gone();
        else
            peer.send(answer("200 OK", "still here"));
    });
    Web web;
    const auto client = web.client();
    const auto problems = std::make_shared<std::vector<TransferProblem>>();
    base::TaskGroup group(web.io.get_executor());
    for (int i = 0; i < 100; ++i)
        group.spawn("stalled", send_and_forget(*client, request_within(server.url("/stall"), 1h), problems));
    while (server.requests().size() < 100) web.io.run_for(1ms);
    CHECK(web.multi->in_flight() == 100);
    group.stop();
    while (group.running() > 0) web.io.run_for(1ms);
    CHECK(web.multi->in_flight() == 0);
    CHECK(problems->empty());
    const auto reply = web.get(server.url("/"));
    REQUIRE(reply);
    CHECK(reply->body == "still here");
}

TEST_CASE("transfers cancelled before they were connected leave nothing behind either", "[net]") {
    LocalServer server([](Peer& peer, const std::string&) { peer.send(answer("200 OK", "still here")); });
    Web web;
    const auto client = web.client();
    const auto problems = std::make_shared<std::vector<TransferProblem>>();
    base::TaskGroup group(web.io.get_executor());
    for (int i = 0; i < 100; ++i)
        group.spawn("new",
                    send_and_forget(*client, request_within(server.url("/", "localhost"), 1h), problems));
    web.io.run_one();
    group.stop();
    while (group.running() > 0) web.io.run_for(1ms);
    CHECK(web.multi->in_flight() == 0);
    CHECK(web.get(server.url("/"))->body == "still here");
}

TEST_CASE("an engine that goes ends what is in flight as stopped", "[net]") {
    LocalServer server([](Peer& peer, const std::string&) { peer.wait_gone(); });
    boost::asio::io_context io;
    auto engine = net::Engine::make(io.get_executor());
    net::ClientOptions options;
    options.allow_private_for_all = true;
    options.manners = {0ms, 10};
    const auto client = engine->make_client(options);
    const auto problems = std::make_shared<std::vector<TransferProblem>>();
    base::TaskGroup group(io.get_executor());
    for (int i = 0; i < 5; ++i)
        group.spawn("stalled", send_and_forget(*client, request_within(server.url("/"), 1h), problems));
    while (server.requests().size() < 5) io.run_for(1ms);
    engine.reset();
    while (group.running() > 0) io.run_for(1ms);
    CHECK(*problems == std::vector<TransferProblem>(5, TransferProblem::cancelled));
}

TEST_CASE("a host gets as many requests at once as its manners allow", "[net]") {
    std::atomic<int> inside = 0;
    std::atomic<int> most = 0;
    LocalServer server([&](Peer& peer, const std::string&) {
        const int now_inside = ++inside;
        for (int seen = most; seen < now_inside && !most.compare_exchange_weak(seen, now_inside);) {
        }
        (void)peer.wait_gone(3);
        --inside;
        peer.send(answer("200 OK", "x"));
    });
    Web web;
    const auto client = web.client({0ms, 2});
    const auto problems = std::make_shared<std::vector<TransferProblem>>();
    base::TaskGroup group(web.io.get_executor());
    for (int i = 0; i < 8; ++i)
        group.spawn("polite", send_and_forget(*client, request_within(server.url("/"), 1h), problems));
    while (group.running() > 0) web.io.run_for(1ms);
    CHECK(problems->empty());
    CHECK(server.requests().size() == 8);
    CHECK(most == 2);
}

TEST_CASE("waiting for the host's turn is not the exchange's time", "[net]") {
    LocalServer server([](Peer& peer, const std::string&) { peer.send(answer("200 OK", "x")); });
    Web web;
    const auto client = web.client({400ms, 1});
    const auto problems = std::make_shared<std::vector<TransferProblem>>();
    base::TaskGroup group(web.io.get_executor());
    for (int i = 0; i < 2; ++i)
        group.spawn("patient", send_and_forget(*client, request_within(server.url("/"), 300ms), problems));
    while (group.running() > 0) web.io.run_for(1ms);
    CHECK(problems->empty());
    CHECK(server.requests().size() == 2);
}
