// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The digest of held-back alerts learns what it stands for when its hour is over: how many, and the first
// few of them by name.
#pragma once
#include "core/alert.hpp"
#include "storage/outbox_store.hpp"

namespace reputed::alerts {

[[nodiscard]] bool is_folded_digest(const core::Alert& alert);
/// The digest with count and list filled in; the same at every try. Runs inside a job.
[[nodiscard]] core::Alert with_held_alerts(core::Alert digest, storage::OutboxStore& outbox);

}  // namespace reputed::alerts
