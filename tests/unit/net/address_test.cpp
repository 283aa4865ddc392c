// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <catch2/catch.hpp>

#include "net/http.hpp"

using namespace reputed::net;

TEST_CASE("addresses that are not of the public internet are private, in every form", "[net]") {
    const auto* address = GENERATE(
        "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1",
        "127.255.255.254", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1",
        "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9",
        "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "::", "::1", "::7f00:1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::10.0.0.1",
        "64:ff9b:1::a00:1", "100::1", "2001::1", "2001:2::1", "2001:10::1", "2001:20::1", "2001:db8::1",
        "2002:7f00:1::", "2002:a00:1::1", "3fff::1", "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0",
        "febf::1", "fec0::1", "ff02::1", "ff0e::1");
    INFO(address);
    CHECK(is_private_address(address));
}

TEST_CASE("public addresses are not private", "[net]") {
    const auto* address =
        GENERATE("1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
                 "128.0.0.1", "169.253.255.255", "172.15.255.255", "172.32.0.0", "192.0.1.1", "192.167.1.1",
                 "192.169.1.1", "198.17.255.255", "198.20.0.0", "223.255.255.255", "2001:200::1",
                 "2001:4860:4860::8888", "2003::1", "2606:4700:4700::1111", "2a00:1450::1");
    INFO(address);
    CHECK_FALSE(is_private_address(address));
}

TEST_CASE("what is not an address is not connected to", "[net]") {
    CHECK(is_private_address(""));
    CHECK(is_private_address("example.org"));
    CHECK(is_private_address("1.1.1"));
    CHECK(is_private_address("0x7f.1"));
}
