// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Which stored review an item is, when portals rename their ids, give none, or are read by two ways. Inside a
// write job.
#pragma once
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/place.hpp"
#include "core/review.hpp"
#include "intake/kin.hpp"
#include "storage/store.hpp"

namespace reputed::intake {

enum class Acquaintance {
    stranger,   ///< not stored
    known,      ///< stored, and of this source
    elsewhere,  ///< another source has it and keeps it; that this one shows it was noted
    taken_over  ///< another source had it; it belongs to this one from now on
};

struct Recognised {
    Acquaintance how = Acquaintance::stranger;
    std::optional<core::Review> review;
    bool is_news = false;  ///< for elsewhere: seen by this way for the first time
};

/// For the items of one batch.
class Recogniser {
  public:
    Recogniser(storage::Roles& roles, const core::Source& source, bool may_keep_texts, core::Instant now)
        : roles_(roles),
          source_(source),
          may_keep_texts_(may_keep_texts),
          now_(now),
          kinship_(roles, source) {}

    /// Before the first of them is recognised.
    void expect(const std::vector<core::Item>& items);
    [[nodiscard]] Recognised recognise(const core::Item& item, const std::string& id);

  private:
    void claim_exact_match(const core::Item& item);
    [[nodiscard]] std::optional<core::Review> same_with_another_text(const core::Item& item);
    [[nodiscard]] std::optional<core::Review> same_under_another_id(const core::Item& item,
                                                                    const std::string& id);
    [[nodiscard]] Recognised by_another_way(const core::Item& item, const std::string& id);

    storage::Roles& roles_;
    const core::Source& source_;
    bool may_keep_texts_;
    core::Instant now_;
    Kinship kinship_;
    std::set<std::string> present_;     ///< identities in this batch
    std::set<core::ReviewId> claimed_;  ///< reviews this batch has matched
};

}  // namespace reputed::intake
