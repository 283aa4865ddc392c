// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/app_store/sweep.hpp"

namespace reputed::fetchers::app_store {

std::string Place::page_url(int page, std::string_view kind) const {
    if (form == "id-first")
        return fmt::format("{}/{}/rss/customerreviews/id={}/sortBy=mostRecent/page={}/{}", base_url, country,
                           app_id, page, kind);
    return fmt::format("{}/{}/rss/customerreviews/page={}/id={}/sortby=mostrecent/{}", base_url, country,
                       page, app_id, kind);
}

Place Place::in_other_form() const {
    Place other = *this;
    other.form = form == "id-first" ? "page-first" : "id-first";
    return other;
}

bool Sweep::take(ReviewPage page) {
    for (auto& problem : page.problems) {
        problem.where = fmt::format("page {}, {}", pages_ + 1, problem.where);
        problems_.push_back(std::move(problem));
    }
    if (!page.has_entries()) return false;
    ++pages_;
    bool news = false;
    for (auto& item : page.items) news = take_item(std::move(item)) || news;
    return news && pages_ < deepest_page && (page.last_page == 0 || pages_ < page.last_page);
}

bool Sweep::take_item(core::Item item) {
    // Reviews written during the sweep push older ones onto the next page, where they are met again.
    if (!seen_ids_.insert(item.id).second) return false;
    KnownReview now{item.id, mark_of(item), {}};
    const auto* known = before_.find(item.id);
    if (known != nullptr) now.published = known->published;
    if (known != nullptr && known->mark == now.mark) {
        seen_.push_back(std::move(now));
        return false;
    }
    if (known != nullptr) {
        if (now.published.empty()) now.published = known->mark;
        item.updated = item.published;
        if (const auto first = core::from_iso(now.published)) item.published = core::Stamp{*first};
    }
    seen_.push_back(std::move(now));
    items_.push_back(std::move(item));
    return true;
}

CountryMemory Sweep::memory(std::string form) const {
    CountryMemory after{std::move(form), seen_};
    for (const auto& known : before_.newest)
        if (!seen_ids_.contains(known.id)) after.newest.push_back(known);
    if (after.newest.size() > remembered_reviews) after.newest.resize(remembered_reviews);
    return after;
}

}  // namespace reputed::fetchers::app_store
