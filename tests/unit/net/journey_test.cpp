// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "net/journey.hpp"

#include <catch2/catch.hpp>

using namespace reputed::net;

namespace {

HttpRequest request_for(const std::string& url, const std::string& method = "GET") {
    HttpRequest request;
    request.url = url;
    request.method = method;
    request.headers.add("Accept", "text/html");
    request.headers.add("Authorization", "Bearer sesame");
    request.headers.add("Cookie", "a=b");
    request.headers.add("X-Api-Key", "sesame");
    request.headers.add("If-None-Match", "\"v1\"");
    return request;
}

HttpResponse leading_to(const std::string& location, int status = 302) {
    HttpResponse answer;
    answer.status = status;
    answer.headers.add("location", location);
    return answer;
}

}  // namespace

TEST_CASE("a redirect within the host keeps everything the caller sent", "[net]") {
    Journey journey(request_for("https://a.example/x#top"));
    CHECK(journey.request().url == "https://a.example/x");
    REQUIRE(journey.follow(leading_to("/y")) == true);
    CHECK(journey.request().url == "https://a.example/y");
    CHECK(journey.request().headers.find("Authorization"));
    CHECK(journey.request().headers.find("X-Api-Key"));
}

TEST_CASE("another host, or another port, gets no credentials", "[net]") {
    const auto* target = GENERATE("https://b.example/", "https://a.example:8443/", "//sub.a.example/");
    INFO(target);
    Journey journey(request_for("https://a.example/x"));
    REQUIRE(journey.follow(leading_to(target)) == true);
    CHECK_FALSE(journey.request().headers.find("Authorization"));
    CHECK_FALSE(journey.request().headers.find("Cookie"));
    CHECK_FALSE(journey.request().headers.find("X-Api-Key"));
    CHECK(journey.request().headers.find("Accept") == "text/html");
    CHECK(journey.request().headers.find("If-None-Match") == "\"v1\"");
}

TEST_CASE("an encrypted address never leads to an unencrypted one", "[net]") {
    Journey journey(request_for("https://a.example/x"));
    const auto refused = journey.follow(leading_to("http://a.example/x"));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().problem == TransferProblem::refused_address);
    CHECK(refused.error().words ==
          "a.example leads from an encrypted to an unencrypted address. That is not followed.");
}

TEST_CASE("a redirect out of the web is refused", "[net]") {
    const auto* target = GENERATE("file:///etc/passwd", "ftp://a.example/", "gopher://a.example/", "data:,x");
    INFO(target);
    Journey journey(request_for("http://a.example/x"));
    const auto refused = journey.follow(leading_to(target));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().problem == TransferProblem::refused_address);
}

TEST_CASE("an answer without a target is the final answer", "[net]") {
    Journey journey(request_for("http://a.example/x"));
    HttpResponse answer;
    answer.status = 302;
    CHECK(journey.follow(answer) == false);
    answer = leading_to("/y", 304);
    CHECK(journey.follow(answer) == false);
    CHECK(journey.arrived(answer).url == "http://a.example/x");
    CHECK(journey.arrived(answer).redirects == 0);
    CHECK(journey.arrived(answer).moved_to.empty());
}

TEST_CASE("an address has moved only when every hop was permanent", "[net]") {
    Journey moved(request_for("http://a.example/x"));
    REQUIRE(moved.follow(leading_to("https://a.example/x", 301)) == true);
    REQUIRE(moved.follow(leading_to("https://b.example/x", 308)) == true);
    CHECK(moved.arrived({}).moved_to == "https://b.example/x");
    CHECK(moved.arrived({}).redirects == 2);
    REQUIRE(moved.follow(leading_to("/y", 302)) == true);
    CHECK(moved.arrived({}).moved_to.empty());
    CHECK(moved.arrived({}).url == "https://b.example/y");
}

TEST_CASE("a circle is seen at once, and a long way ends at the limit", "[net]") {
    Journey circle(request_for("http://a.example/x"));
    REQUIRE(circle.follow(leading_to("/y")) == true);
    const auto again = circle.follow(leading_to("/x"));
    REQUIRE_FALSE(again);
    CHECK(again.error().problem == TransferProblem::too_many_redirects);

    Journey long_way(request_for("http://a.example/0"));
    for (int hop = 1; hop <= 5; ++hop)
        REQUIRE(long_way.follow(leading_to("/" + std::to_string(hop))) == true);
    const auto too_far = long_way.follow(leading_to("/6"));
    REQUIRE_FALSE(too_far);
    CHECK(too_far.error().problem == TransferProblem::too_many_redirects);
}

TEST_CASE("a posted form is answered by getting the page it leads to", "[net]") {
    auto request = request_for("http://a.example/form", "POST");
    request.body = "token=sesame";
    request.headers.add("Content-Type", "application/json");
    Journey journey(request);
    REQUIRE(journey.follow(leading_to("/form", 303)) == true);
    CHECK(journey.request().method == "GET");
    CHECK(journey.request().body.empty());
    CHECK_FALSE(journey.request().headers.find("Content-Type"));
}

TEST_CASE("a body goes on to the same host and to no other", "[net]") {
    auto request = request_for("http://a.example/form", "POST");
    request.body = "token=sesame";
    Journey same_host(request);
    REQUIRE(same_host.follow(leading_to("/form2", 307)) == true);
    CHECK(same_host.request().method == "POST");
    CHECK(same_host.request().body == "token=sesame");
    Journey other_host(request);
    CHECK(other_host.follow(leading_to("http://b.example/form", 307)) == false);
    CHECK(other_host.request().url == "http://a.example/form");
}
