// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <deque>
#include <map>

#include "fetchers/page/markup.hpp"
#include "fetchers/page/plain.hpp"
#include "text/html.hpp"

namespace reputed::fetchers::page {
namespace {

/// An address-like attribute is the value by the letter of the standard; but authors and names are often
/// put on a link or a picture, where the page means the words.
std::optional<std::string> attribute_value(const Element& element, std::string_view property) {
    if (auto content = element.stated("content")) return content;
    const auto name = element.name();
    if (name == "time") return element.stated("datetime");
    if (name == "data" || name == "meter") return element.stated("value");
    if (name == "object") return element.stated("data");
    if (name == "link") return element.stated("href");
    if (name == "img" && !is_address(property)) return element.stated("alt");
    if (!is_address(property)) return std::nullopt;
    if (name == "a" || name == "area") return element.stated("href");
    return element.stated("src");
}

class MicrodataReader {
  public:
    MicrodataReader(Graph& graph, Budget& budget) : graph_(graph), budget_(budget) {}

    void read(const Element& root) {
        index(root, false);
        for (const auto& [element, orphaned_as] : scopes_) item(element, no_node, orphaned_as);
        // Items wait in a queue instead of being read inside each other: references between items may
        // chain without end.
        while (!waiting_.empty() && budget_.left > 0) {
            const auto element = waiting_.front();
            waiting_.pop_front();
            read_item(element);
        }
    }

  private:
    /// Finds the items that no other item holds. A scope that claims to be a property, with no item around
    /// it, is one of them: themes put the score beside the product.
    void index(const Element& element, bool inside) {
        if (!budget_.spend(1)) return;
        if (const auto id = element.attribute("id")) by_id_.try_emplace(*id, element);
        const bool is_item = element.has("itemscope");
        const auto properties = element.words("itemprop");
        if (is_item && (properties.empty() || !inside))
            scopes_.emplace_back(element,
                                 properties.empty() ? std::string{} : local_name(properties.front()));
        for (auto child = element.first_child(); child; child = child.next()) index(child, inside || is_item);
    }

    NodeId item(const Element& element, NodeId parent, const std::string& held_as) {
        if (const auto known = items_.find(element); known != items_.end()) return known->second;
        Node node;
        node.syntax = Syntax::microdata;
        node.id = text::collapse_space(element.attribute("itemid").value_or(""));
        node.parent = parent;
        node.held_as = held_as;
        for (const auto& type : element.words("itemtype")) node.types.push_back(local_name(type));
        const NodeId made = graph_.add(std::move(node));
        if (const auto language = element.attribute("lang"))
            graph_.set(made, "inlanguage", {.text = *language});
        items_.emplace(element, made);
        waiting_.push_back(element);
        return made;
    }

    void read_item(const Element& element) {
        const NodeId node = items_.at(element);
        read_children(element, node);
        for (const auto& id : element.words("itemref"))
            if (const auto found = by_id_.find(id); found != by_id_.end()) read_element(found->second, node);
        // "<span itemprop=author itemscope>Jan</span>": the scope was declared, the name was not.
        if (graph_[node].properties.empty()) graph_.set(node, "name", {.text = element.phrase(budget_)});
    }

    void read_children(const Element& element, NodeId node) {
        for (auto child = element.first_child(); child; child = child.next()) read_element(child, node);
    }

    void read_element(const Element& element, NodeId node) {
        if (!budget_.spend(1)) return;
        const bool is_item = element.has("itemscope");
        for (const auto& word : element.words("itemprop")) {
            const std::string name = local_name(word);
            if (is_item)
                graph_.set(node, name, {.text = {}, .node = item(element, node, name)});
            else
                set_text(element, node, name);
        }
        if (!is_item) read_children(element, node);
    }

    void set_text(const Element& element, NodeId node, const std::string& name) {
        if (!is_read(name)) return graph_.set(node, name, {});
        const auto stated = attribute_value(element, name);
        if (stated && !budget_.spend(stated->size())) return;
        Value value{.text = stated           ? stated_text(name, *stated)
                            : is_prose(name) ? element.prose(budget_)
                                             : element.phrase(budget_)};
        if (is_prose(name)) graph_.set(node, "@language", {.text = element.stated("lang").value_or("")});
        if (is_relation(name)) value.reference = element.stated("href").value_or("");
        graph_.set(node, name, std::move(value));
    }

    Graph& graph_;
    Budget& budget_;
    std::map<std::string, Element, std::less<>> by_id_;
    std::vector<std::pair<Element, std::string>> scopes_;
    std::map<Element, NodeId> items_;
    std::deque<Element> waiting_;
};

}  // namespace

void read_microdata(const Element& root, Graph& graph, Budget& budget) {
    MicrodataReader(graph, budget).read(root);
}

}  // namespace reputed::fetchers::page
