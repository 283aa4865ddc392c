// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/mastodon/memory.hpp"

#include "base/json.hpp"

namespace reputed::fetchers::mastodon {
namespace {

constexpr std::int64_t polls_between_rereads = 4;
/// Servers get upgraded, so even one that cannot be asked by id is tried again now and then.
constexpr std::int64_t polls_between_trials = 200;

}  // namespace

void Memory::remember(const std::vector<KnownStatus>& met) {
    for (const auto& status : met)
        if (!status.id.empty() && std::ranges::find(known, status.id, &KnownStatus::id) == known.end())
            known.push_back(status);
    std::ranges::sort(known, [](const auto& a, const auto& b) { return is_older(b.id, a.id); });
    if (known.size() > remembered_statuses) known.resize(remembered_statuses);
}

void Memory::forget(const std::string& uri) {
    std::erase_if(known, [&uri](const auto& status) { return status.uri == uri; });
}

bool Memory::reread_is_due() const {
    return !known.empty() && polls % (rereads ? polls_between_rereads : polls_between_trials) == 0;
}

Memory read_cursor(const std::string& cursor, const std::string& of) {
    Memory memory;
    memory.of = of;
    const auto root = base::Json::parse(cursor);
    if (!root || (*root)["of"].text() != of) return memory;
    memory.newest = (*root)["newest"].text();
    memory.polls = std::max<std::int64_t>((*root)["polls"].integer().value_or(0), 0);
    memory.rereads = (*root)["rereads"].boolean().value_or(true);
    for (const auto& known : (*root)["known"].items()) {
        if (memory.known.size() == remembered_statuses) break;
        memory.known.push_back({std::string(known.at(0).text()), std::string(known.at(1).text())});
    }
    return memory;
}

std::string write_cursor(const Memory& memory) {
    base::JsonWriter json;
    json.begin_object()
        .member("of", memory.of)
        .member("newest", memory.newest)
        .member("polls", memory.polls)
        .member("rereads", memory.rereads)
        .key("known")
        .begin_array();
    for (const auto& [id, uri] : memory.known) json.begin_array().string(id).string(uri).end_array();
    json.end_array().end_object();
    return json.take();
}

}  // namespace reputed::fetchers::mastodon
