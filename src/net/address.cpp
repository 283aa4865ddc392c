// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Which addresses are not of the public internet: the special-purpose registries of IANA (RFC 6890).
#include <arpa/inet.h>

#include "net/http.hpp"

namespace reputed::net {
namespace {

struct Range4 {
    std::array<std::uint8_t, 4> base;
    int bits;
};

constexpr std::array<Range4, 15> not_public_v4{{
    {{0, 0, 0, 0}, 8},        // this network
    {{10, 0, 0, 0}, 8},       // private
    {{100, 64, 0, 0}, 10},    // carrier-grade NAT
    {{127, 0, 0, 0}, 8},      // loopback
    {{169, 254, 0, 0}, 16},   // link-local, cloud metadata
    {{172, 16, 0, 0}, 12},    // private
    {{192, 0, 0, 0}, 24},     // protocol assignments
    {{192, 0, 2, 0}, 24},     // documentation
    {{192, 88, 99, 0}, 24},   // 6to4 relays
    {{192, 168, 0, 0}, 16},   // private
    {{198, 18, 0, 0}, 15},    // benchmarks
    {{198, 51, 100, 0}, 24},  // documentation
    {{203, 0, 113, 0}, 24},   // documentation
    {{224, 0, 0, 0}, 4},      // multicast
    {{240, 0, 0, 0}, 4},      // reserved, broadcast
}};

struct Range6 {
    std::array<std::uint8_t, 4> base;
    int bits;
};

/// Within 2000::/3, the only public unicast space; all else (loopback, mapped, NAT64, local, multicast)
/// lies outside of it.
constexpr std::array<Range6, 4> not_public_v6{{
    {{0x20, 0x01, 0x00, 0x00}, 23},  // protocol assignments: Teredo, ORCHID, benchmarks
    {{0x20, 0x01, 0x0d, 0xb8}, 32},  // documentation
    {{0x20, 0x02, 0x00, 0x00}, 16},  // 6to4
    {{0x3f, 0xff, 0x00, 0x00}, 20},  // documentation
}};

std::uint32_t number_of(const std::uint8_t* bytes) {
    return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 | std::uint32_t{bytes[2]} << 8 |
           std::uint32_t{bytes[3]};
}

template <class Ranges>
bool is_within(const std::uint8_t* bytes, const Ranges& ranges) {
    const auto address = number_of(bytes);
    return std::ranges::any_of(ranges, [&](const auto& range) {
        const int unused = 32 - range.bits;
        return address >> unused == number_of(range.base.data()) >> unused;
    });
}

}  // namespace

bool is_private_address(std::string_view address) {
    const std::string text(address.substr(0, address.find('%')));
    std::array<std::uint8_t, 16> bytes{};
    if (::inet_pton(AF_INET, text.c_str(), bytes.data()) == 1) return is_within(bytes.data(), not_public_v4);
    if (::inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return true;
    const bool is_unicast = (bytes[0] & 0xe0) == 0x20;
    return !is_unicast || is_within(bytes.data(), not_public_v6);
}

}  // namespace reputed::net
