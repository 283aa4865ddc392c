// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Such a mail has a heading, a line each for author, mail address and site of the author, a label, the
// comment, and links: to the comments of the post, to the comment, and to what can be done with it. Labels
// are in the site's language, so that only places and links are gone by. The author wrote what stands
// between: the last link to the comments counts, and what stands below it.
#include "fetchers/wordpress/mail.hpp"

#include <algorithm>

#include "text/html.hpp"

namespace reputed::fetchers::wordpress {
namespace {

constexpr std::size_t author_line = 1, first_line_of_comment = 5;
constexpr std::string_view to_the_comments = "#comments", to_one_comment = "#comment-";

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

/// What stands behind the label: "Author: Jan (IP address: 127.0.0.1, localhost)".
std::string author_in(std::string_view line) {
    const auto label = line.find(':');
    const auto machine = line.rfind(" (");
    if (label == std::string_view::npos || machine == std::string_view::npos || machine <= label) return {};
    return text::collapse_space(line.substr(label + 1, machine - label - 1));
}

bool is_link(std::string_view text) { return text.starts_with("https://") || text.starts_with("http://"); }

std::string permalink_in(std::string_view line) {
    const auto at = line.find("http");
    const auto link = at == std::string_view::npos ? std::string_view{} : line.substr(at);
    const auto hash = link.find(to_one_comment);
    if (!is_link(link) || hash == std::string_view::npos || link.contains(' ')) return {};
    const auto number = link.substr(hash + to_one_comment.size());
    const bool digits = !number.empty() && number.find_first_not_of("0123456789") == std::string_view::npos;
    return digits ? std::string(link) : std::string();
}

std::string joined(const std::vector<std::string_view>& lines, std::size_t from, std::size_t to) {
    std::string text;
    for (auto i = from; i < to; ++i) text += std::string(lines[i]) + "\n";
    return text::tidy_plain(text);
}

}  // namespace

std::optional<core::ParsedDocument> read_mail(const net::IncomingMail& mail) {
    const auto lines = lines_of(mail.text);
    std::size_t links = lines.size();
    for (std::size_t i = first_line_of_comment; i < lines.size(); ++i)
        if (is_link(lines[i]) && lines[i].ends_with(to_the_comments)) links = i;
    std::string permalink;
    for (std::size_t i = links + 1; i < lines.size() && permalink.empty(); ++i)
        permalink = permalink_in(lines[i]);
    // Above the link stands a sentence that leads to it, and an empty line.
    if (permalink.empty() || links < first_line_of_comment + 2) return std::nullopt;
    core::Item item;
    item.kind = core::ItemKind::mention;
    item.url = permalink;
    item.id = permalink.substr(permalink.rfind('-') + 1);
    item.author = author_in(lines[author_line]);
    item.body = joined(lines, first_line_of_comment, links - 1);
    if (mail.date) item.published = core::Stamp{*mail.date};
    core::ParsedDocument document;
    document.items.push_back(std::move(item));
    return document;
}

}  // namespace reputed::fetchers::wordpress
