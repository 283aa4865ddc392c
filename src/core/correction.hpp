// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A person named another sentiment than the service did: what the service learns from. Pure.
#pragma once
#include <optional>
#include <string>

#include "core/assessment.hpp"
#include "core/ids.hpp"
#include "core/instant.hpp"

namespace reputed::core {

using CorrectionId = Id<struct CorrectionTag>;

struct Correction {
    CorrectionId id;
    ReviewId review;
    Instant at{};
    PersonId person;
    std::string language;
    std::string text;  ///< title and body as they were judged
    Sentiment said = Sentiment::unjudged;
    Sentiment meant = Sentiment::neutral;
    std::optional<Instant> undone;  ///< nothing is learnt from it since then
    bool operator==(const Correction&) const = default;
};

/// Every fifth correction measures what the others teach, and is never learnt from. By the review, so that a
/// second thought about it stays on its side.
[[nodiscard]] bool is_held_back(ReviewId review);

}  // namespace reputed::core
