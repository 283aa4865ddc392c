// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// How far each source can be trusted, and what follows from it: "nothing waits" may only be said where
// every source that is polled was read completely and lately. The rules are pure; `standings` reads.
#pragma once
#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/place.hpp"
#include "core/poll.hpp"
#include "fetchers/fetcher.hpp"
#include "storage/store.hpp"

namespace reputed::desk {

enum class Health {
    fine,
    slowed,         ///< the portal asks us to wait
    retrying,       ///< the last reading failed; not yet an incident
    not_trusted,    ///< an incident is open
    needs_sign_in,  ///< an incident is open, and its cause is the sign-in
    paused,         ///< by a person
    first_import,   ///< nothing has been read yet
    by_import,      ///< files only: there is nothing to poll
};

struct Standing {
    core::Source source;
    core::Location location;
    const fetchers::Portal* portal = nullptr;  ///< none: this program does not know the portal any more
    std::optional<core::PollState> state;
    std::optional<core::Incident> incident;
    std::vector<core::CoverageDay> days;  ///< since the day asked for, oldest first
    [[nodiscard]] bool is_polled() const { return portal != nullptr && portal->polls && !source.pause; }
};

/// Every source that is not archived, by location and name, with its coverage of the last `days` days
/// (1: today alone, 0: none).
[[nodiscard]] std::vector<Standing> standings(storage::Roles& roles, int days, core::Instant now);
[[nodiscard]] Health health_of(const Standing& standing);

/// What may be said about all sources together.
struct CoverageProof {
    int polled = 0;
    int proven = 0;  ///< of those polled
    int paused = 0;
    core::Instant oldest{};         ///< last good reading of the one longest ago among the proven
    std::vector<std::size_t> open;  ///< indexes of the polled sources that prove nothing
    [[nodiscard]] bool is_complete() const { return polled > 0 && proven == polled; }
};
[[nodiscard]] CoverageProof prove_coverage(std::span<const Standing> standings, core::Instant now);

/// One mark of the coverage strip.
enum class DayMark { complete, part, missed, idle };
inline constexpr int strip_days = 30;
/// The last mark is today, in the location's zone.
[[nodiscard]] std::array<DayMark, strip_days> coverage_marks(const Standing& standing, core::Instant now);

}  // namespace reputed::desk
