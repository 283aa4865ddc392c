// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "intake/retention.hpp"

#include "base/hash.hpp"
#include "fetchers/fetcher.hpp"

namespace reputed::intake {
namespace {

constexpr std::size_t most_in_one_job = 500;

}  // namespace

std::optional<std::chrono::hours> retention_of(const core::Source& source) {
    const auto* portal = fetchers::find_portal(source.portal);
    return portal == nullptr ? std::nullopt : portal->retention.most;
}

bool may_store_text(const std::optional<std::chrono::hours>& retention) {
    return !retention || retention->count() > 0;
}

core::Item without_text(core::Item item) {
    item.id = opaque_id(item.id);
    item.url.clear();
    item.title.clear();
    item.body.clear();
    item.author.clear();
    item.author_url.clear();
    if (item.reply) item.reply->text.clear();
    return item;
}

std::string opaque_id(const std::string& id) { return "unkept:" + base::sha256_hex(id).substr(0, 32); }

std::size_t drop_old_texts(storage::Roles& roles, core::Instant now) {
    std::size_t dropped = 0;
    // Archived sources keep no texts longer than others.
    for (const auto& [source, oldest] : roles.intake.sources_with_dated_texts()) {
        const auto known = roles.places.find_source(source);
        const auto retention = known ? retention_of(*known) : std::nullopt;
        if (!retention || oldest + *retention > now) continue;
        for (const auto review : roles.intake.texts_read_before(source, now - *retention, most_in_one_job)) {
            roles.intake.drop_text(review);
            ++dropped;
        }
    }
    return dropped;
}

}  // namespace reputed::intake
