// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A template file as a tree: partials expanded, sections balanced, messages set apart. Everything that
// can be wrong with a template is found here, with the file's name.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "templates/words.hpp"

namespace reputed::templates {

struct Node {
    enum class Kind {
        text,      ///< `text` as it stands
        variable,  ///< {{name}}
        markup,    ///< {{{name_markup}}}
        section,   ///< {{#name}}children{{/name}}
        inverted,  ///< {{^name}}children{{/name}}
        message,   ///< {{#t}}text with {places}{{/t}}
    };
    Kind kind = Kind::text;
    std::string text;  ///< the text, the name, or the English message
    std::vector<Node> children;
};

/// The bytes of a template by its path, where there is one.
using FindSource = std::function<std::optional<std::string_view>(std::string_view path)>;

[[nodiscard]] bool is_text_template(std::string_view path);

/// Throws std::runtime_error naming the file and what is wrong.
[[nodiscard]] std::vector<Node> read_template(std::string_view path, const FindSource& find);

/// Mustache for the engine, in one language. A {place} of a message becomes the variable of that name.
[[nodiscard]] std::string in_language(const std::vector<Node>& nodes, const Words& words, bool html);

/// The {places} of a message, in order.
[[nodiscard]] std::vector<std::string> places_of(std::string_view message);

}  // namespace reputed::templates
