// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Key pairs made for one run of the tests, and the check of what was signed with them (RFC 7515, RFC 7518).
#pragma once
#include <openssl/bio.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <memory>
#include <string>
#include <string_view>

namespace reputed::test {

using KeyPair = std::shared_ptr<EVP_PKEY>;

/// Of Google's service accounts (RS256).
inline KeyPair rsa_key() {
    static const KeyPair key(EVP_RSA_gen(2048), EVP_PKEY_free);
    return key;
}
/// Of App Store Connect (ES256).
inline KeyPair p256_key() {
    static const KeyPair key(EVP_EC_gen("P-256"), EVP_PKEY_free);
    return key;
}

/// PEM, PKCS#8, without a password.
inline std::string private_pem(const KeyPair& key) {
    const std::unique_ptr<BIO, decltype(&BIO_free)> out(BIO_new(BIO_s_mem()), BIO_free);
    PEM_write_bio_PKCS8PrivateKey(out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    char* bytes = nullptr;
    const auto size = BIO_get_mem_data(out.get(), &bytes);
    return {bytes, static_cast<std::size_t>(size)};
}

/// r and s side by side, as tokens have them, in the form OpenSSL reads.
inline std::string der_of(std::string_view sides) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(sides.data());
    const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> pair(ECDSA_SIG_new(), ECDSA_SIG_free);
    ECDSA_SIG_set0(pair.get(), BN_bin2bn(bytes, 32, nullptr), BN_bin2bn(bytes + 32, 32, nullptr));
    unsigned char* out = nullptr;
    const int size = i2d_ECDSA_SIG(pair.get(), &out);
    const std::string der(reinterpret_cast<char*>(out), static_cast<std::size_t>(size));
    OPENSSL_free(out);
    return der;
}

/// SHA-256 with the key's own algorithm.
inline bool is_signed_by(const KeyPair& key, std::string_view text, std::string_view signature) {
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    const auto* proof = reinterpret_cast<const unsigned char*>(signature.data());
    const auto* said = reinterpret_cast<const unsigned char*>(text.data());
    return EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1 &&
           EVP_DigestVerify(context.get(), proof, signature.size(), said, text.size()) == 1;
}

}  // namespace reputed::test
