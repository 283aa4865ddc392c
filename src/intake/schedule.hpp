// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What the poller knows of one source between polls, and the pure rules for what of it to believe. Inside
// the intake room only.
#pragma once
#include <chrono>
#include <string>

#include "core/place.hpp"
#include "core/poll.hpp"
#include "fetchers/fetcher.hpp"

namespace reputed::intake {

struct Scheduled {
    core::Source source;
    core::Location location;
    const fetchers::Portal* portal = nullptr;
    core::PollState state;
    std::string host;
    bool busy = false;
};

/// No portal's wish is honoured longer: what is stored beyond it comes from a clock that was once ahead.
constexpr std::chrono::hours longest_pause{27};

/// The host a source is polled at: that of the first web address among its settings, those left at their
/// fallback included; else the portal's name.
[[nodiscard]] std::string host_of_source(const core::Source& source, const fetchers::Portal& portal);

/// The state as far as it can be believed: what was learnt with other settings is of another place, and a
/// time of next poll that no rule can make is cut.
[[nodiscard]] core::PollState believed(core::PollState state, const core::Source& source,
                                       const fetchers::Portal& portal, core::Instant now);

}  // namespace reputed::intake
