// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/page/review.hpp"

#include "text/date.hpp"
#include "text/fold.hpp"

namespace reputed::fetchers::page {
namespace {

std::optional<core::Stamp> stamp_of(const Graph& graph, NodeId node, Graph::Names names) {
    for (const auto name : names)
        for (const auto& value : graph.values(node, {name}))
            if (auto stamp = text::parse_date(value.text)) return stamp;
    return std::nullopt;
}

}  // namespace

ReviewReader::ReviewReader(const Graph& graph, const Things& things) : graph_(graph), things_(things) {
    for (NodeId node = 0; node < graph.size(); ++node) {
        if (graph.is_merged_away(node)) continue;
        if (!graph[node].is_any({"organization", "localbusiness", "corporation", "brand", "store",
                                 "onlinestore", "hotel", "restaurant", "website"}))
            continue;
        if (const auto name = name_of(graph, node); !name.empty()) owners_.insert(text::fold(name));
    }
}

FoundReview ReviewReader::read(NodeId review) const {
    FoundReview found;
    found.syntax = graph_[review].syntax;
    found.thing = things_.of_review(review);
    found.thing_key = things_.key_of(found.thing);
    found.stated = stated_rating(graph_, review);
    found.item.item = found.thing.name;
    found.item.id = graph_.own_id(review);
    found.item.url = things_.address(graph_.text(review, {"url"}));
    set_author(found.item, review);
    set_texts(found, review);
    set_times(found.item, review);
    found.item.reply = owner_reply(review, found.thing);
    return found;
}

void ReviewReader::set_author(core::Item& item, NodeId review) const {
    const auto authors = graph_.values(review, {"author", "reviewer", "creator"});
    item.author = names_of(graph_, review, {"author", "reviewer", "creator"});
    for (const auto& author : authors) {
        if (author.node == no_node || !item.author_url.empty()) continue;
        item.author_url = things_.address(graph_.text(author.node, {"url", "sameas"}));
    }
}

void ReviewReader::set_texts(FoundReview& found, NodeId review) const {
    auto& item = found.item;
    item.body = graph_.text(review, {"reviewbody", "description", "text"});
    item.title = graph_.text(review, {"headline", "summary", "name"});
    item.language = graph_.text(review, {"@language", "inlanguage"});
    for (const auto& value : graph_.values(review, {"inlanguage"}))
        if (item.language.empty() && value.node != no_node)
            item.language = graph_.text(value.node, {"alternatename", "name"});
    // Many pages repeat the thing, the author or the text where a title would stand.
    if (item.title == item.item || item.title == item.author || item.title == item.body) item.title.clear();
}

void ReviewReader::set_times(core::Item& item, NodeId review) const {
    item.published = stamp_of(graph_, review, {"datepublished", "datecreated", "dtreviewed", "date"});
    item.updated = stamp_of(graph_, review, {"datemodified"});
    if (item.updated == item.published) item.updated.reset();
}

std::optional<core::OwnerReply> ReviewReader::owner_reply(NodeId review, const Thing& thing) const {
    for (const auto& value : graph_.values(review, {"comment"})) {
        if (value.node == no_node || !is_owner(value.node, thing)) continue;
        const auto text = graph_.text(value.node, {"text", "description"});
        if (text.empty()) continue;
        const auto stamp = stamp_of(graph_, value.node, {"datecreated", "datepublished"});
        return core::OwnerReply{std::string(text), stamp ? std::optional(stamp->at) : std::nullopt};
    }
    return std::nullopt;
}

/// Anybody can comment. A stranger's comment taken for the owner's answer would hide an unanswered review,
/// so only an organisation, or somebody named like the place, counts.
bool ReviewReader::is_owner(NodeId comment, const Thing& thing) const {
    const auto authors = graph_.values(comment, {"author", "creator"});
    for (const auto& author : authors) {
        if (author.node != no_node &&
            graph_[author.node].is_any({"organization", "localbusiness", "corporation"}))
            return true;
        const std::string name =
            text::fold(author.node == no_node ? author.text : name_of(graph_, author.node));
        if (!name.empty() && (owners_.contains(name) || name == text::fold(thing.name))) return true;
    }
    return false;
}

}  // namespace reputed::fetchers::page
