// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "intake/recognise.hpp"

#include "base/hash.hpp"
#include "fetchers/fetcher.hpp"
#include "intake/admit.hpp"

namespace reputed::intake {
namespace {

std::string_view way_of(const core::Source& source) {
    const auto* portal = fetchers::find_portal(source.portal);
    return portal != nullptr && portal->polls ? "poll" : "file";
}

}  // namespace

void Recogniser::expect(const std::vector<core::Item>& items) {
    for (const auto& item : items) present_.insert(identity_of(item));
    for (const auto& item : items) claim_exact_match(item);
}

Recognised Recogniser::recognise(const core::Item& item, const std::string& id) {
    auto known = roles_.intake.find(source_.id, item.item, id);
    if (!known && item.id.empty()) known = same_with_another_text(item);
    if (!known) known = same_under_another_id(item, id);
    if (known) return {Acquaintance::known, std::move(known)};
    return may_keep_texts_ ? by_another_way(item, id) : Recognised{};
}

/// A review without the portal's id that stands on the page word for word is spoken for: another text of
/// its author cannot be an edit of it.
void Recogniser::claim_exact_match(const core::Item& item) {
    if (!item.id.empty() || item.author.empty()) return;
    const auto fingerprint = base::sha256_hex(core::content_text(item));
    for (const auto& candidate : roles_.intake.find_by_author(source_.id, item.author))
        if (candidate.item == item.item && candidate.fingerprint == fingerprint)
            claimed_.insert(candidate.id);
}

/// Without ids an edited text looks like a new review: the same author, thing and date, whose old text
/// is no longer on the page, is the same review.
std::optional<core::Review> Recogniser::same_with_another_text(const core::Item& item) {
    if (item.author.empty() || !item.published) return std::nullopt;
    const auto fingerprint = base::sha256_hex(core::content_text(item));
    for (auto& candidate : roles_.intake.find_by_author(source_.id, item.author)) {
        const bool same_thing = candidate.item == item.item &&
                                candidate.content.published == item.published &&
                                candidate.external_id.starts_with("sha256:");
        const bool word_for_word = candidate.fingerprint == fingerprint;
        if (!same_thing ||
            (!word_for_word && (claimed_.contains(candidate.id) || present_.contains(candidate.external_id))))
            continue;
        claimed_.insert(candidate.id);
        return std::move(candidate);
    }
    return std::nullopt;
}

/// A site that renames its ids (http to https, a new shop system) must not bring every old complaint
/// anew: the same words of the same author at the same time are the same review.
std::optional<core::Review> Recogniser::same_under_another_id(const core::Item& item, const std::string& id) {
    if (item.author.empty() || !item.published) return std::nullopt;
    const auto fingerprint = base::sha256_hex(core::content_text(item));
    for (auto& candidate : roles_.intake.find_by_author(source_.id, item.author)) {
        const bool same = candidate.item == item.item && candidate.fingerprint == fingerprint &&
                          candidate.content.published == item.published &&
                          !present_.contains(candidate.external_id);
        if (!same) continue;
        roles_.intake.rename(candidate.id, id);
        candidate.external_id = id;
        return std::move(candidate);
    }
    return std::nullopt;
}

Recognised Recogniser::by_another_way(const core::Item& item, const std::string& id) {
    if (const auto sighted = roles_.sightings.find(source_.id, item.item, id))
        return {Acquaintance::elsewhere, roles_.intake.find(*sighted)};
    auto kin = kinship_.find(item);
    if (!kin) return {};
    auto& review = kin->review;
    if (!is_richer(source_, kin->source)) {
        roles_.sightings.put({source_.id, item.item, id, review.id, std::string(way_of(source_)), now_});
        return {Acquaintance::elsewhere, std::move(review), true};
    }
    roles_.sightings.put({kin->source.id, review.item, review.external_id, review.id,
                          std::string(way_of(kin->source)), review.first_seen});
    roles_.sightings.rehome(review.id, source_.id, item.item, id);
    review.source = source_.id;
    review.item = item.item;
    review.external_id = id;
    return {Acquaintance::taken_over, std::move(review), true};
}

}  // namespace reputed::intake
