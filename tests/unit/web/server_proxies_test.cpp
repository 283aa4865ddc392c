// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Who asks, when a proxy stands in front.
#include "../captured_errors.hpp"
#include "base/async.hpp"
#include "live_server.hpp"
#include "web/proxies.hpp"

using namespace reputed;
using namespace reputed::web;

namespace {

std::string body_of(const std::string& response) {
    const auto at = response.find("\r\n\r\n");
    return at == std::string::npos ? std::string{} : response.substr(at + 4);
}

base::Task<Response> who(Request request) {
    co_return Response::text(200, request.client + (request.secure ? " https" : " http"));
}

std::string seen_client(ServerOptions options, const std::string& headers) {
    LiveServer server(options, [](Request request) { return who(std::move(request)); });
    Client client(server.port());
    client.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers + "\r\n");
    return body_of(client.read_all());
}

}  // namespace

TEST_CASE("forwarded addresses count only from trusted proxies", "[web]") {
    const std::string headers =
        "X-Forwarded-For: 198.51.100.1, 203.0.113.9:4711, 10.1.2.3\r\nX-Forwarded-Proto: https\r\n";
    CHECK(seen_client({}, headers) == "127.0.0.1 http");
    ServerOptions options;
    options.trusted_proxies = {"127.0.0.0/8", "10.0.0.0/8", "2001:db8::/32"};
    CHECK(seen_client(options, headers) == "203.0.113.9 https");
    CHECK(seen_client(options, "X-Forwarded-For: [2001:db9::1]:80, 2001:db8::7\r\n") == "2001:db9::1 http");
    CHECK(seen_client(options, "X-Forwarded-For: nonsense\r\n") == "127.0.0.1 http");
    options.trusted_proxies = {"not-a-proxy"};
    CHECK_THROWS_WITH(LiveServer(options, echo_handler()), Catch::Contains("not-a-proxy"));
}

TEST_CASE("a proxy on this machine that is not trusted is named in the log, once", "[web]") {
    Request request;
    request.headers = {{"x-forwarded-for", "198.51.100.1"}};
    const auto loopback = boost::asio::ip::make_address("127.0.0.1");
    const CapturedErrors log;
    TrustedProxies({"127.0.0.1"}).identify(request, loopback);
    const TrustedProxies none({});
    none.identify(request, boost::asio::ip::make_address("203.0.113.9"));
    CHECK(log.text().empty());
    none.identify(request, loopback);
    CHECK_THAT(log.text(), Catch::Contains("web.trusted_proxies") && Catch::Contains("127.0.0.1"));
    const auto once = log.text();
    none.identify(request, loopback);
    CHECK(log.text() == once);
}
