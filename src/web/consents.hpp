// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Consents that people are giving right now: what has to come back from the portal with them (RFC 6749
// section 10.12, RFC 7636). In memory, for a quarter of an hour, once each. Loop thread only.
#pragma once
#include <map>
#include <optional>
#include <string>

#include "core/ids.hpp"
#include "core/instant.hpp"

namespace reputed::web {

struct PendingConsent {
    core::SourceId source;
    std::string session_hash;  ///< only this visitor may bring it back
    std::string verifier;
    core::Instant until{};
};

class Consents {
  public:
    /// Returns the state to send along.
    [[nodiscard]] std::string begin(core::SourceId source, const std::string& session_hash,
                                    core::Instant now);
    [[nodiscard]] const PendingConsent* find(const std::string& state) const;
    /// Nothing for a state that is unknown, used, too old, or somebody else's.
    [[nodiscard]] std::optional<PendingConsent> take(const std::string& state,
                                                     const std::string& session_hash, core::Instant now);

  private:
    std::map<std::string, PendingConsent> pending_;
};

/// The S256 challenge of a verifier.
[[nodiscard]] std::string challenge_of(const std::string& verifier);

}  // namespace reputed::web
