// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Tells whoever sent an answer that it is not to be seen: rejected, refused, or gone. Runs inside a write
// job; no I/O.
#pragma once
#include "core/reply.hpp"
#include "storage/store.hpp"

namespace reputed::alerts {

/// Returns how many alerts were made: none for what was told before, or when there is nobody to tell.
std::int64_t tell_of_lost_answer(storage::Roles& roles, const core::Reply& reply, core::Instant now);

}  // namespace reputed::alerts
