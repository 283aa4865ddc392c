// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/sign_in.hpp"

#include "base/hash.hpp"
#include "fetchers/keyring.hpp"

namespace reputed::fetchers {

std::string credential_of(const SignIn& sign_in, core::SourceId source) {
    std::string what;
    const auto add = [&what](std::string_view part) { what += fmt::format("{}:{}|", part.size(), part); };
    const auto add_assertion = [&add](const Assertion& assertion) {
        add(assertion.key);
        add(assertion.key_id);
        for (const auto& [claim, value] : assertion.claims) add(value);
    };
    if (const auto* key = std::get_if<KeySignIn>(&sign_in)) {
        add(key->value);
        for (const auto& [name, value] : key->headers) add(value);
    } else if (const auto* basic = std::get_if<BasicSignIn>(&sign_in)) {
        add(basic->user);
        add(basic->password);
    } else if (const auto* own = std::get_if<AssertionSignIn>(&sign_in)) {
        add_assertion(own->assertion);
    } else if (const auto* token = std::get_if<TokenSignIn>(&sign_in)) {
        for (const auto* part : {&token->token_url, &token->client_id, &token->client_secret}) add(*part);
        for (const auto& [name, value] : token->form) add(value);
        for (const auto& assertion : token->assertion) add_assertion(assertion);
        if (token->by_consent) add(std::to_string(source.value));
    } else {
        add(std::to_string(source.value));
    }
    return base::sha256_hex(what).substr(0, 24);
}

std::string form_of(const Parameters& parameters) {
    std::string form;
    for (const auto& [name, value] : parameters)
        form += fmt::format("{}{}={}", form.empty() ? "" : "&", net::percent_encode(name),
                            net::percent_encode(value));
    return form;
}

}  // namespace reputed::fetchers
