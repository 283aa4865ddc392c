// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "base/hash.hpp"

#include <sodium.h>

#include <array>

namespace reputed::base {

namespace {

using Digest = std::array<unsigned char, crypto_hash_sha256_BYTES>;

std::string hex_of(const Digest& digest) {
    std::string hex(digest.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    hex.pop_back();
    return hex;
}

const unsigned char* start_of(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

}  // namespace

struct Sha256::State {
    crypto_hash_sha256_state hash;
};

Sha256::Sha256() : state_(std::make_unique<State>()) { crypto_hash_sha256_init(&state_->hash); }
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;
Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) {
    crypto_hash_sha256_update(&state_->hash, start_of(bytes), bytes.size());
}

std::string Sha256::hex() {
    Digest digest{};
    crypto_hash_sha256_final(&state_->hash, digest.data());
    return hex_of(digest);
}

std::string sha256_hex(std::string_view bytes) {
    Digest digest{};
    crypto_hash_sha256(digest.data(), start_of(bytes), bytes.size());
    return hex_of(digest);
}

std::string hmac_sha256_hex(std::string_view key, std::string_view bytes) {
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, start_of(key), key.size());
    crypto_auth_hmacsha256_update(&state, start_of(bytes), bytes.size());
    Digest digest{};
    crypto_auth_hmacsha256_final(&state, digest.data());
    return hex_of(digest);
}

}  // namespace reputed::base
