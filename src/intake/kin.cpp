// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "intake/kin.hpp"

#include <algorithm>
#include <charconv>

#include "base/hash.hpp"
#include "fetchers/fetcher.hpp"
#include "intake/retention.hpp"
#include "text/fold.hpp"
#include "text/html.hpp"

namespace reputed::intake {
namespace {

/// Shorter words are said by many.
constexpr std::size_t telling_letters = 20;
constexpr std::chrono::hours clocks_differ{48};
constexpr std::size_t most_candidates = 20;

std::int64_t key_of(std::string_view kind, std::string_view text) {
    const auto hash = base::sha256_hex(fmt::format("{}\n{}", kind, text)).substr(0, 15);
    std::int64_t key = 0;
    std::from_chars(hash.data(), hash.data() + hash.size(), key, 16);
    return key;
}

/// A link without what differs between two ways to one page. What stands behind # tells comments apart.
std::string normal_link(std::string_view url) {
    const auto scheme = url.find("://");
    if (scheme == std::string_view::npos) return {};
    std::string link(url.substr(scheme + 3));
    if (link.starts_with("www.")) link.erase(0, 4);
    const auto path = std::min(link.find('/'), link.size());
    std::ranges::transform(link.substr(0, path), link.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    for (auto at = link.find("utm_"); at != std::string::npos && at > 0; at = link.find("utm_")) {
        const auto end = std::min(link.find_first_of("&#", at), link.size());
        link.erase(at, end < link.size() && link[end] == '&' ? end - at + 1 : end - at);
    }
    const auto fragment = std::min(link.find('#'), link.size());
    auto end = fragment;
    while (end > 0 && std::string_view("/?&").contains(link[end - 1])) --end;
    return link.erase(end, fragment - end);
}

std::string folded_words(const core::Item& item) {
    return text::collapse_space(text::fold(item.title + " " + item.body));
}

std::size_t letters_in(std::string_view utf8) {
    return static_cast<std::size_t>(std::ranges::count_if(
        utf8, [](char c) { return c != ' ' && (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool authors_agree(const core::Item& one, const core::Item& other) {
    if (one.author.empty() || other.author.empty()) return true;
    return text::fold(one.author) == text::fold(other.author);
}

bool dates_agree(const core::Item& one, const core::Item& other) {
    if (!one.published || !other.published) return true;
    const auto apart = one.published->at - other.published->at;
    return (apart < apart.zero() ? -apart : apart) <= clocks_differ;
}

bool stars_agree(const core::Item& one, const core::Item& other) {
    return !one.rating || !other.rating || one.rating->score() == other.rating->score();
}

int rank_of(const core::Source& source) {
    const auto* portal = fetchers::find_portal(source.portal);
    if (portal == nullptr) return 0;
    if (portal->reply && portal->make_replier != nullptr) return 2;
    return portal->polls ? 1 : 0;
}

}  // namespace

std::vector<std::int64_t> keys_of(const core::Item& item) {
    std::vector<std::int64_t> keys;
    if (const auto link = normal_link(item.url); !link.empty()) keys.push_back(key_of("link", link));
    if (const auto words = folded_words(item); letters_in(words) >= telling_letters)
        keys.push_back(key_of("words", words));
    return keys;
}

std::string origin_of(const core::Source& source) {
    const auto* portal = fetchers::find_portal(source.portal);
    if (portal == nullptr) return source.portal;
    return portal->origin == nullptr ? std::string(portal->name) : portal->origin(source);
}

bool is_same_review(const core::Item& one, const core::Item& other, bool same_origin) {
    if (!authors_agree(one, other) || !dates_agree(one, other)) return false;
    const auto link = normal_link(one.url);
    if (!link.empty() && link == normal_link(other.url)) return true;
    const auto words = folded_words(one);
    return same_origin && stars_agree(one, other) && letters_in(words) >= telling_letters &&
           words == folded_words(other);
}

bool is_richer(const core::Source& one, const core::Source& other) { return rank_of(one) > rank_of(other); }

const core::Source* Kinship::sibling(core::SourceId id) {
    if (!siblings_) {
        siblings_ = roles_.places.sources();
        std::erase_if(*siblings_, [this](const core::Source& one) {
            return one.location != source_.location || one.id == source_.id || retention_of(one);
        });
    }
    const auto found = std::ranges::find(*siblings_, id, &core::Source::id);
    return found == siblings_->end() ? nullptr : &*found;
}

std::optional<Kinship::Kin> Kinship::find(const core::Item& item) {
    (void)sibling({});
    if (siblings_->empty()) return std::nullopt;
    const auto origin = origin_of(source_);
    std::optional<Kin> kin;
    for (const auto key : keys_of(item))
        for (const auto id : roles_.sightings.with_key(key, most_candidates)) {
            if (kin && kin->review.id == id) continue;
            auto review = roles_.intake.find(id);
            const auto* source = review ? sibling(review->source) : nullptr;
            if (source == nullptr) continue;
            const bool same_origin = !origin.empty() && origin == origin_of(*source);
            if (!is_same_review(item, review->content, same_origin)) continue;
            if (kin) return std::nullopt;
            kin = Kin{std::move(*review), *source};
        }
    return kin;
}

}  // namespace reputed::intake
