// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "base/hash.hpp"

#include <catch2/catch.hpp>

using namespace reputed;

TEST_CASE("bytes hash alike, whole or in parts", "[base]") {
    // FIPS 180-2, appendix B.1 and B.2.
    CHECK(base::sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    base::Sha256 hash;
    for (const char* part : {"abcdbcdecdefdefgefghfghighijhijk", "", "ijkljklmklmnlmnomnopnopq"})
        hash.add(part);
    CHECK(hash.hex() == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(base::Sha256{}.hex() == base::sha256_hex(""));
}

TEST_CASE("a keyed hash depends on the key and on the bytes", "[base]") {
    // RFC 4231, test cases 2 and 6 (a key longer than a block).
    CHECK(base::hmac_sha256_hex("Jefe", "what do ya want for nothing?") ==
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    CHECK(base::hmac_sha256_hex(std::string(131, '\xaa'),
                                "Test Using Larger Than Block-Size Key - Hash Key First") ==
          "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}
