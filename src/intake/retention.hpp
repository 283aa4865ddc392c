// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Portals that allow their texts to be kept for a while only, or not at all (contract "portals", common rule
// 4): what is stored of an item, and the job that drops texts in time. What people wrote here, ratings and
// dates stay.
#pragma once
#include <chrono>
#include <optional>
#include <string>

#include "core/place.hpp"
#include "core/review.hpp"
#include "storage/store.hpp"

namespace reputed::intake {

/// How long texts of this source may be kept; none: for good.
[[nodiscard]] std::optional<std::chrono::hours> retention_of(const core::Source& source);
[[nodiscard]] bool may_store_text(const std::optional<std::chrono::hours>& retention);
/// The item as far as a portal allows it to be stored that allows no texts.
[[nodiscard]] core::Item without_text(core::Item item);
/// The id such an item is known by: tells reviews apart, and nothing else.
[[nodiscard]] std::string opaque_id(const std::string& id);
/// Drops the texts whose time is over. Inside a write job. Returns how many.
std::size_t drop_old_texts(storage::Roles& roles, core::Instant now);

}  // namespace reputed::intake
