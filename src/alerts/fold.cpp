// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "alerts/fold.hpp"

#include "alerts/facts.hpp"

namespace reputed::alerts {
namespace {

constexpr std::size_t most_named = 20;
constexpr std::size_t a_page = 200;

void tell(Facts& facts, const core::Alert& held) {
    ++facts.count;
    if (facts.told.size() >= most_named) return;
    const auto its = facts_from(held.facts);
    facts.told.push_back(
        {held.review, its.verdict, its.source.empty() ? its.portal : its.source, its.location, its.urgency});
}

}  // namespace

bool is_folded_digest(const core::Alert& alert) {
    return alert.kind == core::AlertKind::digest && facts_from(alert.facts).folded;
}

core::Alert with_held_alerts(core::Alert digest, storage::OutboxStore& outbox) {
    auto facts = facts_from(digest.facts);
    const auto begin = facts.since.value_or(digest.created);
    const auto end = begin + std::chrono::hours{1};
    facts.count = 0;
    facts.told.clear();
    core::AlertId before;
    for (bool more = true; more;) {
        const auto page = outbox.list(core::AlertState::held, before, a_page);
        for (const auto& held : page.alerts)
            if (held.recipient == digest.recipient && held.created >= begin && held.created < end)
                tell(facts, held);
        // Newest first: a page that reaches back before the hour was the last that matters.
        more = page.next && page.alerts.back().created >= begin;
        before = page.next;
    }
    digest.facts = to_json(facts);
    return digest;
}

}  // namespace reputed::alerts
