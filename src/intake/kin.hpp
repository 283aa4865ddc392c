// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// One review that comes by two ways: a table exported long ago and the portal's interface, a site's feed and
// its comments, a notification mail and what it tells of. The rule: the same link, or the same portal and the
// same words; never contradicted by author, date or stars. The same words on two portals are two reviews, for
// each wants its own answer.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/place.hpp"
#include "core/review.hpp"
#include "storage/store.hpp"

namespace reputed::intake {

/// Hashes of its link and of its words, as far as each can tell reviews apart.
[[nodiscard]] std::vector<std::int64_t> keys_of(const core::Item& item);
/// The portal this source's reviews were published on; empty: not known.
[[nodiscard]] std::string origin_of(const core::Source& source);
/// The same review, read by two ways. `same_origin`: both ways lead to one portal.
[[nodiscard]] bool is_same_review(const core::Item& one, const core::Item& other, bool same_origin);
/// The first can do more for a review than the second: take an answer, or at least be asked again.
[[nodiscard]] bool is_richer(const core::Source& one, const core::Source& other);

/// Whether reviews of two portals' sources at one location may be one.
class Kinship {
  public:
    Kinship(storage::Roles& roles, const core::Source& source) : roles_(roles), source_(source) {}

    struct Kin {
        core::Review review;
        core::Source source;
    };
    /// The one review of another source at the same location that this item is; nothing also when there are
    /// several.
    [[nodiscard]] std::optional<Kin> find(const core::Item& item);

  private:
    [[nodiscard]] const core::Source* sibling(core::SourceId id);

    storage::Roles& roles_;
    const core::Source& source_;
    std::optional<std::vector<core::Source>> siblings_;  ///< read when first needed
};

}  // namespace reputed::intake
