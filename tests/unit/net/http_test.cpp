// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "net/http.hpp"

#include <catch2/catch.hpp>

#include "gzip_bytes.hpp"
#include "local_server.hpp"
#include "web.hpp"

using namespace reputed;
using namespace reputed::tests;
using net::TransferProblem;
using namespace std::chrono_literals;

namespace {

net::HttpRequest request_for(const std::string& url) {
    net::HttpRequest request;
    request.url = url;
    return request;
}

}  // namespace

TEST_CASE("an answer comes back with status, headers and body", "[net]") {
    LocalServer server([](Peer& peer, const std::string&) {
        peer.send(answer("404 Not Found", "nothing here", "ETag: \"v1\"\r\nX-Folded: one\r\n two\r\n"));
    });
    Web web;
    const auto reply = web.get(server.url("/x#fragment"));
    REQUIRE(reply);
    CHECK(reply->status == 404);
    CHECK(reply->body == "nothing here");
    CHECK(reply->headers.find("etag") == "\"v1\"");
    CHECK(reply->headers.find("x-folded") == "one two");
    CHECK(reply->url == server.url("/x"));
    CHECK(reply->moved_to.empty());
    REQUIRE(server.requests().size() == 1);
    CHECK(path_of(server.requests()[0]) == "/x");
    CHECK(header_of(server.requests()[0], "User-Agent") == "reputed/test");
    CHECK(header_of(server.requests()[0], "Accept-Encoding").contains("gzip"));
}

