// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// SHA-256 (FIPS 180-4) as lower-case hex, for identities and content fingerprints; keyed (RFC 2104), for what
// only we can have made.
#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace reputed::base {

/// Of bytes that come in parts. Move-only; after `hex` it is spent.
class Sha256 {
  public:
    Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;
    ~Sha256();
    void add(std::string_view bytes);
    [[nodiscard]] std::string hex();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

[[nodiscard]] std::string sha256_hex(std::string_view bytes);
[[nodiscard]] std::string hmac_sha256_hex(std::string_view key, std::string_view bytes);

}  // namespace reputed::base
