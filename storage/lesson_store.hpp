// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What people corrected. Of each review one correction at most is in force; the others, and those that were
// rolled back, stay as history. Nothing is ever deleted.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "core/correction.hpp"

namespace reputed::storage {

/// Changes whenever the corrections in force do.
struct LessonState {
    std::int64_t in_force = 0;
    core::CorrectionId newest;  ///< of those in force
    bool operator==(const LessonState&) const = default;
};

class LessonStore {
  public:
    virtual ~LessonStore() = default;
    [[nodiscard]] virtual core::CorrectionId next_correction_id(core::Instant now) = 0;
    /// From now on the only one of its review that is in force.
    virtual void add(const core::Correction& correction) = 0;
    /// A person agrees with the service after all. True when there was something to withdraw.
    virtual bool withdraw(core::ReviewId review, core::Instant now) = 0;
    /// The newest of a review, in force or not.
    [[nodiscard]] virtual std::optional<core::Correction> last_of(core::ReviewId review) = 0;
    /// The newest `most` in force, oldest first.
    [[nodiscard]] virtual std::vector<core::Correction> in_force(std::size_t most) = 0;
    /// Newest first, those no longer in force too.
    [[nodiscard]] virtual std::vector<core::Correction> latest(std::size_t most) = 0;
    [[nodiscard]] virtual LessonState lesson_state() = 0;
    /// Rolls back: none is in force any more. Returns how many were.
    virtual std::int64_t undo_all(core::Instant now) = 0;
};

}  // namespace reputed::storage
