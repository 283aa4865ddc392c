// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/page/graph.hpp"

#include "base/utf8.hpp"
#include "net/http.hpp"

namespace reputed::fetchers::page {
namespace {

using Names = std::initializer_list<std::string_view>;

constexpr std::size_t longest_prose = 100'000, longest_phrase = 1'000;

bool is_one_of(std::string_view name, Names names) { return std::ranges::find(names, name) != names.end(); }

bool declares_reviews(std::string_view property) {
    return is_one_of(property, {"review", "reviews", "aggregaterating"});
}

/// {"@id": …} alone only points at the real node.
bool is_reference(const Node& node) { return node.is_bare() && !node.id.empty(); }

}  // namespace

bool is_read(std::string_view property) {
    return is_prose(property) || is_address(property) || is_relation(property) ||
           is_one_of(
               property,
               {"name",          "headline",    "summary",      "author",        "reviewer",  "creator",
                "datepublished", "datecreated", "datemodified", "dtreviewed",    "date",      "ratingvalue",
                "bestrating",    "worstrating", "ratingcount",  "reviewcount",   "rating",    "value",
                "average",       "best",        "worst",        "count",         "votes",     "reviewrating",
                "inlanguage",    "@language",   "reviewaspect", "alternatename", "givenname", "familyname"});
}

bool is_prose(std::string_view property) {
    return is_one_of(property, {"reviewbody", "description", "text"});
}

bool is_relation(std::string_view property) {
    return is_one_of(property, {"itemreviewed", "review", "reviews", "aggregaterating"});
}

bool is_address(std::string_view property) {
    return is_one_of(property, {"url", "sameas", "mainentityofpage", "mainentity", "image", "logo"});
}

std::string local_name(std::string_view name) {
    while (!name.empty() && (name.back() == '/' || name.back() == '#')) name.remove_suffix(1);
    if (const auto edge = name.find_last_of("/#:"); edge != std::string_view::npos)
        name.remove_prefix(edge + 1);
    std::string local(name);
    for (char& c : local)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return local;
}

bool Node::is_any(Names wanted) const {
    return std::ranges::any_of(types, [&](const auto& type) { return is_one_of(type, wanted); });
}

NodeId Graph::add(Node node) {
    nodes_.push_back(std::move(node));
    canonical_.push_back(nodes_.size() - 1);
    const NodeId made = nodes_.size() - 1;
    if (is_review(made) || is_aggregate(made)) speaks_of_reviews_ = true;
    return made;
}

void Graph::set(NodeId node, std::string name, Value value) {
    if (declares_reviews(name)) speaks_of_reviews_ = true;
    if (value.node == no_node) {
        if (!is_read(name) || (value.text.empty() && value.reference.empty())) return;
        const auto longest = is_prose(name) ? longest_prose : longest_phrase;
        value.text.resize(base::first_code_points(value.text, longest).size());
    }
    nodes_[node].properties.emplace_back(std::move(name), std::move(value));
}

/// Ids that are no addresses ("_:b0", "urn:…") stay as they are.
std::string Graph::full_id(std::string_view id) const {
    if (!base_.empty() && !id.starts_with("_:"))
        if (auto resolved = net::resolve_url(base_, id)) return *std::move(resolved);
    return std::string(id);
}

void Graph::join(std::string_view base) {
    base_ = base;
    for (NodeId node = 0; node < nodes_.size(); ++node) {
        if (nodes_[node].id.empty()) continue;
        const std::string id = full_id(nodes_[node].id);
        const auto [known, is_new] = by_id_.try_emplace(id, node);
        if (is_new) continue;
        if (differ_as_reviews(known->second, node))
            shared_ids_.insert(id);
        else
            merge(known->second, node);
    }
}

bool Graph::differ_as_reviews(NodeId one, NodeId other) const {
    if (!is_review(one) || !is_review(other)) return false;
    const auto differ = [](std::string_view first, std::string_view second) {
        return !first.empty() && !second.empty() && first != second;
    };
    for (const std::string_view name : {"reviewbody", "description", "datepublished"})
        if (differ(text(one, {name}), text(other, {name}))) return true;
    return differ(names_of(*this, one, {"author"}), names_of(*this, other, {"author"}));
}

void Graph::merge(NodeId into, NodeId from) {
    Node &target = nodes_[into], &extra = nodes_[from];
    // A node is a main thing of the page when any of its full spellings is, so a bare reference does not
    // decide where the thing stands.
    if (!extra.is_bare() && (target.is_bare() || extra.parent == no_node)) {
        target.parent = extra.parent;
        target.held_as = extra.held_as;
    }
    for (auto& type : extra.types) target.types.push_back(std::move(type));
    for (auto& property : extra.properties) target.properties.push_back(std::move(property));
    extra.types.clear();
    extra.properties.clear();
    canonical_[from] = into;
}

NodeId Graph::canonical(NodeId node) const { return canonical_[node]; }

std::string_view Graph::text(NodeId node, Names names) const {
    for (const auto wanted : names)
        for (const auto& [name, value] : (*this)[node].properties)
            if (name == wanted && value.node == no_node) return value.text;
    return {};
}

std::vector<Value> Graph::values(NodeId node, Names names) const {
    std::vector<Value> found;
    for (const auto wanted : names) {
        for (const auto& [name, value] : (*this)[node].properties)
            if (name == wanted) found.push_back(value);
        if (!found.empty()) break;
    }
    for (auto& value : found)
        if (value.node != no_node) value.node = canonical(value.node);
    return found;
}

std::string_view Graph::own_id(NodeId node) const {
    const std::string& id = (*this)[node].id;
    return shared_ids_.contains(full_id(id)) ? std::string_view{} : std::string_view{id};
}

NodeId Graph::with_id(std::string_view id) const {
    const auto found = id.empty() ? by_id_.end() : by_id_.find(full_id(id));
    return found == by_id_.end() ? no_node : canonical(found->second);
}

std::string names_of(const Graph& graph, NodeId node, Graph::Names properties) {
    std::string names;
    for (const auto& value : graph.values(node, properties)) {
        const std::string name = value.node == no_node ? value.text : name_of(graph, value.node);
        if (name.empty() || names.size() > longest_phrase) continue;
        names += (names.empty() ? "" : ", ") + name;
    }
    return names;
}

std::string name_of(const Graph& graph, NodeId node) {
    std::string name(graph.text(node, {"name"}));
    if (!name.empty()) return name;
    const auto given = graph.text(node, {"givenname"}), family = graph.text(node, {"familyname"});
    name.append(given).append(given.empty() || family.empty() ? "" : " ").append(family);
    if (name.empty()) name = graph.text(node, {"alternatename"});
    return name;
}

bool Graph::is_review(NodeId node) const {
    const Node& asked = (*this)[node];
    if (asked.types.empty()) return is_one_of(asked.held_as, {"review", "reviews"}) && !is_reference(asked);
    // ClaimReview and MediaReview judge statements and pictures, not places or goods.
    return asked.is_any({"review", "userreview", "criticreview", "employerreview", "recommendation"});
}

bool Graph::is_aggregate(NodeId node) const {
    const Node& asked = (*this)[node];
    if (asked.types.empty()) return asked.held_as == "aggregaterating" && !is_reference(asked);
    return asked.is_any({"aggregaterating", "employeraggregaterating", "review-aggregate"});
}

}  // namespace reputed::fetchers::page
