// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/page/json_ld.hpp"

#include <fmt/format.h>

#include "base/json.hpp"
#include "fetchers/page/json_repair.hpp"
#include "fetchers/page/plain.hpp"

namespace reputed::fetchers::page {
namespace {

using base::Json;

constexpr std::size_t largest_block = 5u << 20, most_blocks = 200, most_values = 1'000'000;

/// Recursion is bounded by the reader's depth of 64.
class JsonLdReader {
  public:
    explicit JsonLdReader(Graph& graph) : graph_(graph) {}

    void read_top(const Json& value) {
        for (const auto& item : value.items()) read_top(item);
        if (value.is_object()) add(value, no_node, {});
    }

  private:
    NodeId add(const Json& object, NodeId parent, std::string held_as) {
        Node node;
        node.syntax = Syntax::json_ld;
        node.id = object["@id"].string().value_or("");
        node.parent = parent;
        node.held_as = std::move(held_as);
        const Json& types = object["@type"];
        if (types.is_string()) node.types.push_back(local_name(types.text()));
        for (const auto& type : types.items()) node.types.push_back(local_name(type.text()));
        const NodeId made = graph_.add(std::move(node));
        for (const auto& [key, value] : object.members()) {
            if (key == "@graph")
                read_top(value);
            else if (!key.starts_with('@'))
                set(made, local_name(key), value);
        }
        return made;
    }

    void set(NodeId node, const std::string& name, const Json& value) {
        switch (value.kind()) {
            case Json::Kind::array:
                if (value.items().empty()) graph_.set(node, name, {});
                for (const auto& item : value.items()) set(node, name, item);
                return;
            case Json::Kind::object:
                if (is_prose(name))
                    graph_.set(node, "@language", {.text = std::string(value["@language"].text())});
                for (const auto* wrapper : {"@value", "@list", "@set"})
                    if (!value[wrapper].is_null()) return set(node, name, value[wrapper]);
                graph_.set(node, name, {.text = {}, .node = add(value, node, name)});
                return;
            case Json::Kind::string:
            case Json::Kind::number:
                graph_.set(node, name, {.text = plain_value(name, value.text())});
                return;
            case Json::Kind::null:
            case Json::Kind::boolean:
                graph_.set(node, name, {});
                return;
        }
    }

    Graph& graph_;
};

std::optional<std::string> read_block(std::string_view block, Graph& graph) {
    if (block.size() > largest_block) return "This structured data is too large; it was left out.";
    const std::string repaired = repair_json(block);
    if (repaired.empty()) return std::nullopt;
    const auto tree = Json::parse(repaired, {.max_nodes = most_values, .lenient = true});
    if (!tree)
        return fmt::format("This structured data (JSON-LD) is broken and was left out: {}",
                           tree.error().words);
    JsonLdReader(graph).read_top(*tree);
    return std::nullopt;
}

}  // namespace

void read_json_ld(std::span<const std::string_view> blocks, Graph& graph,
                  std::vector<core::Problem>& problems) {
    for (std::size_t index = 0; index < std::min(blocks.size(), most_blocks); ++index)
        if (auto words = read_block(blocks[index], graph))
            problems.push_back({fmt::format("block {}", index + 1), std::move(*words)});
}

}  // namespace reputed::fetchers::page
