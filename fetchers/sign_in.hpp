// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// How a source proves to its portal who is asking: made from its settings by the portal, used by the
// keyring. Values, no I/O. Sources: RFC 6749 (OAuth 2.0), RFC 7523 (assertions), RFC 7617 (Basic).
#pragma once
#include <chrono>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace reputed::fetchers {

using Parameters = std::vector<std::pair<std::string, std::string>>;

/// Everybody may ask.
struct NoSignIn {};

/// A key that never changes by itself, in a header.
struct KeySignIn {
    std::string header;    ///< "Api-Key"
    std::string value;     ///< with a scheme before it where there is one: "Bearer abc"
    Parameters headers{};  ///< further ones with every request: a client's number beside its key
};

struct BasicSignIn {
    std::string user;
    std::string password;
};

/// A signed statement (RFC 7519) made by us.
struct Assertion {
    std::string algorithm;                ///< "RS256" or "ES256"
    std::string key;                      ///< PEM, PKCS#8
    std::string key_id;                   ///< header "kid"; empty: none
    Parameters claims;                    ///< iat and exp are added
    std::chrono::seconds valid_for{900};  ///< exp - iat
};

/// The statement itself is the token: App Store Connect.
struct AssertionSignIn {
    Assertion assertion;
};

/// A short-lived token that a token endpoint gives for something that lasts.
struct TokenSignIn {
    std::string token_url;
    std::string client_id;
    std::string client_secret;
    bool client_by_basic = false;  ///< id and secret as Basic credentials, not in the form
    Parameters form;               ///< grant_type and what belongs to it; a refresh_token may stand here
    /// When set, it is signed anew for each token and sent as the form's "assertion".
    std::vector<Assertion> assertion;
    /// A portal that wants a person's consent: the refresh token is in the keyring under the source, not
    /// among its settings.
    bool by_consent = false;
    std::string header = "Authorization";
    std::string prefix = "Bearer ";
    std::string query;  ///< the name of a query parameter to use instead of a header; empty: the header
    std::chrono::seconds lasts_unless_told{3600};
    Parameters headers;  ///< further ones with every request that is signed in
    /// Said when the token endpoint refuses, by the labels of the form; empty: by the error it names.
    std::string_view refused;
};

using SignIn = std::variant<NoSignIn, KeySignIn, BasicSignIn, AssertionSignIn, TokenSignIn>;

/// Where a person is sent to let us act for them (RFC 6749 section 4.1, with PKCE, RFC 7636).
struct Consent {
    std::string authorize_url;
    std::string token_url;
    std::string client_id;
    std::string client_secret;
    bool client_by_basic = false;
    std::string scope;
    Parameters extra;  ///< further parameters of the authorize address
};

}  // namespace reputed::fetchers
