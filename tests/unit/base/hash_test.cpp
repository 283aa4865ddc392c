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
