// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Locations, sources and people declared in the settings file, brought into the store at each start.
// Runs inside a write job.
#pragma once
#include "ops/settings.hpp"
#include "storage/store.hpp"

namespace reputed::ops {

/// Inserts or rewrites by slug (people: by mail address; their password is kept). What was declared once
/// and no longer is, is handed over to the pages; nothing is deleted.
void apply_declared(storage::Roles& roles, const Settings& settings, core::Instant now);

}  // namespace reputed::ops
