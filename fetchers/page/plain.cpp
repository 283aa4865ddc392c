// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/page/plain.hpp"

#include "fetchers/page/graph.hpp"
#include "text/html.hpp"
#include "text/html_scan.hpp"

namespace reputed::fetchers::page {
namespace {

constexpr std::size_t longest_name = 16;

/// What follows a tag's name up to its end: nothing, or attributes. "<b and c>" is arithmetic.
bool is_rest_of_tag(std::string_view rest) {
    const auto end = rest.find_first_of("<>");
    if (end == std::string_view::npos || rest[end] == '<') return false;
    const auto attributes = rest.substr(0, end);
    return attributes.contains('=') || attributes.find_first_not_of(" \t\r\n/") == std::string_view::npos;
}

/// True for a tag of HTML; "<3" is a heart, and "<jan@shop.example>" an address.
bool has_tag(std::string_view text) {
    for (auto at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
        auto rest = text.substr(at + 1);
        if (rest.starts_with('/')) rest.remove_prefix(1);
        const auto end = rest.substr(0, longest_name).find_first_of(" \t\r\n/>");
        if (end == std::string_view::npos || !is_rest_of_tag(rest.substr(end))) continue;
        if (text::is_html_element(local_name(rest.substr(0, end)))) return true;
    }
    return false;
}

std::string laid_out(std::string_view property, const std::string& plain) {
    return is_prose(property) ? text::tidy_plain(plain) : text::collapse_space(plain);
}

}  // namespace

std::string plain_value(std::string_view property, std::string_view text) {
    if (is_address(property)) return text::collapse_space(text);
    const std::string plain = has_tag(text) ? text::html_to_plain(text) : text::decode_entities(text);
    return laid_out(property, plain);
}

std::string stated_text(std::string_view property, std::string_view text) {
    if (is_prose(property) && has_tag(text)) return text::html_to_plain(text);
    return laid_out(property, std::string(text));
}

}  // namespace reputed::fetchers::page
