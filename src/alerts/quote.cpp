// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "alerts/quote.hpp"

#include "base/utf8.hpp"

namespace reputed::alerts {
namespace {

constexpr std::size_t most_in_line = 72;

void quote_paragraph(std::string& out, std::string_view text) {
    std::string line;
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        const auto word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (word.empty()) continue;
        const auto width = base::count_code_points(line) + 1 + base::count_code_points(word);
        if (!line.empty() && width > most_in_line) {
            out += "> " + line + "\n";
            line.clear();
        }
        line.append(line.empty() ? "" : " ").append(word);
    }
    out += line.empty() ? ">\n" : "> " + line + "\n";
}

/// Hebrew, Arabic and their neighbours: U+0590 to U+08FF, and the presentation forms of U+FBxx to U+FExx.
bool holds_right_to_left(std::string_view text) {
    for (std::size_t at = 0; at + 1 < text.size(); ++at) {
        const auto first = static_cast<unsigned char>(text[at]);
        const auto second = static_cast<unsigned char>(text[at + 1]);
        if (first >= 0xd6 && first <= 0xdf) return true;
        if (first == 0xe0 && second >= 0xa0 && second <= 0xa3) return true;
        if (first == 0xef && second >= 0xac && second <= 0xbb) return true;
    }
    return false;
}

}  // namespace

std::vector<std::string> paragraphs(std::string_view text) {
    std::vector<std::string> all;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = text.substr(0, end);
        if (line.find_first_not_of(" \r\t") != std::string_view::npos) all.emplace_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return all;
}

std::string quoted(std::string_view title, std::string_view body) {
    std::string out;
    if (!title.empty()) {
        quote_paragraph(out, title);
        if (!body.empty()) out += ">\n";
    }
    bool first = true;
    for (const auto& paragraph : paragraphs(body)) {
        if (!first) out += ">\n";
        quote_paragraph(out, paragraph);
        first = false;
    }
    return out;
}

std::string isolated(const std::string& name, bool right_to_left_page) {
    if (holds_right_to_left(name) == right_to_left_page) return name;
    return "\u2068" + name + "\u2069";
}

}  // namespace reputed::alerts
