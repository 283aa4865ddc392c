// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What becomes of an answer after its portal said something, or nothing: the life told in core/reply.hpp, as
// pure functions. The rule they keep: a request that may have arrived is followed by a look, never by another
// request.
#pragma once
#include "core/reply.hpp"
#include "fetchers/replier.hpp"

namespace reputed::desk {

/// What was there before this answer was sent; seen again, it means that the answer did not arrive.
struct StoodBefore {
    std::string text;
};

/// How long it is waited.
struct Pace {
    double jitter = 0.5;  ///< uniform in [0, 1), drawn by the caller
    std::chrono::seconds first{
        10};  ///< before an answer is looked for again, or sent again; then longer and longer
};

[[nodiscard]] core::Reply after_post(core::Reply reply, const fetchers::PostOutcome& outcome,
                                     core::Instant now, const Pace& pace);
[[nodiscard]] core::Reply after_look(core::Reply reply, const fetchers::LookOutcome& outcome,
                                     const StoodBefore& before, core::Instant now, const Pace& pace);
/// The claim that is committed before a request leaves.
[[nodiscard]] core::Reply claimed(core::Reply reply, core::Instant now);
/// Given up, with words for people.
[[nodiscard]] core::Reply failed(core::Reply reply, std::string words, core::Instant now);
/// Equal but for white space: portals tidy what they are given.
[[nodiscard]] bool same_words(std::string_view one, std::string_view other);

}  // namespace reputed::desk
