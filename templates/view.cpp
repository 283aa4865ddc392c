// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "templates/view.hpp"

#include <stdexcept>

namespace reputed::templates {

namespace mustache = kainjow::mustache;

namespace {

bool is_own_path(std::string_view url) {
    return url.starts_with('/') && !url.starts_with("//") && !url.contains('\\');
}

bool has_allowed_scheme(std::string_view url) {
    const auto colon = url.find(':');
    if (colon == std::string_view::npos) return false;
    std::string scheme(url.substr(0, colon));
    for (char& c : scheme)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return scheme == "http" || scheme == "https" || scheme == "mailto";
}

bool has_control_character(std::string_view url) {
    return std::ranges::any_of(url,
                               [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f; });
}

void refuse_markup_name(const std::string& name) {
    if (name.ends_with(markup_suffix))
        throw std::logic_error("the name " + name + " is for markup, not for text");
}

}  // namespace

View::View() : tree_(std::make_shared<Tree>()) {}

/// Copies of a view share their tree until one of them changes.
static View::Tree& own_tree(std::shared_ptr<View::Tree>& tree) {
    if (tree.use_count() > 1) {
        auto copy = std::make_shared<View::Tree>();
        copy->values = mustache::data(tree->values);
        tree = std::move(copy);
    }
    return *tree;
}

View& View::set(std::string name, std::string text) {
    refuse_markup_name(name);
    // An empty text is false, so that {{#name}} asks whether there is something to show.
    own_tree(tree_).values[name] = text.empty() ? mustache::data(false) : mustache::data(text);
    return *this;
}

View& View::set(std::string name, bool truth) {
    refuse_markup_name(name);
    own_tree(tree_).values[name] = mustache::data(truth);
    return *this;
}

View& View::set(std::string name, View one) {
    refuse_markup_name(name);
    own_tree(tree_).values[name] = mustache::data(one.tree_->values);
    return *this;
}

View& View::set(std::string name, std::vector<View> many) {
    refuse_markup_name(name);
    mustache::data list(mustache::data::type::list);
    for (const View& view : many) list.push_back(view.tree_->values);
    own_tree(tree_).values[name] = std::move(list);
    return *this;
}

View& View::set(std::string name, Markup markup) {
    if (!name.ends_with(markup_suffix)) name += markup_suffix;
    own_tree(tree_).values[name] = markup.html.empty() ? mustache::data(false) : mustache::data(markup.html);
    return *this;
}

View& View::set_url(std::string name, std::string_view url) {
    const bool allowed = !has_control_character(url) && (is_own_path(url) || has_allowed_scheme(url));
    return set(std::move(name), allowed ? url : std::string_view{});
}

}  // namespace reputed::templates
