// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "templates/assets.hpp"

#include <map>

namespace reputed::templates {

const Asset* find_asset(std::string_view path) {
    static const auto by_path = [] {
        std::map<std::string_view, const Asset*> index;
        for (const Asset& asset : all_assets()) index.emplace(asset.path, &asset);
        return index;
    }();
    const auto found = by_path.find(path);
    return found == by_path.end() ? nullptr : found->second;
}

}  // namespace reputed::templates
