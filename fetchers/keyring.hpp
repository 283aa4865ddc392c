// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What signs requests in: asks token endpoints, keeps tokens until shortly before they expire, and counts
// what a credential may still ask. One an application, shared by all fetchers and repliers. Loop thread
// only. Tokens never leave it but as headers of a request.
#pragma once
#include <chrono>
#include <expected>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/async.hpp"
#include "base/clock.hpp"
#include "core/instant.hpp"
#include "core/place.hpp"
#include "core/poll.hpp"
#include "fetchers/secrets.hpp"
#include "fetchers/sign_in.hpp"
#include "net/http.hpp"

namespace reputed::fetchers {

/// Where refresh tokens outlive the process. The implementation seals them.
class GrantStore {
  public:
    virtual ~GrantStore() = default;
    [[nodiscard]] virtual base::Task<std::optional<std::string>> load(std::string key) = 0;
    [[nodiscard]] virtual base::Task<> save(std::string key, std::string grant) = 0;
};

/// How many calls a credential may make in any window of this length; the last part of them is kept for
/// replies. None of the contract: unlimited.
struct Allowance {
    int calls = 0;  ///< 0: unlimited
    std::chrono::seconds window{3600};
    int kept_for_replies = 0;
};

/// What a request that is signed in carries.
struct Signed {
    net::Headers headers;
    std::string query;  ///< "utoken=..." to be added to the address; empty: nothing
    std::string token;  ///< what of it was made or given anew, to be masked where it is echoed
};

enum class Purpose { reading, replying };

struct KeyringAsk {
    SignIn sign_in;
    core::SourceId source;  ///< whose consent it is, where that matters
    bool allow_private = false;
    std::string refused;  ///< the token that the portal did not take: get another; empty: none
    Secrets secrets;      ///< masked in what a failure quotes
};

class Keyring {
  public:
    /// `grants` may be null: then what a portal hands out anew lives as long as the process.
    explicit Keyring(std::shared_ptr<GrantStore> grants = nullptr);
    ~Keyring();
    Keyring(const Keyring&) = delete;
    Keyring& operator=(const Keyring&) = delete;

    /// One token request at a time for a credential; others wait for its answer, be it a failure. A refused
    /// grant is a failure of kind denied whose words name the way out.
    [[nodiscard]] base::Task<std::expected<Signed, core::PollFailure>> sign(net::HttpClient& http,
                                                                            const base::Clock& clock,
                                                                            KeyringAsk ask);
    /// Exchanges the code that a portal sent back with the person (RFC 6749 section 4.1.3). Nothing: done.
    [[nodiscard]] base::Task<std::optional<core::PollFailure>> accept_code(
        net::HttpClient& http, Consent consent, core::SourceId source, std::string code, std::string verifier,
        std::string redirect_uri, bool allow_private);
    [[nodiscard]] base::Task<bool> has_consent(core::SourceId source);
    [[nodiscard]] base::Task<> forget_consent(core::SourceId source);

    /// Takes one call out of the credential's allowance. A time: none is left until then.
    [[nodiscard]] std::optional<core::Instant> spend(const std::string& credential,
                                                     const Allowance& allowance, Purpose purpose,
                                                     core::Instant now);

    /// The tokens it ever held, so that they can be masked in what portals echo.
    [[nodiscard]] std::string masked(std::string text) const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// What tells credentials apart, without holding them: a hash.
[[nodiscard]] std::string credential_of(const SignIn& sign_in, core::SourceId source);
/// RFC 7515 compact form. The error says what is wrong with the key.
[[nodiscard]] std::expected<std::string, std::string> signed_assertion(const Assertion& assertion,
                                                                       core::Instant now);
/// "a=b&c=d", percent-encoded (application/x-www-form-urlencoded).
[[nodiscard]] std::string form_of(const Parameters& parameters);

}  // namespace reputed::fetchers
