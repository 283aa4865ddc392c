// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/feed/sniff.hpp"

#include "base/utf8.hpp"
#include "text/html_scan.hpp"

namespace reputed::fetchers::feed {
namespace {

constexpr auto nowhere = std::string_view::npos;
constexpr std::string_view blank = " \t\n\r";

bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

std::string lower(std::string_view text) {
    std::string out{text};
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    return out;
}

std::size_t behind(std::string_view text, std::string_view end, std::size_t from) {
    const auto found = text.find(end, from);
    return found == nowhere ? text.size() : found + end.size();
}

/// A document type may hold declarations in brackets, and those may hold ">".
std::size_t behind_doctype(std::string_view text, std::size_t at) {
    const auto close = text.find('>', at), bracket = text.find('[', at);
    if (bracket == nowhere || bracket > close) return behind(text, ">", at);
    return behind(text, ">", behind(text, "]", at));
}

/// Where the first element begins.
std::size_t first_element(std::string_view text) {
    for (auto at = text.find('<'); at != nowhere; at = text.find('<', at)) {
        const auto rest = text.substr(at);
        if (rest.size() > 1 && is_name_start(rest[1])) return at;
        if (rest.starts_with("<?"))
            at = behind(text, "?>", at);
        else if (rest.starts_with("<!--"))
            at = behind(text, "-->", at + 4);
        else if (rest.starts_with("<!"))
            at = behind_doctype(text, at);
        else
            ++at;
    }
    return nowhere;
}

std::string local_name_at(std::string_view text, std::size_t element) {
    const auto name = text.substr(element + 1, text.substr(element + 1).find_first_of(" \t\n\r/><"));
    constexpr std::size_t longest = 64;
    return lower(base::first_code_points(name.substr(name.find(':') + 1), longest));
}

bool is_feed_root(std::string_view name) { return name == "rss" || name == "rdf" || name == "feed"; }

/// Error messages of the page's own program may stand before the feed, markup included.
std::size_t later_root(std::string_view text) {
    for (auto at = first_element(text); at != nowhere;) {
        if (is_feed_root(local_name_at(text, at))) return at;
        const auto next = first_element(text.substr(at + 1));
        at = next == nowhere ? nowhere : at + 1 + next;
    }
    return nowhere;
}

bool begins_a_page(std::string_view root) {
    return root == "html" || root == "head" || root == "body" || root == "title" || root == "meta";
}

/// A page without its beginning, or a piece of one.
bool is_page_like(std::string_view text, std::string_view root) {
    return text::is_html_element(root) || lower(text).contains("</html");
}

}  // namespace

Sniffed sniff(std::string_view text) {
    const auto begin = text.find_first_not_of(blank);
    if (begin == nowhere) return {Shape::empty, {}, {}};
    text = text.substr(begin);
    if (text.front() == '{' || text.front() == '[') return {Shape::json, {}, text};
    const auto element = first_element(text);
    if (element == nowhere) return {Shape::unknown, {}, text};
    auto root = local_name_at(text, element);
    if (is_feed_root(root)) return {Shape::feed, std::move(root), text.substr(element)};
    if (begins_a_page(root) || lower(text.substr(0, 14)) == "<!doctype html")
        return {Shape::web_page, std::move(root), text};
    constexpr std::size_t most_stray_output = 64u << 10;
    if (const auto later = later_root(text.substr(0, most_stray_output)); later != nowhere)
        return {Shape::feed, local_name_at(text, later), text.substr(later)};
    if (text.starts_with("<?xml")) return {Shape::other_xml, std::move(root), text};
    const auto shape = is_page_like(text, root) ? Shape::web_page : Shape::other_xml;
    return {shape, std::move(root), text};
}

}  // namespace reputed::fetchers::feed
