// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "web/throttle.hpp"

#include <fmt/format.h>

#include "base/hash.hpp"
#include "web/security.hpp"

namespace reputed::web {

Attempt attempt_of(std::string_view mail, std::string_view client_address) {
    // What was typed may be long, or a password in the wrong field: neither belongs into the store.
    return {fmt::format("account:{}", base::sha256_hex(mail)),
            fmt::format("client:{}", client_group(client_address))};
}

bool begin_try(storage::Roles& roles, const Attempt& attempt, const SigninLimits& limits, core::Instant now) {
    const auto since = now - limits.window;
    if (roles.people.failures(attempt.account, since) >= limits.per_account ||
        roles.people.failures(attempt.client, since) >= limits.per_client)
        return false;
    note_failure(roles, attempt, now);
    return true;
}

void note_failure(storage::Roles& roles, const Attempt& attempt, core::Instant now) {
    roles.people.add_failure(attempt.account, now);
    roles.people.add_failure(attempt.client, now);
}

// The client's earlier count stays, or one good account would buy any number of tries at others.
void note_success(storage::Roles& roles, const Attempt& attempt, core::Instant begun) {
    roles.people.clear_failures(attempt.account);
    roles.people.take_back_failure(attempt.client, begun);
}

}  // namespace reputed::web
