// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/feed/wording.hpp"

#include "base/utf8.hpp"
#include "text/assess.hpp"
#include "text/date.hpp"
#include "text/html.hpp"

namespace reputed::fetchers::feed {
namespace {

constexpr auto nowhere = std::string_view::npos;

/// "a (b)" gives b.
std::string in_parentheses(const std::string& text) {
    const auto open = text.find('('), close = text.rfind(')');
    if (open == nowhere || close == nowhere || close < open + 2) return {};
    return text::collapse_space(text.substr(open + 1, close - open - 1));
}

}  // namespace

std::string plain_title(std::string_view markup) {
    std::string title{markup};
    for (int round = 0; round < 2 && text::looks_like_html(title); ++round)
        title = text::html_to_plain(title);
    return text::collapse_space(title);
}

std::string literal_title(std::string_view text) { return text::collapse_space(text::decode_entities(text)); }

std::string plain_body(std::string_view markup_or_text) {
    return text::looks_like_html(markup_or_text) ? text::html_to_plain(markup_or_text)
                                                 : text::tidy_plain(markup_or_text);
}

std::string fuller(std::string content, std::string summary) {
    return content.size() >= summary.size() ? content : summary;
}

std::string author_name(std::string_view written) {
    std::string name = plain_title(written);
    if (name.starts_with("mailto:")) name.erase(0, std::string_view("mailto:").size());
    if (const auto inner = in_parentheses(name); !inner.empty() && name.contains('@')) {
        const auto outer = text::collapse_space(std::string_view(name).substr(0, name.find('(')));
        if (!inner.contains('@')) return inner;
        name = outer.empty() ? inner : outer;
    }
    const auto at_sign = name.find('@');
    if (at_sign == nowhere) return name;
    if (const auto bracket = name.find('<'); bracket != nowhere && bracket > 0)
        return text::collapse_space(std::string_view(name).substr(0, bracket));
    const bool is_handle = at_sign == 0 || name.contains(' ');  // "@jana", "Jana @ work"
    return is_handle ? name : name.substr(0, at_sign);
}

std::optional<core::Stamp> item_date(std::string_view written) {
    constexpr core::Instant first_feeds{std::chrono::sys_days{std::chrono::year{1995} / 1 / 1}};
    const auto stamp = text::parse_date(written);
    if (!stamp || stamp->at < first_feeds) return std::nullopt;
    return stamp;
}

std::string language_code(std::string_view written) {
    auto code = text::normal_language(written);
    return code == "und" ? std::string{} : code;
}

void name_untitled(core::Item& item) {
    constexpr std::size_t longest = 100;
    if (!item.title.empty()) return;
    item.title = base::first_code_points(text::collapse_space(item.body), longest);
    if (item.title.empty()) item.title = item.url;
}

}  // namespace reputed::fetchers::feed
