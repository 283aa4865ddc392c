// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/feed/media.hpp"

#include "fetchers/feed/xml.hpp"

namespace reputed::fetchers::feed {
namespace {

/// The entry, its groups, and every "content" of these: each may hold the rest.
std::vector<pugi::xml_node> holders_in(const pugi::xml_node& entry) {
    std::vector<pugi::xml_node> holders{entry};
    const auto add_all = [&](const pugi::xml_node& parent, std::string_view local) {
        for (const auto& node : all_children(parent, Space::media, local)) holders.push_back(node);
    };
    add_all(entry, "group");
    for (std::size_t i = 0, outer = holders.size(); i < outer; ++i)
        add_all(pugi::xml_node(holders[i]), "content");
    return holders;
}

}  // namespace

std::string media_description(const pugi::xml_node& entry) {
    for (const auto& holder : holders_in(entry))
        if (auto text = trimmed_text(find_child(holder, Space::media, "description")); !text.empty())
            return text;
    return {};
}

std::string media_address(const pugi::xml_node& entry) {
    const auto holders = holders_in(entry);
    for (const char* name : {"content", "thumbnail"})
        for (const auto& holder : holders)
            for (const auto& node : all_children(holder, Space::media, name))
                if (auto address = attribute_of(node, "url"); !address.empty()) return address;
    return {};
}

}  // namespace reputed::fetchers::feed
