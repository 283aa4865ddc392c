// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Mustache templates (mustache(5), by kainjow), compiled into the program. Files: <folder>/<name>.mustache;
// names ending in .txt.mustache render text, all others HTML, escaped by default. When a template is
// loaded, {{> part}} is expanded from parts/ and {{#t}}message{{/t}} is replaced by the language's words,
// where a {place} in the message shows the view's name `place`. Only {{{names_ending_in_markup}}} are
// inserted unescaped. check_all_templates() stops the program at start for a template that breaks this.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "templates/words.hpp"

namespace reputed::templates {

/// Text that is markup already; made by render() alone.
struct Markup {
    std::string html;
};

/// The values of a template: text (escaped where shown), truth, lists and nested views. A name that the
/// template uses and the view does not set counts as empty and is an error in test builds.
class View {
  public:
    View();
    View& set(std::string name, std::string text);
    View& set(std::string name, std::string_view text) { return set(std::move(name), std::string(text)); }
    View& set(std::string name, const char* text) { return set(std::move(name), std::string(text)); }
    View& set(std::string name, bool truth);
    View& set(std::string name, View one);
    View& set(std::string name, std::vector<View> many);
    /// Shown by {{{name_markup}}}; the suffix is added when `name` lacks it. Text cannot have such a name.
    View& set(std::string name, Markup markup);
    /// Only http, https and mailto addresses and own absolute paths; anything else becomes empty.
    View& set_url(std::string name, std::string_view url);
    struct Tree;
    [[nodiscard]] const Tree& tree() const { return *tree_; }

  private:
    std::shared_ptr<Tree> tree_;
};

/// `name` is "pages/queue", "mail/alert.txt", or "queue" for a page. Throws std::logic_error for an unknown
/// template and, in test builds, for a name the template uses and neither the view nor an outer one sets.
[[nodiscard]] Markup render(std::string_view name, const View& view, const Words& words);
/// Loads every template in every language; throws std::runtime_error naming the file and the unknown name.
void check_all_templates();

struct Asset {
    std::string_view path;  ///< "static/reputed.css", "migrations/…" as in the tree below templates/
    std::string_view bytes;
};
/// A file compiled into the program, or nullptr.
[[nodiscard]] const Asset* find_asset(std::string_view path);

}  // namespace reputed::templates
