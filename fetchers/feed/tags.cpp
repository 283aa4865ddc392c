// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/feed/tags.hpp"

#include <fmt/format.h>

namespace reputed::fetchers::feed {
namespace {

constexpr auto nowhere = std::string_view::npos;
constexpr std::string_view cdata_begin = "<![CDATA[";

/// A section that holds the end of its entry and the beginning of another section was never closed.
bool runs_into_the_next(std::string_view section) {
    if (!section.starts_with(cdata_begin)) return false;
    const auto next = section.find(cdata_begin, cdata_begin.size());
    const auto before = section.substr(0, next);
    return next != nowhere && (before.contains("</item>") || before.contains("</entry>"));
}

constexpr std::string_view blank = " \t\r\n";

/// Takes the value at the beginning of `rest`. A quoted one ends at its mark, unless what follows shows that
/// the mark belongs to the next attribute.
std::string_view take_value(std::string_view& rest) {
    const bool is_quoted = rest.starts_with('"') || rest.starts_with('\'');
    const auto begin = is_quoted ? 1u : 0u;
    auto end = is_quoted ? rest.find(rest.front(), 1) : nowhere;
    const bool is_over = end != nowhere && (end + 1 == rest.size() || blank.contains(rest[end + 1]));
    if (!is_over) end = std::min(rest.find_first_of(blank, begin), rest.size());
    const auto value = rest.substr(begin, end - begin);
    rest.remove_prefix(is_over ? end + 1 : end);
    return value;
}

void append_attribute(std::string& tag, std::string_view name, std::string_view value) {
    tag.append(" ").append(name).append("=\"");
    for (const char c : value)
        if (c == '"')
            tag += "&quot;";
        else
            tag += c;
    tag += '"';
}

std::string with_sound_attributes(std::string_view tag) {
    while (tag.ends_with('>') || tag.ends_with('/')) tag.remove_suffix(1);
    const auto name = tag_name_at(tag, 1);
    std::string out = "<" + std::string(name);
    auto rest = tag.substr(1 + name.size());
    while (!rest.empty()) {
        rest.remove_prefix(std::min(rest.find_first_not_of(blank), rest.size()));
        const auto word = rest.substr(0, rest.find_first_of(" \t\r\n="));
        rest.remove_prefix(word.size());
        if (!rest.starts_with('=')) continue;
        rest.remove_prefix(1);
        const auto value = take_value(rest);
        if (!word.empty()) append_attribute(out, word, value);
    }
    return out + ">";
}

}  // namespace

bool is_sound(std::string_view xml) {
    pugi::xml_document tree;
    return static_cast<bool>(tree.load_buffer(xml.data(), xml.size(), xml_reading, pugi::encoding_utf8));
}

std::string_view tag_name_at(std::string_view text, std::size_t at) {
    const auto rest = text.substr(at);
    return rest.substr(0, rest.find_first_of(" \t\n\r/><"));
}

std::string_view without_prefix(std::string_view name) { return name.substr(name.find(':') + 1); }

std::string sound_opening(std::string_view tag) {
    const auto closing = fmt::format("</{}>", tag_name_at(tag, 1));
    for (const auto& opening : {std::string(tag), with_sound_attributes(tag)})
        if (is_sound(opening + closing)) return opening;
    return fmt::format("<{}>", tag_name_at(tag, 1));
}

std::size_t Walker::next() {
    for (at_ = text_.find('<', at_); at_ != nowhere; at_ = text_.find('<', at_)) {
        const auto rest = text_.substr(at_);
        if (rest.starts_with(cdata_begin))
            skip("]]>", cdata_end_);
        else if (rest.starts_with("<!--"))
            skip("-->", comment_end_);
        else
            return at_++;
    }
    return nowhere;
}

void Walker::skip(std::string_view mark, std::size_t& end) {
    if (end <= at_) end = text_.find(mark, at_);
    const bool is_closed = end != nowhere && !runs_into_the_next(text_.substr(at_, end - at_));
    at_ = is_closed ? end + mark.size() : at_ + 1;
}

}  // namespace reputed::fetchers::feed
