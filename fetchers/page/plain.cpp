// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/page/plain.hpp"

#include "fetchers/page/graph.hpp"
#include "text/html.hpp"

namespace reputed::fetchers::page {
namespace {

/// True for a tag that people's texts are really formatted with. "a <b and c> d" is arithmetic, "<3" a heart.
bool has_tag(std::string_view text) {
    static constexpr auto names = std::to_array<std::string_view>(
        {"p",  "br", "b",   "i",    "em",    "strong",     "span", "div", "a",  "ul",
         "ol", "li", "img", "u",    "small", "blockquote", "h1",   "h2",  "h3", "h4",
         "h5", "h6", "hr",  "font", "s",     "del",        "pre",  "code"});
    for (auto at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
        auto rest = text.substr(at + 1);
        if (rest.starts_with('/')) rest.remove_prefix(1);
        const auto end = rest.find_first_of(" \t\r\n/>");
        if (end == std::string_view::npos || end > 10) continue;
        const std::string name = local_name(rest.substr(0, end));
        const bool closed = rest[end] == '>' || (rest.find_first_of("<>", end) != std::string_view::npos &&
                                                 rest[rest.find_first_of("<>", end)] == '>');
        if (closed && std::ranges::find(names, name) != names.end()) return true;
    }
    return false;
}

}  // namespace

std::string plain_value(std::string_view property, std::string_view text) {
    if (is_address(property)) return text::collapse_space(text);
    const std::string plain = has_tag(text) ? text::html_to_plain(text) : text::decode_entities(text);
    return is_prose(property) ? text::tidy_plain(plain) : text::collapse_space(plain);
}

}  // namespace reputed::fetchers::page
