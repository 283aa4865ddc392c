// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <jwt.h>

#include <cstdlib>
#include <memory>

#include "base/json.hpp"
#include "fetchers/keyring.hpp"

namespace reputed::fetchers {
namespace {

using Token = std::unique_ptr<jwt_t, decltype(&jwt_free)>;

std::string claims_json(const Assertion& assertion, std::int64_t issued) {
    base::JsonWriter json;
    json.begin_object();
    for (const auto& [name, value] : assertion.claims) json.member(name, value);
    json.member("iat", issued).member("exp", issued + assertion.valid_for.count()).end_object();
    return json.take();
}

}  // namespace

std::expected<std::string, std::string> signed_assertion(const Assertion& assertion, core::Instant now) {
    constexpr auto unusable =
        "The private key cannot be used. It has to be the whole text of the key file, from the line that "
        "begins it to the line that ends it, without a password.";
    jwt_t* made = nullptr;
    if (jwt_new(&made) != 0) return std::unexpected("There is no memory for a token.");
    const Token token(made, jwt_free);
    const auto issued =
        std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count() - 10;  // their clock
    const auto algorithm = assertion.algorithm == "ES256" ? JWT_ALG_ES256 : JWT_ALG_RS256;
    const auto* key = reinterpret_cast<const unsigned char*>(assertion.key.data());
    if (jwt_set_alg(token.get(), algorithm, key, static_cast<int>(assertion.key.size())) != 0)
        return std::unexpected(unusable);
    if (!assertion.key_id.empty()) jwt_add_header(token.get(), "kid", assertion.key_id.c_str());
    if (jwt_add_grants_json(token.get(), claims_json(assertion, issued).c_str()) != 0)
        return std::unexpected("The claims of a token cannot be written.");
    const std::unique_ptr<char, decltype(&std::free)> text(jwt_encode_str(token.get()), std::free);
    if (!text) return std::unexpected(unusable);
    return std::string(text.get());
}

}  // namespace reputed::fetchers
