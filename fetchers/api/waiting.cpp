// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/api/waiting.hpp"

namespace reputed::fetchers::api {

Waiting read_waiting(const std::string& next) {
    Waiting waiting;
    const auto root = base::Json::parse(next);
    if (!root) return waiting;
    waiting.page = (*root)["then"].text();
    const auto entries = (*root)["waiting"].items();
    waiting.entries.assign(entries.begin(), entries.end());
    return waiting;
}

std::string written(const Waiting& waiting) {
    if (waiting.page.empty() && waiting.entries.empty()) return {};
    base::JsonWriter json;
    json.begin_object().member("then", waiting.page).key("waiting").begin_array();
    for (const auto& entry : waiting.entries) json.value(entry);
    json.end_array().end_object();
    return json.take();
}

std::optional<Listing> first_put_aside(const Answer& refused, const Ask& ask) {
    Waiting waiting = read_waiting(ask.next);
    const bool unknown = refused.status == 400 || refused.status == 404 || refused.status == 410;
    if (!unknown || waiting.entries.empty()) return std::nullopt;
    waiting.entries.erase(waiting.entries.begin());
    Listing listing;
    listing.problems.push_back({"review", "its comments cannot be read, so that it was put aside"});
    listing.next = written(waiting);
    return listing;
}

}  // namespace reputed::fetchers::api
