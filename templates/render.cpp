// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "templates/render.hpp"

#include <fmt/format.h>

#include <kainjow/mustache.hpp>
#include <mutex>
#include <stdexcept>

#include "templates/assets.hpp"
#include "templates/source.hpp"
#include "templates/view.hpp"

namespace reputed::templates {

namespace mustache = kainjow::mustache;

namespace {

struct Compiled {
    Compiled(std::string path, std::vector<Node> tree, const Words& words)
        : nodes(std::move(tree)), engine(in_language(nodes, words, !is_text_template(path))) {
        if (!engine.is_valid())
            throw std::runtime_error(fmt::format("template {}: {}", path, engine.error_message()));
        if (is_text_template(path)) engine.set_custom_escape([](const std::string& text) { return text; });
    }
    std::vector<Node> nodes;
    mustache::mustache engine;
};

std::optional<std::string_view> embedded_source(std::string_view path) {
    const Asset* asset = find_asset(path);
    if (asset == nullptr) return std::nullopt;
    return asset->bytes;
}

/// "queue", "pages/queue" and "pages/queue.mustache" name the same file.
std::string path_of(std::string_view name) {
    for (const auto& path :
         {std::string(name), fmt::format("{}.mustache", name), fmt::format("pages/{}.mustache", name)})
        if (path.ends_with(".mustache") && find_asset(path) != nullptr) return path;
    throw std::logic_error(fmt::format("there is no template {}", name));
}

class Cache {
  public:
    Compiled& find(std::string_view name, const Words& words) {
        const auto key = std::pair(std::string(name), std::string(words.language()));
        auto found = compiled_.find(key);
        if (found == compiled_.end()) {
            const std::string path = path_of(name);
            auto made = std::make_unique<Compiled>(path, read_template(path, embedded_source), words);
            found = compiled_.emplace(key, std::move(made)).first;
        }
        return *found->second;
    }
    /// The engine's render is not const; one at a time.
    std::mutex turn;

  private:
    std::map<std::pair<std::string, std::string>, std::unique_ptr<Compiled>> compiled_;
};

Cache& cache() {
    static Cache instance;
    return instance;
}

#ifdef REPUTED_FAILPOINTS
using Context = mustache::context<std::string>;

const mustache::data& need(const Context& context, const std::string& name, std::string_view path) {
    const auto* value = context.get(name);
    if (value == nullptr)
        throw std::logic_error(fmt::format("template {} uses {}, which its page does not set", path, name));
    return *value;
}

void check_names(const std::vector<Node>& nodes, Context& context, std::string_view path) {
    const auto inside = [&](const mustache::data& value, const Node& node) {
        context.push(&value);
        check_names(node.children, context, path);
        context.pop();
    };
    for (const Node& node : nodes) {
        if (node.kind == Node::Kind::text) continue;
        if (node.kind == Node::Kind::message) {
            for (const auto& place : places_of(node.text)) (void)need(context, place, path);
            continue;
        }
        const auto& value = need(context, node.text, path);
        const bool empty = value.is_false() || value.is_empty_list();
        if (node.kind == Node::Kind::inverted && empty) inside(value, node);
        if (node.kind != Node::Kind::section || empty) continue;
        if (!value.is_list()) {
            inside(value, node);
            continue;
        }
        for (const auto& item : value.list_value()) inside(item, node);
    }
}
#else
void check_names(const std::vector<Node>&, mustache::context<std::string>&, std::string_view) {}
#endif

}  // namespace

Markup render(std::string_view name, const View& view, const Words& words) {
    const std::scoped_lock lock(cache().turn);
    Compiled& compiled = cache().find(name, words);
    mustache::context<std::string> context(&view.tree().values);
    check_names(compiled.nodes, context, name);
    Markup result;
    compiled.engine.render(view.tree().values, [&](const std::string& piece) { result.html += piece; });
    return result;
}

void check_all_templates() {
    for (const Asset& asset : all_assets()) {
        if (!asset.path.ends_with(".mustache")) continue;
        for (const auto language : Words::languages())
            (void)Compiled(std::string(asset.path), read_template(asset.path, embedded_source),
                           Words::of(language));
    }
}

}  // namespace reputed::templates
