// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/api/memory.hpp"

#include "base/json.hpp"

namespace reputed::fetchers::api {

Memory read_cursor(const std::string& cursor) {
    Memory memory;
    const auto root = base::Json::parse(cursor);
    if (!root) return memory;
    memory.newest = core::from_iso(std::string((*root)["newest"].text()));
    memory.swept = core::from_iso(std::string((*root)["swept"].text()));
    memory.goes_on = (*root)["goes_on"].text();
    memory.resume = (*root)["resume"].text();
    for (const auto& id : (*root)["seen"].items()) memory.seen.emplace_back(id.text());
    return memory;
}

std::string write_cursor(const Memory& memory) {
    base::JsonWriter json;
    json.begin_object();
    if (memory.newest) json.member("newest", core::to_iso(*memory.newest));
    if (memory.swept) json.member("swept", core::to_iso(*memory.swept));
    if (!memory.goes_on.empty()) json.member("goes_on", memory.goes_on);
    if (!memory.resume.empty()) {
        json.member("resume", memory.resume).key("seen").begin_array();
        for (const auto& id : memory.seen) json.string(id);
        json.end_array();
    }
    json.end_object();
    return json.take();
}

}  // namespace reputed::fetchers::api
