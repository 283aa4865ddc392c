// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/feed/salvage.hpp"

#include <fmt/format.h>

namespace reputed::fetchers::feed {
namespace {

constexpr auto nowhere = std::string_view::npos;
constexpr std::size_t most_problems = 20;

bool is_sound(std::string_view text) {
    pugi::xml_document tree;
    return static_cast<bool>(tree.load_buffer(text.data(), text.size(), xml_reading, pugi::encoding_utf8));
}

std::string_view tag_name_at(std::string_view text, std::size_t at) {
    const auto rest = text.substr(at);
    return rest.substr(0, rest.find_first_of(" \t\n\r/><"));
}

bool is_entry_name(std::string_view name) {
    const auto local = name.substr(name.find(':') + 1);
    return local == "item" || local == "entry";
}

/// Goes from "<" to "<", over comments and CDATA where they are closed.
class Walker {
  public:
    explicit Walker(std::string_view text, std::size_t at = 0) : text_(text), at_(at) {}
    /// The next "<" of a tag, or npos.
    [[nodiscard]] std::size_t next() {
        for (at_ = text_.find('<', at_); at_ != nowhere; at_ = text_.find('<', at_)) {
            const auto rest = text_.substr(at_);
            if (rest.starts_with("<![CDATA["))
                skip("]]>", cdata_open_);
            else if (rest.starts_with("<!--"))
                skip("-->", comment_open_);
            else
                return at_++;
        }
        return nowhere;
    }

  private:
    void skip(std::string_view end, bool& never_closed) {
        const auto found = never_closed ? nowhere : text_.find(end, at_);
        never_closed = found == nowhere;
        at_ = found == nowhere ? at_ + 1 : found + end.size();
    }

    std::string_view text_;
    std::size_t at_;
    bool cdata_open_ = false;
    bool comment_open_ = false;
};

struct Entry {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool closed = false;
};

std::vector<Entry> entries_of(std::string_view text) {
    std::vector<Entry> entries;
    std::string_view open;
    Walker walker(text);
    for (auto at = walker.next(); at != nowhere; at = walker.next()) {
        const bool closes = text.substr(at).starts_with("</");
        const auto name = tag_name_at(text, at + (closes ? 2 : 1));
        if (!is_entry_name(name)) continue;
        if (closes && name == open) {
            const auto end = text.find('>', at);
            entries.back().end = end == nowhere ? text.size() : end + 1;
            entries.back().closed = end != nowhere;
            open = {};
        } else if (!closes) {
            if (!open.empty()) entries.back().end = at;
            entries.push_back({at, text.size(), false});
            open = name;
        }
    }
    return entries;
}

/// The part before the first entry, and what must follow the last one.
struct Frame {
    std::string opening;
    std::string closing;
};

std::string_view opening_tag(std::string_view text, std::size_t at) {
    const auto end = text.find('>', at);
    return end == nowhere ? std::string_view{} : text.substr(at, end - at + 1);
}

std::size_t find_tag(std::string_view text, std::string_view local) {
    Walker walker(text);
    for (auto at = walker.next(); at != nowhere; at = walker.next()) {
        const auto name = tag_name_at(text, at + 1);
        if (name.substr(name.find(':') + 1) == local) return at;
    }
    return nowhere;
}

Frame frame_of(std::string_view text, std::string_view head) {
    const auto root = opening_tag(text, 0);
    if (root.empty()) return {};
    const auto root_name = tag_name_at(root, 1);
    const auto channel = find_tag(head, "channel");
    Frame frame{std::string(head), fmt::format("</{}>", root_name)};
    if (channel != nowhere) {
        const auto channel_name = tag_name_at(head, channel + 1);
        const auto closing = fmt::format("</{}>", channel_name);
        if (!head.substr(channel).contains(closing)) frame.closing = closing + frame.closing;
    }
    if (!is_sound(frame.opening + frame.closing))
        frame = {std::string(root), fmt::format("</{}>", root_name)};
    return frame;
}

/// Markup of another document, left unescaped in an element of text, made text again.
std::string with_shielded(std::string entry, std::string_view element) {
    const auto open = find_tag(entry, element);
    if (open == nowhere) return entry;
    const auto name = tag_name_at(entry, open + 1);
    const auto close = entry.rfind(fmt::format("</{}", name));
    const auto inner_begin = entry.find('>', open);
    if (inner_begin == nowhere || entry[inner_begin - 1] == '/' || close == nowhere || close < inner_begin)
        return entry;
    std::string inner = entry.substr(inner_begin + 1, close - inner_begin - 1);
    if (inner.contains("<![CDATA[")) return entry;
    std::string shielded;
    for (const char c : inner) {
        if (c == '<')
            shielded += "&lt;";
        else
            shielded += c;
    }
    return entry.replace(inner_begin + 1, inner.size(), shielded);
}

/// The entry as it can be read; empty when it cannot.
std::string mended(std::string_view entry, const Frame& frame) {
    const auto fits = [&](const std::string& text) { return is_sound(frame.opening + text + frame.closing); };
    std::string text{entry};
    if (fits(text)) return text;
    for (const std::string_view element : {"description", "encoded", "content", "summary", "title"}) {
        text = with_shielded(std::move(text), element);
        if (fits(text)) return text;
    }
    return {};
}

void note(std::vector<core::Problem>& problems, std::size_t number, std::string_view words) {
    if (problems.size() < most_problems)
        problems.push_back({fmt::format("item {}", number), std::string(words)});
}

}  // namespace

std::string salvage(std::string_view text, std::vector<core::Problem>& problems) {
    const auto entries = entries_of(text);
    const auto head = text.substr(0, entries.empty() ? text.size() : entries.front().begin);
    const Frame frame = frame_of(text, head);
    if (frame.closing.empty()) return {};
    const Frame small{std::string(opening_tag(text, 0)), fmt::format("</{}>", tag_name_at(text, 1))};
    problems.push_back({"feed", "The document is not well-formed XML; it was read entry by entry."});
    if (!text.contains(small.closing.substr(0, small.closing.size() - 1)))
        problems.push_back(
            {"document", "The document is cut off; entries behind the last one may be missing."});
    std::string out = frame.opening;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto& entry = entries[i];
        const auto mend = mended(text.substr(entry.begin, entry.end - entry.begin), small);
        if (!mend.empty())
            out += mend;
        else if (entry.closed)
            note(problems, i + 1, "The entry is broken XML and was left out.");
        else
            note(problems, i + 1, "The entry is cut off and was left out.");
    }
    return out + frame.closing;
}

}  // namespace reputed::fetchers::feed
