// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Which thing a review or a summary score is about, and which things the page is about.
#pragma once
#include <map>
#include <set>
#include <span>
#include <string>

#include "fetchers/page/graph.hpp"

namespace reputed::fetchers::page {

/// What is known of the page besides its content.
struct PageFacts {
    std::string url;
    std::string canonical;  ///< as written; may be relative or empty
    std::string base;       ///< <base href>, as written
};

/// What relative addresses on the page start from.
[[nodiscard]] std::string base_address(const PageFacts& facts);

struct Thing {
    NodeId node = no_node;
    std::string name;
    [[nodiscard]] bool is_known() const { return node != no_node || !name.empty(); }
};

class Things {
  public:
    Things(const Graph& graph, const PageFacts& facts);

    [[nodiscard]] Thing of_review(NodeId review) const;
    [[nodiscard]] Thing of_aggregate(NodeId aggregate) const;
    /// A score that only describes what some review is about, not what the page is about.
    [[nodiscard]] bool is_secondary(NodeId aggregate) const;
    [[nodiscard]] bool holds_review(const Thing& thing) const { return reviewed_.contains(thing.node); }
    /// True for what the page's own address or main entity points to.
    [[nodiscard]] bool is_main(const Thing& thing) const;
    /// Two sightings of a thing are one when they are the same node or have the same name.
    [[nodiscard]] std::string key_of(const Thing& thing) const;
    /// An absolute http(s) address, or empty.
    [[nodiscard]] std::string address(std::string_view reference) const;
    [[nodiscard]] bool is_page_itself(std::string_view address) const;

  private:
    void note(NodeId node);
    [[nodiscard]] Thing named(NodeId node) const;
    /// The node that a value is or refers to, or no_node.
    [[nodiscard]] NodeId target(const Value& value) const;
    /// What a value of itemReviewed means.
    [[nodiscard]] Thing stated(const Value& value) const;
    [[nodiscard]] bool points_to_page(NodeId node) const;

    const Graph& graph_;
    std::string base_;
    std::set<std::string> page_addresses_;
    std::map<NodeId, NodeId> holders_;  ///< of reviews and aggregates
    std::set<NodeId> reviewed_;         ///< things that hold a review
    std::map<std::string, NodeId, std::less<>> by_address_;
    std::map<NodeId, std::string> names_;
    std::set<NodeId> main_;
    std::set<std::string> main_names_;
};

}  // namespace reputed::fetchers::page
