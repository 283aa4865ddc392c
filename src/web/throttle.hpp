// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// How often a password may be tried: per account and per client, counted in the store, so that neither a
// restart nor a second address helps.
#pragma once
#include <string>
#include <string_view>

#include "storage/store.hpp"

namespace reputed::web {

struct SigninLimits {
    std::chrono::minutes window{15};
    int per_account = 10;
    int per_client = 30;
};

/// Who tries: the account as typed, whether it exists or not, and where from.
struct Attempt {
    std::string account;
    std::string client;
};
[[nodiscard]] Attempt attempt_of(std::string_view mail, std::string_view client_address);

/// Counts the try as failed before its password is looked at: of many at once, only so many as the limits
/// allow come to that. False, and nothing counted, for those beyond. For write jobs, as all below.
[[nodiscard]] bool begin_try(storage::Roles& roles, const Attempt& attempt, const SigninLimits& limits,
                             core::Instant now);
void note_failure(storage::Roles& roles, const Attempt& attempt, core::Instant now);
/// Takes back what begin_try counted at `begun`.
void note_success(storage::Roles& roles, const Attempt& attempt, core::Instant begun);

}  // namespace reputed::web
