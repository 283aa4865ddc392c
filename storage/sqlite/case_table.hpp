// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Cases. What the desk's lists are filtered by is copied into them here, and the tallies are kept in step, so
// that no reader ever counts.
#pragma once
#include <optional>
#include <string>

#include "core/case.hpp"
#include "core/review.hpp"
#include "storage/sqlite/roles.hpp"

namespace reputed::storage::sqlite {

class CaseTable {
  public:
    explicit CaseTable(Ground ground) : ground_(ground) {}
    [[nodiscard]] std::optional<core::Case> find(core::ReviewId review);
    /// Inserts or rewrites.
    void put(const core::Case& the_case);
    /// The review changed: copies from it what lists are filtered by.
    void follow(const core::Review& review);

  private:
    [[nodiscard]] std::optional<std::string> status_of(core::ReviewId review);
    void insert(const core::Case& the_case);
    void update(const core::Case& the_case);
    void put_words(const core::Case& the_case, bool may_have_some);
    void tally(std::string_view dimension, std::string_view key, int change);

    Ground ground_;
};

}  // namespace reputed::storage::sqlite
