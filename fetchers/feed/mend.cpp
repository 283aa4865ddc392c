// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/feed/mend.hpp"

#include <fmt/format.h>

#include <map>
#include <vector>

#include "fetchers/feed/tags.hpp"

namespace reputed::fetchers::feed {
namespace {

constexpr std::string_view cdata_begin = "<![CDATA[", cdata_end = "]]>";

struct Tag {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string_view name;
    bool closes = false;
    bool is_empty = false;      ///< "<a/>"
    std::size_t closed_by = 0;  ///< index of the closing tag; 0 for none
};

bool begins_a_name(std::string_view name) {
    const auto c = name.empty() ? '\0' : name.front();
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

Tag tag_at(std::string_view text, std::size_t at) {
    Tag tag;
    tag.begin = at;
    tag.closes = text.substr(at).starts_with("</");
    tag.name = tag_name_at(text, at + (tag.closes ? 2 : 1));
    // A "<" inside a tag begins the next one: the ">" of this one is missing.
    const auto end = std::min(text.find_first_of("<>", at + 1), text.size());
    tag.end = end < text.size() && text[end] == '>' ? end + 1 : end;
    tag.is_empty = text.substr(at, tag.end - at).ends_with("/>");
    return tag;
}

/// Every tag, with its partner: a closing tag belongs to the nearest open one of its name, whatever was
/// left open between them.
std::vector<Tag> tags_of(std::string_view text) {
    std::vector<Tag> tags;
    std::map<std::string_view, std::vector<std::size_t>> open;
    Walker walker(text);
    for (auto at = walker.next(); at != std::string_view::npos; at = walker.next()) {
        const auto tag = tag_at(text, at);
        if (!begins_a_name(tag.name)) continue;
        auto& waiting = open[tag.name];
        if (!tag.closes && !tag.is_empty) {
            waiting.push_back(tags.size());
        } else if (tag.closes && !waiting.empty()) {
            tags[waiting.back()].closed_by = tags.size();
            waiting.pop_back();
        }
        tags.push_back(tag);
    }
    return tags;
}

std::string without(std::string_view text, std::string_view mark) {
    std::string out;
    for (auto found = text.find(mark); found != std::string_view::npos; found = text.find(mark)) {
        out += text.substr(0, found);
        text.remove_prefix(found + mark.size());
    }
    return out.append(text);
}

/// Markup made text. Where CDATA was opened, "&" was meant as it stands.
std::string shielded(std::string_view inner) {
    const bool was_cdata = inner.contains(cdata_begin);
    std::string out;
    for (const char c : without(without(inner, cdata_begin), cdata_end)) {
        if (c == '<')
            out += "&lt;";
        else if (c == '&' && was_cdata)
            out += "&amp;";
        else
            out += c;
    }
    return out;
}

/// What is no text for people has no markup inside; an id must not depend on a fault beside it.
bool is_one_word(std::string_view name) {
    const auto local = without_prefix(name);
    return local == "guid" || local == "id" || local == "link";
}

std::string mended_child(const Tag& tag, std::string_view opening, std::string_view inner) {
    const auto closing = fmt::format("</{}>", tag.name);
    auto text = shielded(inner);
    if (is_one_word(tag.name)) text.resize(std::min(text.find("&lt;"), text.size()));
    const auto sound = sound_opening(opening);
    const auto child = sound + text + closing;
    // Without its attributes and without words it says nothing any more.
    const bool is_lost = text.empty() && sound != opening && sound == fmt::format("<{}>", tag.name);
    return is_sound(child) && !is_lost ? child : std::string{};
}

/// Goes over the children of an entry and keeps each as it is, as text, or not at all.
class Children {
  public:
    Children(std::string_view entry, const std::vector<Tag>& tags) : entry_(entry), tags_(tags) {}

    Mended kept() {
        const auto own = tags_.front();
        for (std::size_t at = 1; at < tags_.size();) {
            const auto& tag = tags_[at];
            if (tag.closes && tag.name == own.name) break;
            at = tag.closes ? at + 1 : keep(at);
        }
        if (children_.empty()) return {};
        const auto opening = sound_opening(entry_.substr(own.begin, own.end - own.begin));
        const auto closing = fmt::format("</{}>", own.name);
        return {opening + children_ + closing, lacks_a_child_};
    }

  private:
    /// The index of the first tag behind the child.
    std::size_t keep(std::size_t at) {
        const auto& tag = tags_[at];
        const bool is_closed = tag.closed_by != 0;
        const auto last = is_closed ? tag.closed_by : at;
        const auto next_tag = last + 1 < tags_.size() ? tags_[last + 1].begin : entry_.size();
        const auto whole = entry_.substr(tag.begin, tags_[last].end - tag.begin);
        if (is_sound(whole)) {
            children_ += whole;
            return last + 1;
        }
        const auto inner_end = is_closed ? tags_[last].begin : tag.is_empty ? tag.end : next_tag;
        const auto child = mended_child(tag, entry_.substr(tag.begin, tag.end - tag.begin),
                                        entry_.substr(tag.end, inner_end - tag.end));
        children_ += child;
        lacks_a_child_ = lacks_a_child_ || child.empty();
        return last + 1;
    }

    std::string_view entry_;
    const std::vector<Tag>& tags_;
    std::string children_;
    bool lacks_a_child_ = false;
};

}  // namespace

Mended mended(std::string_view entry) {
    if (is_sound(entry)) return {std::string(entry), false};
    const auto tags = tags_of(entry);
    return tags.empty() ? Mended{} : Children(entry, tags).kept();
}

}  // namespace reputed::fetchers::feed
