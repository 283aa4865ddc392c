// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/app_store/memory.hpp"

#include "base/hash.hpp"
#include "base/json.hpp"

namespace reputed::fetchers::app_store {

const KnownReview* CountryMemory::find(std::string_view id) const {
    const auto found = std::ranges::find(newest, id, &KnownReview::id);
    return found == newest.end() ? nullptr : &*found;
}

Memory read_cursor(const std::string& cursor, const std::string& app_id) {
    Memory memory;
    const auto root = base::Json::parse(cursor);
    if (!root || (*root)["app"].text() != app_id) return memory;
    for (const auto& [country, node] : (*root)["countries"].members()) {
        auto& remembered = memory[country];
        remembered.form = node["form"].text();
        for (const auto& known : node["known"].items()) {
            if (remembered.newest.size() == remembered_reviews) break;
            remembered.newest.push_back({std::string(known.at(0).text()), std::string(known.at(1).text()),
                                         std::string(known.at(2).text())});
        }
    }
    return memory;
}

std::string write_cursor(const Memory& memory, const std::string& app_id) {
    base::JsonWriter json;
    json.begin_object().member("app", app_id).key("countries").begin_object();
    for (const auto& [country, remembered] : memory) {
        json.key(country).begin_object().member("form", remembered.form).key("known").begin_array();
        for (const auto& known : remembered.newest) {
            json.begin_array().string(known.id).string(known.mark);
            if (!known.published.empty()) json.string(known.published);
            json.end_array();
        }
        json.end_array().end_object();
    }
    json.end_object().end_object();
    return json.take();
}

std::string mark_of(const core::Item& item) {
    if (item.published) return core::to_iso(item.published->at);
    return "#" + base::sha256_hex(core::content_text(item)).substr(0, 16);
}

}  // namespace reputed::fetchers::app_store
