// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Signed statements, read by somebody who has the public key only.
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <sodium.h>

#include <memory>

#include "base/json.hpp"
#include "fetchers/keyring.hpp"
#include "keyring_bench.hpp"

using namespace reputed;
using namespace reputed::fetchers;
using namespace reputed::test;
using namespace std::chrono_literals;
using Catch::Contains;
using Catch::StartsWith;

namespace {

class KeyPair {
  public:
    explicit KeyPair(const std::string& algorithm)
        : key_(algorithm == "ES256" ? EVP_EC_gen("P-256") : EVP_RSA_gen(2048), EVP_PKEY_free) {
        REQUIRE(key_);
    }
    [[nodiscard]] std::string pem() const {
        const std::unique_ptr<BIO, decltype(&BIO_free)> out(BIO_new(BIO_s_mem()), BIO_free);
        REQUIRE(PEM_write_bio_PKCS8PrivateKey(out.get(), key_.get(), nullptr, nullptr, 0, nullptr, nullptr) ==
                1);
        char* bytes = nullptr;
        const auto size = BIO_get_mem_data(out.get(), &bytes);
        return {bytes, static_cast<std::size_t>(size)};
    }
    /// `signature` as OpenSSL wants it.
    [[nodiscard]] bool has_signed(const std::string& text, const std::string& signature) const {
        const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> check(EVP_MD_CTX_new(),
                                                                            EVP_MD_CTX_free);
        REQUIRE(EVP_DigestVerifyInit(check.get(), nullptr, EVP_sha256(), nullptr, key_.get()) == 1);
        return EVP_DigestVerify(check.get(), bytes_of(signature), signature.size(), bytes_of(text),
                                text.size()) == 1;
    }
    static const unsigned char* bytes_of(const std::string& text) {
        return reinterpret_cast<const unsigned char*>(text.data());
    }

  private:
    std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key_;
};

std::string from_base64url(const std::string& text) {
    std::string bytes(text.size(), '\0');
    std::size_t size = 0;
    const char* end = nullptr;
    REQUIRE(sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                              text.size(), nullptr, &size, &end,
                              sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0);
    REQUIRE(end == text.data() + text.size());
    bytes.resize(size);
    return bytes;
}

/// r and s of RFC 7518 section 3.4 as the DER that OpenSSL reads.
std::string as_der(const std::string& both) {
    const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> signature(ECDSA_SIG_new(), ECDSA_SIG_free);
    const auto* bytes = KeyPair::bytes_of(both);
    ECDSA_SIG_set0(signature.get(), BN_bin2bn(bytes, 32, nullptr), BN_bin2bn(bytes + 32, 32, nullptr));
    std::string der(static_cast<std::size_t>(i2d_ECDSA_SIG(signature.get(), nullptr)), '\0');
    auto* out = reinterpret_cast<unsigned char*>(der.data());
    i2d_ECDSA_SIG(signature.get(), &out);
    return der;
}

struct Parts {
    base::Json header, claims;
    std::string signed_part, signature;
};

Parts parts_of(const std::string& token) {
    const auto first = token.find('.');
    const auto second = token.rfind('.');
    REQUIRE(first < second);
    return {base::Json::parse(from_base64url(token.substr(0, first))).value(),
            base::Json::parse(from_base64url(token.substr(first + 1, second - first - 1))).value(),
            token.substr(0, second), from_base64url(token.substr(second + 1))};
}

Assertion statement(const std::string& algorithm, std::string pem) {
    return {algorithm, std::move(pem), "KEY7", {{"iss", "57246542"}, {"aud", "appstoreconnect-v1"}}, 900s};
}

}  // namespace

TEST_CASE("a statement is signed so that its public key proves it", "[fetchers][keyring]") {
    const std::string algorithm = GENERATE("RS256", "ES256");
    CAPTURE(algorithm);
    const KeyPair pair(algorithm);
    const auto now = *core::from_iso("2026-08-01T15:00:00Z");
    // A short number of r or s must keep its zeros: one in 128 has one.
    for (int time = 0; time < (algorithm == "ES256" ? 300 : 3); ++time) {
        const auto token =
            signed_assertion(statement(algorithm, pair.pem()), now + std::chrono::seconds{time});
        REQUIRE(token);
        const auto parts = parts_of(*token);
        REQUIRE(parts.signature.size() == (algorithm == "ES256" ? 64 : 256));
        REQUIRE(pair.has_signed(parts.signed_part,
                                algorithm == "ES256" ? as_der(parts.signature) : parts.signature));
    }
    const auto parts = parts_of(*signed_assertion(statement(algorithm, pair.pem()), now));
    CHECK(parts.header["alg"].text() == algorithm);
    CHECK(parts.header["kid"].text() == "KEY7");
    CHECK(parts.claims["iss"].text() == "57246542");
    const auto issued = parts.claims["iat"].integer().value();
    CHECK(issued <= now.time_since_epoch() / 1s);
    CHECK(parts.claims["exp"].integer().value() - issued == 900);
    CHECK_FALSE(KeyPair(algorithm).has_signed(
        parts.signed_part, algorithm == "ES256" ? as_der(parts.signature) : parts.signature));
}

TEST_CASE("a statement that is the token itself is signed anew before it ends", "[fetchers][keyring]") {
    KeyringBench bench;
    const AssertionSignIn own{statement("ES256", KeyPair("ES256").pem())};
    const auto first = bench.bearer(own);
    CHECK_THAT(first, StartsWith("Bearer ey"));
    CHECK(bench.sign(own)->token == first.substr(7));
    bench.clock.advance(869s);
    CHECK(bench.bearer(own) == first);
    bench.clock.advance(2s);
    CHECK(bench.bearer(own) != first);
    CHECK(bench.http.requests.empty());
    CHECK(bench.keyring->masked("You sent " + first) == "You sent Bearer ***");
}

TEST_CASE("a statement is exchanged for a token", "[fetchers][keyring]") {
    KeyringBench bench;
    const KeyPair pair("RS256");
    bench.http.answer(token_address, token("token-1"));
    TokenSignIn sign_in;
    sign_in.token_url = token_address;
    sign_in.form = {{"grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"}};
    sign_in.assertion = {statement("RS256", pair.pem())};
    CHECK(bench.bearer(sign_in) == "Bearer token-1");
    const std::string body = bench.http.requests.at(0).body;
    CHECK_THAT(body,
               StartsWith("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion="));
    const auto parts = parts_of(body.substr(body.find("assertion=") + 10));
    CHECK(pair.has_signed(parts.signed_part, parts.signature));
}

TEST_CASE("a private key that cannot be used is trouble with the settings, and is not told on",
          "[fetchers][keyring]") {
    KeyringBench bench;
    const std::string line = "PRIVATE KEY-----\n";
    const std::string pem = GENERATE_COPY(as<std::string>{}, "", "hunter2-hunter2",
                                          "-----BEGIN " + line + "hunter2/hunter2\n-----END " + line);
    const std::string algorithm = GENERATE_COPY("RS256", "ES256");
    TokenSignIn exchanged = by_client();
    exchanged.assertion = {statement(algorithm, pem)};
    for (const SignIn& sign_in : {SignIn{AssertionSignIn{statement(algorithm, pem)}}, SignIn{exchanged}}) {
        const auto failure = bench.failure(sign_in);
        CHECK(failure.kind == core::FailureKind::settings);
        CHECK_THAT(failure.words, Contains("private key") && !Contains("hunter2"));
    }
    CHECK(bench.http.requests.empty());
}
