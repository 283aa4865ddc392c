// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <catch2/catch.hpp>

#include "web/framing.hpp"
#include "web/multipart.hpp"
#include "web/response.hpp"
#include "web/target.hpp"

using namespace reputed::web;

TEST_CASE("targets become decoded paths without dots, and pairs", "[web]") {
    const auto path = [](std::string target) {
        Request request;
        request.target = std::move(target);
        return read_target(request) ? request.path : std::string("refused");
    };
    CHECK(path("/reviews/7?x=1") == "/reviews/7");
    CHECK(path("/a//b/./c/../d/") == "/a/b/d/");
    CHECK(path("/../../etc/passwd") == "/etc/passwd");
    CHECK(path("/%2e%2e/%2E%2E/etc") == "/etc");
    CHECK(path("/a%252fb") == "/a%2fb");
    CHECK(path("//evil.example/x") == "/evil.example/x");
    CHECK(path("/%zz") == "/%zz");
    CHECK(path("http://host.example/p?q=1") == "/p");
    CHECK(path("http://host.example") == "/");
    CHECK(path("/") == "/");
    CHECK(path("/a/..") == "/");
    CHECK(path("relative") == "refused");
    CHECK(path("*") == "refused");
    CHECK(path("/%00") == "refused");
    Request request;
    request.target = "/queue?q=a+b%26c&empty=&flag&&q=2";
    REQUIRE(read_target(request));
    CHECK(request.query == FormFields{{"q", "a b&c"}, {"empty", ""}, {"flag", ""}, {"q", "2"}});
    CHECK(request.query_value("q") == "a b&c");
}

TEST_CASE("coding and decoding an address come back to the same", "[web]") {
    std::string all;
    for (int c = 0; c < 256; ++c) all += static_cast<char>(c);
    CHECK(url_decode(url_encode(all), false) == all);
    CHECK(url_encode("/queue?tab=a&q=ż") == "%2Fqueue%3Ftab%3Da%26q%3D%C5%BC");
    CHECK(url_decode("100%", true) == "100%");
    CHECK(url_decode("%4", true) == "%4");
}

TEST_CASE("cookies are found by their whole name", "[web]") {
    Request request;
    request.headers = {{"cookie", "xsession=1; session=abc=; other=2"}, {"cookie", "late=3"}};
    CHECK(request.cookie("session") == "abc=");
    CHECK(request.cookie("late") == "3");
    CHECK(request.cookie("sess").empty());
}

TEST_CASE("typed forms become text with plain line ends", "[web]") {
    Request request;
    request.headers = {{"content-type", "Application/X-WWW-form-urlencoded; charset=utf-8"}};
    request.body = "note=one%0D%0Atwo&tag=a&tag=b&bad=%FF";
    CHECK(request.field("note") == "one\ntwo");
    CHECK(request.fields("tag") == std::vector<std::string>{"a", "b"});
    CHECK(request.field("bad") == "\ufffd");
    Request other;
    other.headers = {{"content-type", "text/plain"}};
    other.body = "note=x";
    CHECK(other.form().empty());
}

TEST_CASE("multipart forms become text, also parts that call themselves files", "[web]") {
    Request request;
    request.headers = {{"content-type", "multipart/form-data; boundary=\"b;1\""}};
    request.body =
        "preamble\r\n--b;1\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\none\r\ntwo\r\n"
        "--b;1\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a;b.csv\"\r\n"
        "Content-Type: text/csv\r\n\r\na\r\n\xff--b;1\r\nb\r\n"
        "--b;1\r\nContent-Disposition: form-data\r\n\r\nnameless\r\n"
        "--b;1\r\nContent-Disposition: form-data; name=empty\r\n\r\n\r\n--b;1--\r\nepilogue";
    CHECK(request.form() == FormFields{{"note", "one\ntwo"}, {"file", "a\n\ufffd--b;1\nb"}, {"empty", ""}});
}

TEST_CASE("a broken multipart form yields what was whole", "[web]") {
    CHECK(parse_multipart("--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1", "b").empty());
    CHECK(parse_multipart("--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--b\r\n", "b") ==
          FormFields{{"a", "1"}});
    CHECK(parse_multipart("--b--", "b").empty());
    CHECK(parse_multipart("", "b").empty());
    CHECK(parse_multipart("--\r\n\r\n", "").empty());
    CHECK(parse_multipart("--b\r\n--b\r\n--b\r\n--b", "b").empty());
}

TEST_CASE("the end of a head is found however its bytes arrive", "[web]") {
    const std::string head = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    HeadFinder finder(1000);
    for (std::size_t size = 0; size < head.size(); ++size)
        REQUIRE(finder.look(head.substr(0, size)) == HeadFinder::State::more);
    CHECK(finder.look(head + "body") == HeadFinder::State::complete);
    CHECK(finder.size() == head.size());
    CHECK(HeadFinder(10).look(head) == HeadFinder::State::too_large);
}

TEST_CASE("only paths of our own may be led to", "[web]") {
    for (const auto* good : {"/", "/queue?tab=done&q=a%20b", "/reviews/7#reply"}) CHECK(is_own_path(good));
    for (const auto* bad :
         {"", "queue", "//evil.example", "/\\evil.example", "https://evil.example", "/a\nb", "/a b", "/a\\b"})
        CHECK_FALSE(is_own_path(bad));
    const auto response = Response::redirect("//evil.example");
    CHECK(response.status == 303);
    CHECK(response.headers.front() == std::pair<std::string, std::string>("location", "/"));
}

TEST_CASE("nothing in a header value can begin another line", "[web]") {
    Response response;
    response.headers.emplace_back("x", "a\r\nset-cookie: b");
    const auto head = response_head(response, {});
    CHECK(head.contains("\r\nx: aset-cookie: b\r\n"));
}

TEST_CASE("dates of heads are in the form of the standard", "[web]") {
    CHECK(http_date(std::chrono::sys_seconds(std::chrono::seconds(784111777))) ==
          "Sun, 06 Nov 1994 08:49:37 GMT");
}
