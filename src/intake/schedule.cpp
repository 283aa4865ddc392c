// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "intake/schedule.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/hash.hpp"
#include "net/http.hpp"

namespace reputed::intake {
namespace {

std::chrono::hours furthest_due(const core::PollState& state) {
    return state.gone_since ? std::chrono::hours{24 * 31} : longest_pause;
}

/// Secrets stay out of it: the hash is stored, and a password must not be guessed from it.
std::string hash_of_settings(const core::Source& source, const fetchers::Portal& portal) {
    std::string text;
    for (const auto& field : portal.settings) {
        const auto given = source.settings.find(std::string(field.name));
        if (field.kind != fetchers::SettingKind::secret && given != source.settings.end())
            text += fmt::format("{}={}\n", field.name, given->second);
    }
    return base::sha256_hex(text);
}

core::PollState begun_afresh(const core::PollState& state, core::Instant now) {
    core::PollState afresh;
    afresh.source = state.source;
    afresh.polls = state.polls;
    afresh.last_attempt = state.last_attempt;
    afresh.items_ever = state.items_ever;
    afresh.first_import_done = state.first_import_done;
    afresh.next_due = now;
    return afresh;
}

}  // namespace

std::string host_of_source(const core::Source& source, const fetchers::Portal& portal) {
    for (const auto& field : portal.settings) {
        const auto given = source.settings.find(std::string(field.name));
        const bool stated = given != source.settings.end() && !given->second.empty();
        if (auto host = net::host_of(stated ? given->second : std::string(field.fallback)); !host.empty())
            return host;
    }
    return std::string(portal.name);
}

core::PollState believed(core::PollState state, const core::Source& source, const fetchers::Portal& portal,
                         core::Instant now) {
    const auto hash = hash_of_settings(source, portal);
    if (!state.settings_hash.empty() && state.settings_hash != hash) state = begun_afresh(state, now);
    state.settings_hash = hash;
    state.next_due = std::min(state.next_due, now + furthest_due(state));
    return state;
}

}  // namespace reputed::intake
