// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/page/markup.hpp"
#include "fetchers/page/plain.hpp"
#include "text/html.hpp"

namespace reputed::fetchers::page {
namespace {

class RdfaReader {
  public:
    RdfaReader(Graph& graph, Budget& budget) : graph_(graph), budget_(budget) {}

    /// `pending`: properties named by an ancestor's rel, waiting for the node that is their value.
    void read(const Element& element, NodeId subject, const std::vector<std::string>& pending) {
        if (!budget_.spend(1)) return;
        if (element.has("typeof")) return read_node(element, subject, pending);
        if (subject != no_node)
            for (const auto& word : element.words("property")) set_text(element, subject, local_name(word));
        auto named = subject == no_node ? std::vector<std::string>{} : relations(element);
        if (named.empty()) named = pending;
        read_children(element, subject, named);
    }

  private:
    static std::vector<std::string> relations(const Element& element) {
        std::vector<std::string> names;
        for (const auto& word : element.words("rel")) names.push_back(local_name(word));
        return names;
    }

    void read_children(const Element& element, NodeId subject, const std::vector<std::string>& pending) {
        for (auto child = element.first_child(); child; child = child.next()) read(child, subject, pending);
    }

    void read_node(const Element& element, NodeId subject, const std::vector<std::string>& pending) {
        std::vector<std::string> names;
        for (const auto& word : element.words("property")) names.push_back(local_name(word));
        const auto own = relations(element);
        names.insert(names.end(), own.begin(), own.end());
        if (names.empty()) names = pending;
        Node node;
        node.syntax = Syntax::rdfa;
        node.id = text::collapse_space(
            element.attribute("resource").value_or(element.attribute("about").value_or("")));
        for (const auto& type : element.words("typeof")) node.types.push_back(local_name(type));
        if (subject != no_node && !names.empty()) {
            node.parent = subject;
            node.held_as = names.front();
        }
        const NodeId made = graph_.add(std::move(node));
        if (const auto language = element.attribute("lang"))
            graph_.set(made, "inlanguage", {.text = *language});
        if (subject != no_node)
            for (auto& name : names) graph_.set(subject, name, {.text = {}, .node = made});
        read_children(element, made, {});
        if (graph_[made].properties.empty()) graph_.set(made, "name", {.text = element.phrase(budget_)});
    }

    /// The first of these attributes that is not blank.
    static std::optional<std::string> first_of(const Element& element,
                                               std::initializer_list<std::string_view> attributes) {
        for (const auto name : attributes)
            if (auto value = element.stated(name)) return value;
        return std::nullopt;
    }

    void set_text(const Element& element, NodeId node, const std::string& name) {
        if (!is_read(name)) return graph_.set(node, name, {});
        auto stated = element.stated("content");
        if (!stated && is_address(name)) stated = first_of(element, {"resource", "href", "src"});
        if (!stated) stated = element.stated("datetime");
        if (stated && !budget_.spend(stated->size())) return;
        Value value{.text = stated           ? stated_text(name, *stated)
                            : is_prose(name) ? element.prose(budget_)
                                             : element.phrase(budget_)};
        if (is_prose(name)) graph_.set(node, "@language", {.text = element.stated("lang").value_or("")});
        if (is_relation(name)) value.reference = first_of(element, {"resource", "href"}).value_or("");
        graph_.set(node, name, std::move(value));
    }

    Graph& graph_;
    Budget& budget_;
};

}  // namespace

void read_rdfa(const Element& root, Graph& graph, Budget& budget) {
    RdfaReader(graph, budget).read(root, no_node, {});
}

}  // namespace reputed::fetchers::page
