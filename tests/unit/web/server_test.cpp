// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <sys/resource.h>

#include "../captured_errors.hpp"
#include "base/async.hpp"
#include "live_server.hpp"
#include "web/proxies.hpp"

using namespace reputed;
using namespace reputed::web;
using namespace std::chrono_literals;

namespace {

std::string answer_to(std::string_view request, ServerOptions options = {}) {
    LiveServer server(options, echo_handler());
    Client client(server.port());
    client.send(request);
    return client.read_all();
}

int status_of(const std::string& response) {
    return response.starts_with("HTTP/1.1 ") ? std::stoi(response.substr(9, 3)) : 0;
}

std::string body_of(const std::string& response) {
    const auto at = response.find("\r\n\r\n");
    return at == std::string::npos ? std::string{} : response.substr(at + 4);
}

base::Task<Response> failing() {
    throw std::runtime_error("secret words");
    co_return Response{};
}

}  // namespace

TEST_CASE("a request is answered with its length and the connection kept", "[web]") {
    LiveServer server({}, echo_handler());
    Client client(server.port());
    client.send("GET /a%20b?x=1 HTTP/1.1\r\nHost: x\r\n\r\n");
    const auto first = client.read_response();
    CHECK(status_of(first) == 200);
    CHECK(body_of(first) == "GET /a b ");
    CHECK(first.contains("\r\ndate: "));
    CHECK(first.contains("\r\ncontent-type: text/plain; charset=utf-8\r\n"));
    client.send("POST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
    CHECK(body_of(client.read_response()) == "POST /b abc");
}

TEST_CASE("pipelined requests are answered in order", "[web]") {
    LiveServer server({}, echo_handler());
    Client client(server.port());
    client.send(
        "GET /1 HTTP/1.1\r\nHost: x\r\n\r\nPOST /2 HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi"
        "\r\nGET /3 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    CHECK(body_of(client.read_response()) == "GET /1 ");
    CHECK(body_of(client.read_response()) == "POST /2 hi");
    const auto last = client.read_all();
    CHECK(last.contains("\r\nconnection: close\r\n"));
    CHECK(body_of(last) == "GET /3 ");
}

TEST_CASE("HEAD has the head of GET and no body", "[web]") {
    const auto response = answer_to("HEAD /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    CHECK(status_of(response) == 200);
    CHECK(response.contains("content-length: 8\r\n"));
    CHECK(body_of(response).empty());
}

TEST_CASE("a client of HTTP/1.0 needs no Host and is closed unless it asks", "[web]") {
    CHECK(status_of(answer_to("GET / HTTP/1.0\r\n\r\n")) == 200);
    LiveServer server({}, echo_handler());
    Client client(server.port());
    client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    CHECK(client.read_response().contains("connection: keep-alive\r\n"));
    client.send("GET / HTTP/1.0\r\n\r\n");
    CHECK(status_of(client.read_all()) == 200);
}

TEST_CASE("chunked bodies are put together", "[web]") {
    const auto response = answer_to(
        "POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: Chunked\r\nConnection: close\r\n\r\n"
        "3\r\nabc\r\n2;ext=1\r\nde\r\n0\r\nX-Trailer: y\r\n\r\n");
    CHECK(body_of(response) == "POST /x abcde");
}

TEST_CASE("what two readers could understand differently is refused", "[web]") {
    const auto* request = GENERATE(
        "GET / HTTP/1.1\r\n\r\n",                        // no Host
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",  // two
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1, 1\r\n\r\na",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: +1\r\n\r\na",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: "
        "chunked\r\n\r\n0\r\n\r\n",
        "GET / HTTP/1.1\nHost: x\n\n",                      // bare line feeds
        "GET / HTTP/1.1\r\nHost: x\nX: y\r\n\r\n",          // one of them
        "GET / HTTP/1.1\r\nHost: x\rX: y\r\n\r\n",          // a bare carriage return
        "GET / HTTP/1.1\r\nHost: x\r\n folded: y\r\n\r\n",  // a folded line
        "GET / HTTP/1.1\r\nHost : x\r\n\r\n",               // a space before the colon
        "GET / HTTP/1.1\r\nHost: x\r\nNo colon\r\n\r\n", "GET /\r\n\r\n", "GET / HTTP/2.0\r\nHost: x\r\n\r\n",
        "GET x HTTP/1.1\r\nHost: x\r\n\r\n", "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n", "GET /%ff HTTP/1.1\r\nHost: x\r\n\r\n",
        "\x16\x03\x01\r\n\r\n");
    INFO(request);
    const auto response = answer_to(request);
    CHECK(status_of(response) == 400);
    CHECK(response.contains("\r\nconnection: close\r\n"));
    CHECK(response.contains("\r\ncontent-security-policy: default-src 'none'"));
    CHECK(response.contains("\r\ncache-control: no-store\r\n"));
}

TEST_CASE("limits on size are told by their own statuses", "[web]") {
    ServerOptions options;
    options.max_body = 1000;
    options.max_head = 2000;
    const std::string head = "POST / HTTP/1.1\r\nHost: x\r\n";
    CHECK(status_of(answer_to(head + "Content-Length: 1001\r\n\r\n" + std::string(1001, 'a'), options)) ==
          413);
    CHECK(status_of(
              answer_to(head + "Connection: close\r\nContent-Length: 1000\r\n\r\n" + std::string(1000, 'a'),
                        options)) == 200);
    CHECK(status_of(answer_to(head + "Transfer-Encoding: chunked\r\n\r\n7d0\r\n" + std::string(2000, 'a'),
                              options)) == 413);
    CHECK(status_of(answer_to(head + "X: " + std::string(2000, 'a') + "\r\n\r\n", options)) == 431);
    CHECK(status_of(answer_to(head + "X: " + std::string(5000, 'a'), options)) == 431);
    std::string many = head;
    for (int i = 0; i < 120; ++i) many += "a: b\r\n";
    CHECK(status_of(answer_to(many + "\r\n", options)) == 431);
}

TEST_CASE("a client that asks before it sends is told to go on", "[web]") {
    LiveServer server({}, echo_handler());
    Client client(server.port());
    client.send("POST /x HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    CHECK(client.read_until("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
    client.send("ok");
    CHECK(body_of(client.read_response()) == "POST /x ok");
}

TEST_CASE("a body larger than any form is refused before it is read", "[web]") {
    CHECK(status_of(answer_to("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 600000\r\n\r\n")) == 413);
}

TEST_CASE("one deadline ends slow heads, one slow bodies", "[web]") {
    ServerOptions options;
    options.head_deadline = 60ms;
    options.body_deadline = 60ms;
    const auto* beginning =
        GENERATE("GET / HTT", "GET / HTTP/1.1\r\nHost: x\r\n",
                 "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc",
                 "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab");
    INFO(beginning);
    CHECK(answer_to(beginning, options).empty());
}

TEST_CASE("a connection without use is closed", "[web]") {
    ServerOptions options;
    options.idle = 60ms;
    LiveServer server(options, echo_handler());
    Client client(server.port());
    client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(status_of(client.read_response()) == 200);
    CHECK(client.read_all().empty());
}

TEST_CASE("connections are capped in total and per client", "[web]") {
    ServerOptions options;
    SECTION("per client") { options.max_connections_per_client = 2; }
    SECTION("in total") { options.max_connections = 2; }
    LiveServer server(options, echo_handler());
    Client first(server.port());
    first.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(status_of(first.read_response()) == 200);
    {
        Client second(server.port());
        second.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        CHECK(status_of(second.read_response()) == 200);
        Client third(server.port());
        CHECK(status_of(third.read_all()) == 503);
        first.send("GET /again HTTP/1.1\r\nHost: x\r\n\r\n");
        CHECK(body_of(first.read_response()) == "GET /again ");
        second.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        CHECK(status_of(second.read_all()) == 200);
    }
    // The closed connection's place is free again, once the server has seen it.
    int status = 503;
    for (int attempt = 0; attempt < 1000 && status == 503; ++attempt) {
        Client later(server.port());
        later.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        status = status_of(later.read_all());
    }
    CHECK(status == 200);
}

TEST_CASE("under https refusals tell browsers to stay with it", "[web]") {
    ServerOptions options;
    options.https = true;
    options.max_connections = 1;
    LiveServer server(options, [](Request request) {
        return request.path == "/bad" ? failing() : echo_handler()(std::move(request));
    });
    Client client(server.port());
    client.send("GET /bad HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(client.read_response().contains("strict-transport-security: "));
    Client crowded(server.port());
    CHECK(crowded.read_all().contains("strict-transport-security: "));
    client.send("nonsense\r\n\r\n");
    CHECK(client.read_all().contains("strict-transport-security: "));
}

TEST_CASE("the server outlives a time without descriptors", "[web]") {
    boost::asio::io_context io;
    ServerOptions options;
    options.port = 0;
    const auto server = Server::listen(io.get_executor(), options, echo_handler());
    boost::asio::co_spawn(io, server->run(), boost::asio::detached);
    io.poll();
    Client client(server->port());
    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
    rlimit few = before;
    few.rlim_cur = std::min<rlim_t>(before.rlim_cur, 128);
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &few) == 0);
    std::vector<int> taken;
    for (int copy = ::dup(0); copy >= 0; copy = ::dup(0)) taken.push_back(copy);
    io.run_for(1ms);
    for (const int copy : taken) ::close(copy);
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &before) == 0);
    client.send("GET /here HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    std::thread loop([&] { io.run(); });
    CHECK(body_of(client.read_all()) == "GET /here ");
    boost::asio::co_spawn(io, server->stop(0ms), boost::asio::detached);
    loop.join();
}

namespace {

/// Streams two pieces, then waits at the gate.
struct Streaming {
    static base::Task<> pieces(std::shared_ptr<BodyStream> out, base::Signal* gate) {
        (void)co_await out->write("data: one\n\n");
        (void)co_await out->write("data: two\n\n");
        co_await gate->wait(1h);
    }
    static base::Task<Response> answer(base::Signal* gate) {
        Response response;
        response.content_type = "text/event-stream";
        response.stream = [gate](std::shared_ptr<BodyStream> out) { return pieces(std::move(out), gate); };
        co_return response;
    }
};

}  // namespace

TEST_CASE("a stream is sent piece by piece and ends with its last chunk", "[web]") {
    LiveServer server({}, [&server](Request) { return Streaming::answer(&server.gate()); });
    Client client(server.port());
    client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    const auto head = client.read_until("\r\n\r\n");
    CHECK(head.contains("transfer-encoding: chunked\r\n"));
    CHECK_FALSE(head.contains("content-length"));
    CHECK(client.read_until("two\n\n\r\n") == "b\r\ndata: one\n\n\r\nb\r\ndata: two\n\n\r\n");
    server.gate().notify();
    CHECK(client.read_until("0\r\n\r\n") == "0\r\n\r\n");
    server.gate().notify();
    client.send("GET / HTTP/1.0\r\n\r\n");
    CHECK(body_of(client.read_all()) == "data: one\n\ndata: two\n\n");
}

TEST_CASE("stopping cuts streams and idle connections at once", "[web]") {
    LiveServer server({}, [&server](Request request) {
        return request.path == "/stream" ? Streaming::answer(&server.gate())
                                         : echo_handler()(std::move(request));
    });
    Client stream(server.port());
    Client idle(server.port());
    stream.send("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
    (void)stream.read_until("two\n\n\r\n");
    idle.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(status_of(idle.read_response()) == 200);
    auto stopped = server.stop(std::chrono::hours(1));
    CHECK(stopped.wait_for(5s) == std::future_status::ready);
    CHECK(stream.read_all().empty());
    CHECK(idle.read_all().empty());
}

namespace {

base::Task<Response> held(base::Signal* gate) {
    co_await gate->wait(1h);
    co_return Response::text(200, "finished");
}

}  // namespace

TEST_CASE("stopping lets a request in flight finish, but not for ever", "[web]") {
    std::promise<void> arrived;
    LiveServer server({}, [&server, &arrived](Request) {
        arrived.set_value();
        return held(&server.gate());
    });
    Client client(server.port());
    client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    REQUIRE(arrived.get_future().wait_for(5s) == std::future_status::ready);
    SECTION("within the grace") {
        auto stopped = server.stop(std::chrono::hours(1));
        server.gate().notify();
        const auto response = client.read_all();
        CHECK(body_of(response) == "finished");
        CHECK(response.contains("connection: close\r\n"));
        CHECK(stopped.wait_for(5s) == std::future_status::ready);
    }
    SECTION("after it") {
        auto stopped = server.stop(20ms);
        CHECK(stopped.wait_for(5s) == std::future_status::ready);
        CHECK(client.read_all().empty());
    }
}

TEST_CASE("a handler that throws costs one answer, not the server", "[web]") {
    LiveServer server({}, [](Request request) {
        return request.path == "/bad" ? failing() : echo_handler()(std::move(request));
    });
    Client client(server.port());
    client.send("GET /bad HTTP/1.1\r\nHost: x\r\n\r\n");
    const auto response = client.read_response();
    CHECK(status_of(response) == 500);
    CHECK_FALSE(response.contains("secret"));
    client.send("GET /good HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(body_of(client.read_response()) == "GET /good ");
}

TEST_CASE("a taken port is named", "[web]") {
    LiveServer server({}, echo_handler());
    boost::asio::io_context io;
    ServerOptions options;
    options.port = server.port();
    CHECK_THROWS_WITH(Server::listen(io.get_executor(), options, echo_handler()),
                      Catch::Contains("127.0.0.1 port " + std::to_string(server.port())));
    options.address = "nowhere";
    CHECK_THROWS_WITH(Server::listen(io.get_executor(), options, echo_handler()), Catch::Contains("nowhere"));
}

TEST_CASE("a client that leaves in the middle does no harm", "[web]") {
    LiveServer server({}, echo_handler());
    for (const auto* part : {"", "GET", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc"}) {
        Client client(server.port());
        client.send(part);
    }
    Client client(server.port());
    client.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    CHECK(status_of(client.read_all()) == 200);
}
