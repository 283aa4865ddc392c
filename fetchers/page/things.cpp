// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/page/things.hpp"

#include "net/http.hpp"
#include "text/fold.hpp"

namespace reputed::fetchers::page {
namespace {

/// Without fragment and closing slash: how a page is compared with itself.
std::string bare_address(std::string_view url) {
    url = url.substr(0, url.find('#'));
    while (url.ends_with('/')) url.remove_suffix(1);
    return std::string(url);
}

bool is_absolute(std::string_view text) {
    return text.starts_with("http://") || text.starts_with("https://");
}

}  // namespace

std::string base_address(const PageFacts& facts) {
    const std::string_view page = facts.url.empty() ? facts.base : facts.url;
    return facts.base.empty() ? facts.url : net::resolve_url(page, facts.base).value_or(facts.url);
}

Things::Things(const Graph& graph, const PageFacts& facts) : graph_(graph), base_(base_address(facts)) {
    for (const std::string& url : {facts.url, address(facts.canonical)})
        if (!url.empty()) page_addresses_.insert(bare_address(url));
    for (NodeId node = 0; node < graph.size(); ++node)
        if (!graph.is_merged_away(node)) note(node);
    for (const NodeId node : main_)
        if (const auto found = names_.find(node); found != names_.end())
            main_names_.insert(text::fold(found->second));
}

void Things::note(NodeId node) {
    if (auto name = name_of(graph_, node); !name.empty()) {
        names_.emplace(node, std::move(name));
        const auto url = address(graph_.text(node, {"url"}));
        const bool is_page = graph_[node].is_any({"webpage", "itempage", "website"});
        if (!url.empty() && !is_page && !graph_.is_review(node)) by_address_.try_emplace(url, node);
    }
    if (points_to_page(node)) main_.insert(node);
    for (const auto& [name, value] : graph_[node].properties) {
        if (name == "mainentity" && value.node != no_node) main_.insert(graph_.canonical(value.node));
        const bool is_review = name == "review" || name == "reviews";
        if (is_review) reviewed_.insert(node);
        if (!is_review && name != "aggregaterating") continue;
        if (const NodeId held = target(value); held != no_node) holders_.try_emplace(held, node);
    }
}

bool Things::points_to_page(NodeId node) const {
    if (is_page_itself(address(graph_.text(node, {"url"})))) return true;
    // "…/mug#organization" is the name of something on the page, not of what the page is about.
    const std::string& id = graph_[node].id;
    if (!id.contains('#') && is_page_itself(address(id))) return true;
    for (const auto& value : graph_.values(node, {"mainentityofpage"})) {
        const std::string_view said = value.node == no_node ? value.text : graph_[value.node].id;
        if (is_page_itself(address(said))) return true;
    }
    return false;
}

Thing Things::named(NodeId node) const {
    const auto found = names_.find(node);
    return {node, found == names_.end() ? std::string{} : found->second};
}

NodeId Things::target(const Value& value) const {
    if (value.node != no_node) return graph_.canonical(value.node);
    const NodeId linked = graph_.with_id(value.reference);
    return linked == no_node ? graph_.with_id(value.text) : linked;
}

Thing Things::stated(const Value& value) const {
    if (const NodeId node = target(value); node != no_node) return named(node);
    for (const std::string_view where : {value.reference, value.text})
        if (const auto found = by_address_.find(address(where)); found != by_address_.end())
            return named(found->second);
    return is_absolute(value.text) ? Thing{} : Thing{no_node, value.text};
}

/// A nameless node, or a reference to nothing, says less than the place where the review stands.
Thing Things::of_review(NodeId review) const {
    const auto holder = holders_.find(review);
    for (const auto& value : graph_.values(review, {"itemreviewed"})) {
        const Thing thing = stated(value);
        if (!thing.is_known()) continue;
        if (holder == holders_.end() || !thing.name.empty() || main_.contains(thing.node)) return thing;
    }
    return holder == holders_.end() ? Thing{} : named(holder->second);
}

Thing Things::of_aggregate(NodeId aggregate) const { return of_review(aggregate); }

bool Things::is_secondary(NodeId aggregate) const {
    const auto holder = holders_.find(aggregate);
    return holder != holders_.end() && graph_[holder->second].held_as == "itemreviewed";
}

bool Things::is_main(const Thing& thing) const {
    if (thing.node != no_node && main_.contains(thing.node)) return true;
    return !thing.name.empty() && main_names_.contains(text::fold(thing.name));
}

std::string Things::key_of(const Thing& thing) const {
    if (!thing.name.empty()) return text::fold(thing.name);
    return thing.node == no_node ? std::string{} : "#" + std::to_string(thing.node);
}

std::string Things::address(std::string_view reference) const {
    if (reference.empty()) return {};
    return net::resolve_url(base_.empty() ? reference : std::string_view(base_), reference).value_or("");
}

bool Things::is_page_itself(std::string_view address) const {
    return !address.empty() && page_addresses_.contains(bare_address(address));
}

}  // namespace reputed::fetchers::page
