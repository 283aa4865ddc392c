// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What every kind of markup is read into: nodes with types and properties, as schema.org sees them.
// Names of types and properties are kept lower case and without their vocabulary, because pages spell
// both in many ways; "@language" is that of a body's own text. Texts in the graph are plain text; entities
// and tags are gone.
#pragma once
#include <initializer_list>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace reputed::fetchers::page {

enum class Syntax { json_ld, microdata, rdfa, microformats };

using NodeId = std::size_t;
inline constexpr NodeId no_node = static_cast<NodeId>(-1);

/// A text, or another node.
struct Value {
    std::string text;
    NodeId node = no_node;
    std::string reference = {};  ///< where the words of a text lead, as in <a href=…>The mug</a>
};

struct Node {
    Syntax syntax = Syntax::json_ld;
    std::string id;
    std::vector<std::string> types;
    std::vector<std::pair<std::string, Value>> properties;
    NodeId parent = no_node;  ///< the node it was written inside of
    std::string held_as;      ///< the property of the parent that holds it

    [[nodiscard]] bool is_any(std::initializer_list<std::string_view> wanted) const;
    [[nodiscard]] bool is_bare() const { return types.empty() && properties.empty(); }
};

class Graph {
  public:
    using Names = std::initializer_list<std::string_view>;

    NodeId add(Node node);
    /// Texts of properties nobody reads are dropped here.
    void set(NodeId node, std::string name, Value value);
    /// Merges nodes whose ids, resolved against the base address, are equal. Reviews that share an id but
    /// are plainly different stay apart, and that id no longer counts as one.
    void join(std::string_view base);

    [[nodiscard]] std::size_t size() const { return nodes_.size(); }
    [[nodiscard]] bool is_merged_away(NodeId node) const { return canonical(node) != node; }
    [[nodiscard]] NodeId canonical(NodeId node) const;
    /// The node, or the one it was merged into.
    [[nodiscard]] const Node& operator[](NodeId node) const { return nodes_[canonical(node)]; }
    /// The first value under the first of these names that has a text.
    [[nodiscard]] std::string_view text(NodeId node, Names names) const;
    /// All values under the first of these names that has any.
    [[nodiscard]] std::vector<Value> values(NodeId node, Names names) const;
    /// Nothing when the id is shared by different things.
    [[nodiscard]] std::string_view own_id(NodeId node) const;
    /// The node of that id, which may be relative, or no_node. Once joined.
    [[nodiscard]] NodeId with_id(std::string_view id) const;
    [[nodiscard]] bool is_review(NodeId node) const;
    [[nodiscard]] bool is_aggregate(NodeId node) const;
    /// True when any review or summary score is declared, be it an empty one.
    [[nodiscard]] bool speaks_of_reviews() const { return speaks_of_reviews_; }

  private:
    void merge(NodeId into, NodeId from);
    [[nodiscard]] std::string full_id(std::string_view id) const;
    [[nodiscard]] bool differ_as_reviews(NodeId one, NodeId other) const;

    std::string base_;
    std::vector<Node> nodes_;
    std::vector<NodeId> canonical_;
    std::map<std::string, NodeId> by_id_;  ///< by full id, as is the next
    std::set<std::string> shared_ids_;
    bool speaks_of_reviews_ = false;
};

/// The name of a person or thing; empty when it has none.
[[nodiscard]] std::string name_of(const Graph& graph, NodeId node);
/// The names of all values under the first of these properties that is there, joined by commas.
[[nodiscard]] std::string names_of(const Graph& graph, NodeId node, Graph::Names properties);
/// "https://schema.org/Review", "schema:Review", "Review" -> "review".
[[nodiscard]] std::string local_name(std::string_view name);
/// Whether anybody reads texts of this property.
[[nodiscard]] bool is_read(std::string_view property);
/// Whether values of this property are nodes of their own, so that a text may be an address of one.
[[nodiscard]] bool is_relation(std::string_view property);
/// Whether values of this property are addresses.
[[nodiscard]] bool is_address(std::string_view property);
/// Whether line breaks of this property's text are worth keeping.
[[nodiscard]] bool is_prose(std::string_view property);

}  // namespace reputed::fetchers::page
