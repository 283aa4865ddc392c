// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What a person is shown about a review beyond its rows: what the author changed, and when a snoozed case
// would come back. Pure; any thread.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/case.hpp"
#include "core/review.hpp"

namespace reputed::desk {

struct ChangedPart {
    enum class Kind { same, added, removed };
    Kind kind = Kind::same;
    std::string text;
};

/// What changed between the last two versions whose words or stars differ.
struct LastChange {
    core::Instant seen{};
    std::vector<ChangedPart> parts;
    std::optional<core::Rating> rating_before;
    std::optional<core::Rating> rating_after;
    [[nodiscard]] bool stars_changed() const { return rating_before != rating_after; }
};

[[nodiscard]] std::optional<LastChange> last_change(std::span<const core::Version> oldest_first);
/// The versions that said something else than the present one, newest first, each text once in a row.
[[nodiscard]] std::vector<core::Version> earlier_versions(std::span<const core::Version> oldest_first);

enum class Snooze { hour, three_hours, tomorrow, week };
[[nodiscard]] std::optional<Snooze> snooze_named(std::string_view name);
/// Tomorrow and next week mean nine in the morning there.
[[nodiscard]] core::Instant snooze_until(Snooze choice, std::string_view zone, core::Instant now);

/// How urgent an awaiting case is: the last quarter of its time, but at least the last hour, is soon.
enum class Haste { late, soon, in_time };
[[nodiscard]] Haste haste_of(const core::Case& the_case, std::chrono::minutes answer_within,
                             core::Instant now);

}  // namespace reputed::desk
