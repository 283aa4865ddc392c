// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/feed/load.hpp"

#include "fetchers/feed/salvage.hpp"
#include "fetchers/feed/tags.hpp"
#include "text/html.hpp"

namespace reputed::fetchers::feed {
namespace {

constexpr std::size_t most_tags = 1'000'000;

/// A numeric reference XML forbids (a control, half a character), or one that means its windows-1252 place.
bool needs_repair(std::string_view reference) {
    const auto decoded = text::decode_entities(reference);
    if (decoded.empty() || decoded == "\xef\xbf\xbd") return true;
    // Where nothing was remapped this is only another spelling of the same character.
    return decoded.size() > 1;
}

/// The reference at the beginning of `text`, with the one right behind it where both are one character.
std::string_view reference_in(std::string_view text) {
    constexpr std::size_t longest = 24;
    const auto one = [&](std::string_view rest) {
        const auto window = rest.substr(0, longest);
        return window.starts_with("&#") ? window.substr(0, window.find(';') + 1) : std::string_view{};
    };
    const auto first = one(text);
    if (first.empty()) return {};
    const auto second = one(text.substr(first.size()));
    if (second.empty() || !text::decode_entities(first).empty()) return first;
    const auto pair = text.substr(0, first.size() + second.size());
    return text::decode_entities(pair) == text::decode_entities(second) ? first : pair;
}

/// The tree's strings end at a zero byte, and its reader writes whatever number a reference names.
std::string with_sound_references(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto next = std::min(text.find("&#", at), text.size());
        out += text.substr(at, next - at);
        at = next;
        if (at == text.size()) break;
        const auto reference = reference_in(text.substr(at));
        if (!reference.empty() && needs_repair(reference)) {
            out += text::decode_entities(reference);
            at += reference.size();
        } else {
            out += "&#";
            at += 2;
        }
    }
    return out;
}

/// Whatever a server appends behind the feed is no part of it.
std::string_view up_to_root_end(std::string_view text) {
    const auto name = text.substr(1, text.find_first_of(" \t\n\r/>", 1) - 1);
    const auto close = text.rfind("</" + std::string(name));
    const auto end = close == std::string_view::npos ? close : text.find('>', close);
    return end == std::string_view::npos ? text : text.substr(0, end + 1);
}

}  // namespace

bool load(std::string_view text, pugi::xml_document& tree, std::vector<core::Problem>& problems) {
    // Each tag is an object in memory; no honest feed of a few megabytes has this many.
    if (std::ranges::count(text, '<') > static_cast<std::ptrdiff_t>(most_tags)) {
        problems.push_back({"document", "The document has more than a million tags and was not read."});
        return false;
    }
    const std::string sound = with_sound_references(up_to_root_end(text));
    const auto result = tree.load_buffer(sound.data(), sound.size(), xml_reading, pugi::encoding_utf8);
    if (result) return true;
    const std::string salvaged = salvage(sound, problems);
    if (salvaged.empty()) {
        problems.push_back({"document", "The document is not readable XML."});
        return false;
    }
    return static_cast<bool>(
        tree.load_buffer(salvaged.data(), salvaged.size(), xml_reading, pugi::encoding_utf8));
}

}  // namespace reputed::fetchers::feed
