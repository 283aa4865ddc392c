// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "web/static_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/hash.hpp"
#include "templates/assets.hpp"
#include "web/text.hpp"

namespace reputed::web {
namespace {

constexpr std::string_view folder = "static/";

const std::map<std::string, std::string, std::less<>>& hashes() {
    static const auto all = [] {
        std::map<std::string, std::string, std::less<>> by_name;
        for (const auto& asset : templates::all_assets())
            if (asset.path.starts_with(folder))
                by_name.emplace(asset.path.substr(folder.size()),
                                base::sha256_hex(asset.bytes).substr(0, 16));
        return by_name;
    }();
    return all;
}

std::string_view type_of(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 7> types{
        {{".css", "text/css; charset=utf-8"},
         {".js", "text/javascript; charset=utf-8"},
         {".svg", "image/svg+xml"},
         {".png", "image/png"},
         {".ico", "image/x-icon"},
         {".webmanifest", "application/manifest+json"},
         {".txt", "text/plain; charset=utf-8"}}};
    const auto* found =
        std::ranges::find_if(types, [&](const auto& type) { return name.ends_with(type.first); });
    return found == types.end() ? "application/octet-stream" : found->second;
}

struct Symbol {
    std::string_view id;
    std::string_view svg;
};

const std::vector<Symbol>& symbols() {
    static const auto all = [] {
        std::vector<Symbol> found;
        const auto* sprite = templates::find_asset("parts/sprite.mustache");
        std::string_view rest = sprite == nullptr ? std::string_view{} : sprite->bytes;
        constexpr std::string_view opening = "<symbol id=\"";
        while (!rest.empty()) {
            const auto line = take_until(rest, '\n');
            if (!line.starts_with(opening)) continue;
            auto id = line.substr(opening.size());
            found.push_back({take_until(id, '"'), line});
        }
        return found;
    }();
    return all;
}

/// Icons that scripts may put on any page.
constexpr std::array<std::string_view, 7> always{"i-check", "i-cross", "i-down", "i-late",
                                                 "i-off",   "i-undo",  "i-warn"};

}  // namespace

std::string static_url(std::string_view name) {
    const auto found = hashes().find(name);
    return found == hashes().end() ? std::string{} : fmt::format("/static/{}/{}", found->second, name);
}

std::vector<std::string> static_names(std::string_view ending) {
    std::vector<std::string> names;
    for (const auto& [name, hash] : hashes())
        if (name.ends_with(ending)) names.push_back(name);
    return names;
}

Response static_file(std::string_view hash, std::string_view name) {
    const auto known = hashes().find(name);
    // Under another hash the browser would keep the wrong content for good.
    if (known == hashes().end() || known->second != hash) return Response::text(404, "Not found\n");
    Response response;
    response.content_type = type_of(name);
    response.body = templates::find_asset(fmt::format("{}{}", folder, name))->bytes;
    response.cacheable = true;
    return response;
}

std::string sprite_for(std::initializer_list<std::string_view> pieces) {
    std::set<std::string_view> used(always.begin(), always.end());
    constexpr std::string_view reference = "<use href=\"#";
    for (const auto html : pieces) {
        for (auto at = html.find(reference); at != std::string_view::npos; at = html.find(reference, at)) {
            at += reference.size();
            used.insert(html.substr(at, html.find('"', at) - at));
        }
    }
    std::string sprite = "<svg class=\"sprite\" aria-hidden=\"true\">";
    for (const auto& symbol : symbols())
        if (used.contains(symbol.id)) sprite += symbol.svg;
    return sprite + "</svg>";
}

}  // namespace reputed::web
