// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// One review node into the normal form.
#pragma once
#include <set>
#include <string>

#include "core/review.hpp"
#include "fetchers/page/rating.hpp"
#include "fetchers/page/things.hpp"

namespace reputed::fetchers::page {

/// A review on its way: the item, and what later steps decide by.
struct FoundReview {
    core::Item item;
    Thing thing;
    std::string thing_key;
    Syntax syntax = Syntax::json_ld;
    std::optional<StatedRating> stated;

    [[nodiscard]] bool has_content() const {
        return !item.body.empty() || !item.title.empty() || stated.has_value();
    }
};

class ReviewReader {
  public:
    ReviewReader(const Graph& graph, const Things& things);
    [[nodiscard]] FoundReview read(NodeId review) const;

  private:
    void set_author(core::Item& item, NodeId review) const;
    void set_texts(FoundReview& found, NodeId review) const;
    void set_times(core::Item& item, NodeId review) const;
    [[nodiscard]] std::optional<core::OwnerReply> owner_reply(NodeId review, const Thing& thing) const;
    [[nodiscard]] bool is_owner(NodeId comment, const Thing& thing) const;

    const Graph& graph_;
    const Things& things_;
    std::set<std::string> owners_;  ///< folded names of the organisations on the page
};

}  // namespace reputed::fetchers::page
