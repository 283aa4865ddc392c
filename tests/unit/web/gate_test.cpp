// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Who may pass: every route with every role, forged forms, headers on every answer.
#include "house.hpp"
#include "web/security.hpp"
#include "web/static_files.hpp"
#include "web/visitors.hpp"

using namespace reputed;
using namespace reputed::web;
using namespace std::chrono_literals;

namespace {

base::Task<Response> passed(Request request) {
    std::string words = "passed";
    for (const auto& [name, value] : request.captured) words += " " + name + "=" + value;
    co_return Response::text(200, words);
}

base::Task<Response> failing() {
    throw std::runtime_error("secret words");
    co_return Response{};
}

/// The site's own table with handlers that only say that the gate let the request through.
Handler open_behind_the_gates(const House& house) {
    const RouteTable real = all_routes(house.site);
    const auto table = std::make_shared<RouteTable>();
    for (const auto& route : real.all()) {
        const auto handler = [](Request request, Visitor) { return passed(std::move(request)); };
        if (route.post)
            table->post(route.pattern, route.access, handler);
        else
            table->get(route.pattern, route.access, handler);
    }
    return serve_routes(house.site, table);
}

std::string sample_path(const Route& route) {
    std::string path;
    for (const auto& segment : route.segments) path += "/" + (segment.starts_with('{') ? "7" : segment);
    return path;
}

void check_headers(const Response& response) {
    CHECK(header_of(response, "content-security-policy") ==
          "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
          "form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    CHECK(header_of(response, "x-content-type-options") == "nosniff");
    CHECK_FALSE(header_of(response, "referrer-policy").empty());
    CHECK(header_of(response, "cross-origin-opener-policy") == "same-origin");
    CHECK(header_of(response, "cross-origin-resource-policy") == "same-origin");
    CHECK_FALSE(header_of(response, "cache-control").empty());
}

}  // namespace

TEST_CASE("every route lets through exactly the roles it names", "[web]") {
    House house;
    const Handler gates = open_behind_the_gates(house);
    const RouteTable real = all_routes(house.site);
    REQUIRE(real.all().size() > 20);
    Browser nobody(house);
    std::vector<Browser> people;
    for (const auto role :
         {core::Role::reader, core::Role::responder, core::Role::manager, core::Role::owner})
        people.emplace_back(house, role);
    for (const auto& route : real.all()) {
        const std::string path = sample_path(route);
        const auto ask = [&](Browser& browser) {
            return house.ask(gates, route.post ? browser.form(path, {}) : browser.request("GET", path));
        };
        INFO((route.post ? "POST " : "GET ") << route.pattern);
        const Response stranger = ask(nobody);
        if (route.access == Access::anyone || route.access == Access::outside) {
            CHECK(stranger.body.starts_with("passed"));
        } else {
            CHECK(stranger.status == 303);
            CHECK(header_of(stranger, "location").starts_with("/signin?to="));
        }
        for (auto& browser : people) {
            INFO(core::name_of(browser.person.role));
            const Response response = ask(browser);
            const bool may = role_allows(browser.person.role, route.access);
            CHECK(response.status == (may ? 200 : 404));
            CHECK(response.body.starts_with("passed") == may);
            check_headers(response);
        }
    }
}

TEST_CASE("every page answers the owner of an empty house", "[web]") {
    House house;
    Browser owner(house, core::Role::owner);
    const RouteTable routes = all_routes(house.site);
    for (const auto& route : routes.all()) {
        if (route.post) continue;
        INFO(route.pattern);
        const Response response = owner.get(sample_path(route));
        CHECK(response.status < 500);
        check_headers(response);
    }
}

TEST_CASE("changing anything needs a form from a page of ours", "[web]") {
    House house;
    Browser reader(house, core::Role::reader);
    const auto post_with = [&](std::vector<std::pair<std::string, std::string>> headers, std::string token) {
        Request request = reader.form("/me", {{"theme", "dark"}});
        std::erase_if(request.headers, [](const auto& header) { return header.first == "origin"; });
        for (auto& header : headers) request.headers.push_back(std::move(header));
        request.body = "theme=dark&form_token=" + token;
        return house.ask(std::move(request)).status;
    };
    const std::string good = reader.form_token;
    CHECK(post_with({}, good) == 403);
    CHECK(post_with({{"origin", "null"}}, good) == 403);
    CHECK(post_with({{"origin", "https://evil.example"}}, good) == 403);
    CHECK(post_with({{"origin", "http://reputed.example.evil.example"}}, good) == 403);
    CHECK(post_with({{"sec-fetch-site", "cross-site"}, {"origin", "http://reputed.example"}}, good) == 403);
    CHECK(post_with({{"sec-fetch-site", "same-site"}}, good) == 403);
    CHECK(post_with({{"origin", "http://reputed.example"}}, "") == 403);
    CHECK(post_with({{"origin", "http://reputed.example"}}, new_token()) == 403);
    CHECK(post_with({{"origin", "http://reputed.example"}}, good) == 303);
    CHECK(post_with({{"sec-fetch-site", "same-origin"}}, good) == 303);
}

TEST_CASE("a form may come from the public address though a proxy asks by another name", "[web]") {
    Request request;
    request.headers = {{"host", "127.0.0.1:8080"}, {"origin", "https://reviews.example:8443"}};
    CHECK(is_from_own_page(request, "https://reviews.example:8443/"));
    CHECK_FALSE(is_from_own_page(request, "https://reviews.example"));
}

TEST_CASE("only a portal's notice may come from elsewhere", "[web]") {
    House house;
    const Handler gates = open_behind_the_gates(house);
    const RouteTable real = all_routes(house.site);
    std::vector<std::string> open;
    for (const auto& route : real.all()) {
        if (!route.post) continue;
        Request request = Browser(house).request("POST", sample_path(route));
        if (house.ask(gates, std::move(request)).status == 200) open.push_back(route.pattern);
    }
    CHECK(open == std::vector<std::string>{"/hooks/{source}/{key}"});
}

TEST_CASE("signing in needs a form of ours too", "[web]") {
    House house;
    Browser nobody(house);
    Request request = nobody.form("/signin", {{"mail", "a@example.com"}, {"password", "x"}});
    request.headers.emplace_back("sec-fetch-site", "cross-site");
    CHECK(house.ask(std::move(request)).status == 403);
}

TEST_CASE("every answer carries the headers, errors too", "[web]") {
    House house;
    RouteTable table;
    table.get("/bad", Access::anyone, [](Request, Visitor) { return failing(); });
    const auto handler = serve_routes(house.site, std::make_shared<const RouteTable>(table));
    Browser nobody(house);
    const auto bad = house.ask(handler, nobody.request("GET", "/bad"));
    CHECK(bad.status == 500);
    CHECK_FALSE(bad.body.contains("secret"));
    CHECK(bad.body.contains("Error "));
    check_headers(bad);
    const auto absent = nobody.get("/nowhere");
    CHECK(absent.status == 404);
    check_headers(absent);
    const auto method = house.ask(nobody.request("DELETE", "/signin"));
    CHECK(method.status == 405);
    CHECK(header_of(method, "allow") == "GET, HEAD, POST");
    check_headers(method);
    CHECK(house.ask(nobody.request("GET", "/signout")).status == 405);
    CHECK(house.ask(nobody.request("HEAD", "/signin")).status == 200);
    CHECK(header_of(absent, "strict-transport-security").empty());
    CHECK(header_of(absent, "cache-control") == "no-store");
}

TEST_CASE("under https browsers are told to stay there", "[web]") {
    SiteSettings settings;
    settings.https = true;
    House house(settings);
    Browser nobody(house);
    const auto response = nobody.get("/signin");
    CHECK(header_of(response, "strict-transport-security") == "max-age=31536000");
    CHECK(header_of(response, "referrer-policy") == "no-referrer");
}

TEST_CASE("static files are kept for good under the hash of their content", "[web]") {
    House house;
    Browser nobody(house);
    const auto url = static_url("reputed.css");
    REQUIRE_FALSE(url.empty());
    const auto file = nobody.get(url);
    CHECK(file.status == 200);
    CHECK(file.content_type == "text/css; charset=utf-8");
    CHECK(header_of(file, "cache-control") == "public, max-age=31536000, immutable");
    check_headers(file);
    CHECK(nobody.get("/static/0000000000000000/reputed.css").status == 404);
    CHECK(header_of(nobody.get("/static/0000000000000000/reputed.css"), "cache-control") == "no-store");
    CHECK(nobody.get("/static/x/..%2fpages%2fframe.mustache").status == 404);
    CHECK(static_url("../pages/frame.mustache").empty());
}

TEST_CASE("a page brings the icons it uses and no others", "[web]") {
    const auto sprite =
        sprite_for({"<use href=\"#i-moon\"/>", "<use href=\"#st3\"/><use href=\"#i-none\"/>"});
    CHECK(sprite.contains("id=\"i-moon\""));
    CHECK(sprite.contains("id=\"st3\""));
    CHECK(sprite.contains("id=\"i-warn\""));
    CHECK_FALSE(sprite.contains("id=\"i-inbox\""));
    CHECK_FALSE(sprite.contains("i-none"));
}

TEST_CASE("the figures are for the machine itself and for owners", "[web]") {
    House house;
    house.site->vitals.prometheus = [] { return std::string("reputed_up 1\n"); };
    Browser nobody(house);
    std::string host = "127.0.0.1:8080";
    const auto from = [&](std::string client, std::vector<std::pair<std::string, std::string>> headers) {
        Request request = nobody.request("GET", "/metrics");
        request.client = std::move(client);
        request.headers = {{"host", host}};
        for (auto& header : headers) request.headers.push_back(std::move(header));
        return house.ask(std::move(request)).status;
    };
    CHECK(from("127.0.0.1", {}) == 200);
    CHECK(from("::1", {}) == 200);
    for (const auto* mark : {"x-forwarded-for", "x-forwarded-proto", "x-real-ip", "via", "forwarded"})
        CHECK(from("127.0.0.1", {{mark, "198.51.100.1"}}) == 404);
    for (const auto* local : {"localhost", "LocalHost:8080", "[::1]:8080", "[::1]", "127.0.0.2"}) {
        host = local;
        CHECK(from("127.0.0.1", {}) == 200);
    }
    for (const auto* other : {"", "reputed.example", "127.0.0.1.example", "[::1", "localhost.example:80"}) {
        host = other;
        CHECK(from("127.0.0.1", {}) == 404);
    }
    host = "localhost";
    CHECK(from("198.51.100.1", {}) == 404);
    Browser owner(house, core::Role::owner);
    CHECK(owner.get("/metrics").body == "reputed_up 1\n");
    Browser manager(house, core::Role::manager);
    CHECK(manager.get("/metrics").status == 404);
}

TEST_CASE("ready is more than alive", "[web]") {
    House house;
    Browser nobody(house);
    CHECK(nobody.get("/readyz").status == 200);
    house.site->vitals.not_ready = [] { return std::string("The disk is full."); };
    CHECK(nobody.get("/readyz").status == 503);
    CHECK(nobody.get("/healthz").body == "alive\n");
}

TEST_CASE("literal segments win over captures", "[web]") {
    RouteTable table;
    table.get("/sources/{id}", Access::anyone, {});
    table.get("/sources/new", Access::anyone, {});
    table.get("/sources/{id}/test", Access::anyone, {});
    CHECK(table.find(false, "/sources/new").route->pattern == "/sources/new");
    CHECK(table.find(false, "/sources/9").captured.at("id") == "9");
    CHECK(table.find(false, "/sources/9/test").route->pattern == "/sources/{id}/test");
    CHECK(table.find(false, "/sources").route == nullptr);
    CHECK(table.find(false, "/sources/").route == nullptr);
    CHECK(table.find(true, "/sources/9").other_method);
    CHECK_THROWS_AS(table.get("/sources/new", Access::anyone, {}), std::logic_error);
}

TEST_CASE("addresses of one IPv6 network count as one client", "[web]") {
    CHECK(client_group("2001:db8:1:2:3:4:5:6") == "2001:db8:1:2::/64");
    CHECK(client_group("2001:db8:1:2::9") == "2001:db8:1:2::/64");
    CHECK(client_group("198.51.100.7") == "198.51.100.7");
}

TEST_CASE("signed text comes back unchanged or not at all", "[web]") {
    const auto carried = signed_text("Saved. „Zażółć”");
    CHECK(verified_text(carried) == "Saved. „Zażółć”");
    std::string forged = carried;
    forged.front() = forged.front() == 'A' ? 'B' : 'A';
    CHECK(verified_text(forged).empty());
    CHECK(verified_text("").empty());
    CHECK(verified_text("abc.def").empty());
}