TEST_CASE("whoever asks is told how far a body has come", "[net]") {
    const std::string body(300'000, 'x');
    LocalServer server([&](Peer& peer, const std::string& request) {
        if (path_of(request) == "/long") peer.send(answer("200 OK", body));
        if (path_of(request) == "/open") peer.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nabc");
        if (path_of(request) == "/open") peer.shut();
    });
    Web web;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> told;
    const auto get = [&](const char* path) {
        told.clear();
        auto request = request_for(server.url(path));
        request.on_progress = [&](std::uint64_t received, std::uint64_t announced) {
            told.emplace_back(received, announced);
        };
        return web.send(std::move(request));
    };
    REQUIRE(get("/long")->body == body);
    CHECK(std::ranges::is_sorted(told));
    CHECK(told.back() == std::pair<std::uint64_t, std::uint64_t>{300'000, 300'000});
    REQUIRE(get("/open")->body == "abc");
    CHECK(told.back() == std::pair<std::uint64_t, std::uint64_t>{3, 0});
}

TEST_CASE("a posted body arrives whole, and no header value can break the request", "[net]") {
    LocalServer server([](Peer& peer, const std::string&) { peer.send(answer("200 OK", "{}")); });
    Web web;
    auto request = request_for(server.url("/form"));
    request.method = "POST";
    request.body = "a=1\r\n\r\nb=2";
    request.headers.add("X-Note", "one\r\nX-Forged: yes");
    request.headers.add("X-Bad\r\nX-Forged2", "yes");
    request.headers.add("X-Empty", "");
    REQUIRE(web.send(request));
    const auto seen = server.requests().at(0);
    CHECK(seen.starts_with("POST /form HTTP/1.1\r\n"));
    CHECK(seen.ends_with("\r\n\r\na=1\r\n\r\nb=2"));
    CHECK(header_of(seen, "X-Note") == "one  X-Forged: yes");
    CHECK(header_of(seen, "X-Forged").empty());
    CHECK(header_of(seen, "X-Forged2").empty());
    CHECK(seen.contains("\r\nX-Empty:"));
    CHECK_FALSE(seen.contains("Expect"));
    CHECK_FALSE(seen.contains("Content-Type"));
}

TEST_CASE("other methods reach the server by their name", "[net]") {
    LocalServer server([](Peer& peer, const std::string& request) {
        peer.send(request.starts_with("HEAD") ? "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"
                                              : answer("200 OK", "done"));
    });
    Web web;
    auto request = request_for(server.url("/x"));
    request.method = "HEAD";
    const auto head = web.send(request);
    REQUIRE(head);
    CHECK(head->body.empty());
    CHECK(head->headers.find("content-length") == "9");
    request.method = "DELETE";
    CHECK(web.send(request)->body == "done");
    CHECK(server.requests().at(1).starts_with("DELETE /x "));
}

TEST_CASE("a compressed body is decompressed", "[net]") {
    LocalServer server([](Peer& peer, const std::string&) {
        peer.send(answer("200 OK", gzip_of("squeezed text"), "Content-Encoding: gzip\r\n"));
    });
    Web web;
    const auto reply = web.get(server.url("/"));
    REQUIRE(reply);
    CHECK(reply->body == "squeezed text");
}

TEST_CASE("interim answers and trailers do not touch the headers of the answer", "[net]") {
    LocalServer server([](Peer& peer, const std::string&) {
        peer.send(
            "HTTP/1.1 103 Early Hints\r\nETag: \"early\"\r\n\r\n"
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX-Kept: yes\r\n\r\n"
            "2\r\nhi\r\n0\r\nX-Late: yes\r\nHTTP/1.1 500: forged\r\n\r\n");
    });
    Web web;
    const auto reply = web.get(server.url("/"));
    REQUIRE(reply);
    CHECK(reply->status == 200);
    CHECK(reply->body == "hi");
    CHECK(reply->headers.find("x-kept") == "yes");
    CHECK_FALSE(reply->headers.find("etag"));
    CHECK_FALSE(reply->headers.find("x-late"));
}

TEST_CASE("redirects are followed, and moves are told apart from detours", "[net]") {
    LocalServer server([](Peer& peer, const std::string& request) {
        const auto path = path_of(request);
        if (path == "/old") return peer.send(redirect(301, "/moved"));
        if (path == "/moved") return peer.send(redirect(308, "final?x=1"));
        if (path == "/detour") return peer.send(redirect(302, "/old"));
        peer.send(answer("200 OK", path));
    });
    Web web;
    const auto moved = web.get(server.url("/old"));
    REQUIRE(moved);
    CHECK(moved->body == "/final?x=1");
    CHECK(moved->url == server.url("/final?x=1"));
    CHECK(moved->moved_to == moved->url);
    CHECK(moved->redirects == 2);
    const auto detour = web.get(server.url("/detour"));
    REQUIRE(detour);
    CHECK(detour->url == moved->url);
    CHECK(detour->moved_to.empty());
    CHECK(detour->redirects == 3);
}

TEST_CASE("a circle of redirects ends as an error", "[net]") {
    LocalServer server([](Peer& peer, const std::string& request) {
        peer.send(redirect(302, path_of(request) == "/a" ? "/b" : "/a"));
    });
    Web web;
    const auto reply = web.get(server.url("/a"));
    REQUIRE_FALSE(reply);
    CHECK(reply.error().problem == TransferProblem::too_many_redirects);
    CHECK(server.requests().size() == 2);
}

TEST_CASE("credentials stay with the host they were meant for", "[net]") {
    LocalServer server(
        [](Peer& peer, const std::string& request) {
            const auto port = header_of(request, "Host").substr(header_of(request, "Host").find(':'));
            if (path_of(request) == "/1") return peer.send(redirect(302, "/2"));
            if (path_of(request) == "/2") return peer.send(redirect(302, "http://127.0.0.3" + port + "/3"));
            peer.send(answer("200 OK", "here"));
        },
        "0.0.0.0");
    Web web;
    auto request = request_for(server.url("/1"));
    request.headers.add("Authorization", "Bearer sesame");
    request.headers.add("Cookie", "a=b");
    REQUIRE(web.send(request));
    const auto seen = server.requests();
    REQUIRE(seen.size() == 3);
    CHECK(header_of(seen[1], "Authorization") == "Bearer sesame");
    CHECK(header_of(seen[2], "Authorization").empty());
    CHECK(header_of(seen[2], "Cookie").empty());
}

TEST_CASE("a redirect to a private address is refused at the connection", "[net]") {
    LocalServer server(
        [](Peer& peer, const std::string& request) {
            const auto port = header_of(request, "Host").substr(header_of(request, "Host").find(':'));
            peer.send(redirect(302, "http://127.0.0.2" + port + "/inner"));
        },
        "0.0.0.0");
    Web web;
    const auto reply = web.get(server.url("/"));
    REQUIRE_FALSE(reply);
    CHECK(reply.error().problem == TransferProblem::refused_address);
    CHECK(reply.error().words.starts_with("127.0.0.2:"));
    CHECK(reply.error().words.contains("private network"));
    CHECK(server.connections() == 1);
}

TEST_CASE("without permission nothing private is connected to, by number or by name", "[net]") {
    LocalServer server([](Peer& peer, const std::string&) { peer.send(answer("200 OK", "secret")); });
    boost::asio::io_context io;
    const auto engine = net::Engine::make(io.get_executor());
    const auto client = engine->make_client({});
    const auto* host = GENERATE("127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1");
    INFO(host);
    const auto reply = run(io, client->send(request_for(server.url("/", host))));
    REQUIRE_FALSE(reply);
    CHECK(reply.error().problem == TransferProblem::refused_address);
    CHECK(server.connections() == 0);
}

TEST_CASE("an allowed connection is not left behind for those who are not allowed", "[net]") {
    LocalServer server([](Peer& peer, const std::string&) { peer.send(answer("200 OK", "inner")); },
                       "127.0.0.2");
    Web web;
    auto allowed = request_for(server.url("/", "127.0.0.2"));
    allowed.allow_private = true;
    REQUIRE(web.send(allowed));
    const auto refused = web.get(server.url("/", "127.0.0.2"));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().problem == TransferProblem::refused_address);
    CHECK(server.requests().size() == 1);
}

TEST_CASE("leave for one place to be private is no leave for where it leads", "[net]") {
    LocalServer inner([](Peer& peer, const std::string&) { peer.send(answer("200 OK", "secret")); },
                      "127.0.0.2");
    LocalServer allowed(
        [&](Peer& peer, const std::string&) { peer.send(redirect(302, inner.url("/", "127.0.0.2"))); });
    Web web;
    auto request = request_for(allowed.url("/"));
    request.allow_private = true;
    const auto reply = web.send(request);
    REQUIRE_FALSE(reply);
    CHECK(reply.error().problem == TransferProblem::refused_address);
    CHECK(inner.connections() == 0);
}

TEST_CASE("a public connection is kept for the next request", "[net]") {
    LocalServer server([](Peer& peer, const std::string&) { peer.send(answer("200 OK", "x")); });
    Web web;
    REQUIRE(web.get(server.url("/1")));
    REQUIRE(web.get(server.url("/2")));
    CHECK(server.connections() == 1);
}

TEST_CASE("what is not a web address is not asked for", "[net]") {
    Web web;
    const auto* url = GENERATE("", "example.org", "file:///etc/passwd", "ftp://127.0.0.1/", "http://");
    const auto reply = web.get(url);
    REQUIRE_FALSE(reply);
    CHECK(reply.error().problem == TransferProblem::bad_url);
    CHECK(reply.error().words == "This address cannot be read. Check how it is written.");
}
