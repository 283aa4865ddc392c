// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/feed/salvage.hpp"

#include <fmt/format.h>

#include "fetchers/feed/mend.hpp"
#include "fetchers/feed/tags.hpp"

namespace reputed::fetchers::feed {
namespace {

constexpr auto nowhere = std::string_view::npos;
constexpr std::size_t most_problems = 20;

bool is_entry_name(std::string_view name) {
    const auto local = without_prefix(name);
    return local == "item" || local == "entry";
}

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
        if (without_prefix(name) == local) return at;
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
    if (is_sound(frame.opening + frame.closing)) return frame;
    return {sound_opening(root), fmt::format("</{}>", root_name)};
}

void note(std::vector<core::Problem>& problems, std::size_t number, std::string_view words) {
    if (problems.size() < most_problems)
        problems.push_back({fmt::format("item {}", number), std::string(words)});
}

/// What can be kept of an entry. The one a cut goes through may lack anything, so it waits for the next poll.
std::string kept(std::string_view text, bool is_cut_off, std::size_t number,
                 std::vector<core::Problem>& problems) {
    if (is_cut_off) {
        note(problems, number, "The entry is cut off and was left out.");
        return {};
    }
    auto entry = mended(text);
    if (entry.xml.empty())
        note(problems, number, "The entry is broken XML and was left out.");
    else if (entry.lacks_a_child)
        note(problems, number, "The entry is broken XML; a part of it was left out.");
    return std::move(entry.xml);
}

}  // namespace

std::string salvage(std::string_view text, std::vector<core::Problem>& problems) {
    const auto entries = entries_of(text);
    const auto head = text.substr(0, entries.empty() ? text.size() : entries.front().begin);
    const Frame frame = frame_of(text, head);
    if (frame.closing.empty()) return {};
    problems.push_back({"feed", "The document is not well-formed XML; it was read entry by entry."});
    const bool is_cut_off = !text.contains(fmt::format("</{}", tag_name_at(text, 1)));
    if (is_cut_off)
        problems.push_back(
            {"document", "The document is cut off; entries behind the last one may be missing."});
    std::string out = frame.opening;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto& entry = entries[i];
        const bool is_last = i + 1 == entries.size();
        out += kept(text.substr(entry.begin, entry.end - entry.begin), is_cut_off && is_last && !entry.closed,
                    i + 1, problems);
    }
    return out + frame.closing;
}

}  // namespace reputed::fetchers::feed
