// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <catch2/catch.hpp>

#include "net/http.hpp"

using namespace reputed::net;

TEST_CASE("the host of an address is lower case and names a port only where it is not the scheme's own",
          "[net]") {
    CHECK(host_of("https://user@Host.Example:443/p?q") == "host.example");
    CHECK(host_of("http://host.example:80") == "host.example");
    CHECK(host_of("http://host.example:443/") == "host.example:443");
    CHECK(host_of("http://Host.Example:8080/x") == "host.example:8080");
    CHECK(host_of("http://[2001:DB8::1]:8080/") == "[2001:db8::1]:8080");
    CHECK(host_of("  https://host.example/a b\n") == "host.example");
    CHECK(host_of("https://b\u00fccher.example/") == "xn--bcher-kva.example");
}

TEST_CASE("what is not an absolute web address has no host", "[net]") {
    const auto* text =
        GENERATE("", "host.example", "/path", "//host.example/", "ftp://host.example/", "file:///etc/passwd",
                 "javascript:alert(1)", "https://", "https:///path", "http://host.example:99999/",
                 "http://ho st.example/", "http://%6c%6fcalhost/", "mailto:a@b.example", "http://[::1/");
    INFO(text);
    CHECK(host_of(text).empty());
    CHECK_FALSE(resolve_url(text, ""));
}

TEST_CASE("references are resolved as RFC 3986 says", "[net]") {
    const std::string base = "http://a.example/b/c/d;p?q";
    const auto resolved = [&](const char* reference) { return resolve_url(base, reference).value_or("-"); };
    CHECK(resolved("g") == "http://a.example/b/c/g");
    CHECK(resolved("./g/") == "http://a.example/b/c/g/");
    CHECK(resolved("/g") == "http://a.example/g");
    CHECK(resolved("//g.example/x") == "http://g.example/x");
    CHECK(resolved("?y") == "http://a.example/b/c/d;p?y");
    CHECK(resolved("g?y#s") == "http://a.example/b/c/g?y#s");
    CHECK(resolved("#s") == "http://a.example/b/c/d;p?q#s");
    CHECK(resolved("") == "http://a.example/b/c/d;p?q");
    CHECK(resolved("../g") == "http://a.example/b/g");
    CHECK(resolved("../../../g") == "http://a.example/g");
    CHECK(resolved("HTTPS://Other.Example/X") == "https://other.example/X");
}

TEST_CASE("addresses written for people are made fit, and not encoded twice", "[net]") {
    const std::string base = "https://a.example/";
    CHECK(resolve_url(base, "/opinie/Gda\u0144sk 1") == "https://a.example/opinie/Gda%C5%84sk%201");
    CHECK(resolve_url(base, "/a%20b?x=[1]&y=100%") == "https://a.example/a%20b?x=%5B1%5D&y=100%25");
    CHECK(resolve_url(base, "/a\n b\t") == "https://a.example/a%20b");
    CHECK(resolve_url("https://b\u00fccher.example", "/x") == "https://xn--bcher-kva.example/x");
}

TEST_CASE("a reference that leads out of the web leads nowhere", "[net]") {
    const auto* reference = GENERATE("javascript:alert(1)", "data:text/html,x", "ftp://a.example/",
                                     "file:///x", "http://", "https://u:p@:80/");
    INFO(reference);
    CHECK_FALSE(resolve_url("https://a.example/", reference));
}

TEST_CASE("percent encoding keeps the unreserved characters alone", "[net]") {
    CHECK(percent_encode("aZ09-._~") == "aZ09-._~");
    CHECK(percent_encode("a b&c=d/e?f#g+%") == "a%20b%26c%3Dd%2Fe%3Ff%23g%2B%25");
    CHECK(percent_encode("\u0144") == "%C5%84");
}

TEST_CASE("header names compare without case, and order and duplicates stay", "[net]") {
    Headers headers;
    headers.add("Link", "one");
    headers.add("ETag", "\"x\"");
    headers.add("link", "two");
    CHECK(headers.find("etag") == "\"x\"");
    CHECK(headers.find_all("LINK") == std::vector<std::string>{"one", "two"});
    CHECK_FALSE(headers.find("lin"));
}
