// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/api/walk.hpp"

#include <algorithm>

namespace reputed::fetchers::api {

std::vector<Part> parts_of(const Memory& memory, const Manners& manners, core::Instant now) {
    if (!memory.newest) return {Part::sweep};
    if (!memory.resume.empty()) return {Part::news, Part::sweep};
    const bool due = !memory.swept || *memory.swept + manners.sweep_every <= now;
    return {due ? Part::sweep : Part::news};
}

Walk::Walk(Manners manners, Memory memory, Part part, core::Instant now)
    : manners_(manners), memory_(std::move(memory)), part_(part), now_(now) {
    ask_.now = now_;
    if (part_ == Part::news) {
        ask_.next = memory_.goes_on;
        ask_.since = *memory_.newest - manners_.overlap;
    } else {
        ask_.next = memory_.resume;
        ids_ = memory_.seen;
    }
}

bool Walk::take(Listing listing) {
    ++pages_;
    note(listing);
    goes_on_ = std::move(listing.goes_on);
    if (listing.whole) part_ = Part::sweep;
    const bool reached = ask_.since && listing.oldest && *listing.oldest < *ask_.since;
    const std::string before = std::exchange(ask_.next, std::move(listing.next));
    ended_ = ask_.next.empty() || reached;
    if (ended_) return false;
    if (ask_.next == before) {
        read_.problems.push_back(
            {fmt::format("page {}", pages_), "names itself as the next page; the rest is missing"});
        ask_.next.clear();
        return false;
    }
    return pages_ < manners_.most_pages;
}

void Walk::break_off(const core::PollFailure& failure) {
    lost_ = is_resumed() && pages_ == 0 && failure.kind == core::FailureKind::missing;
    read_.problems.push_back({fmt::format("page {}", pages_ + 1), failure.words});
}

Memory Walk::finish(core::Batch& batch) && {
    std::ranges::move(read_.items, std::back_inserter(batch.items));
    std::ranges::move(read_.problems, std::back_inserter(batch.problems));
    std::ranges::move(read_.aggregates, std::back_inserter(batch.aggregates));
    std::ranges::move(read_.removed, std::back_inserter(batch.removed));
    if (ended_) memory_.goes_on = std::move(goes_on_);
    if (!ended_) batch.completeness = core::Completeness::partial;
    // What was not reached would be lost if newer entries were taken for all there is.
    if (ended_ || part_ == Part::sweep) memory_.newest = std::max(memory_.newest, newest_);
    if (part_ == Part::sweep) remember_sweep(batch);
    return std::move(memory_);
}

void Walk::remember_sweep(core::Batch& batch) {
    memory_.resume.clear();
    memory_.seen.clear();
    if (ended_) {
        memory_.swept = now_;
        if (manners_.sweep_proves_removal && whole_) batch.swept = std::move(ids_);
    } else if (!lost_ && !ask_.next.empty()) {
        memory_.resume = ask_.next;
        memory_.seen = std::move(ids_);
    }
}

void Walk::note(Listing& listing) {
    for (auto& problem : listing.problems) {
        // An entry that cannot be read may be any review: the sweep proves nothing then.
        whole_ = false;
        if (pages_ > 1) problem.where = fmt::format("page {}, {}", pages_, problem.where);
        read_.problems.push_back(std::move(problem));
    }
    for (auto& item : listing.items) {
        for (const auto& stamp : {item.updated, item.published})
            if (stamp && stamp->at <= now_ + std::chrono::days{1})
                newest_ = std::max(newest_, std::optional(stamp->at));
        ids_.push_back(item.item.empty() ? item.id : item.item + "\n" + item.id);
        read_.items.push_back(std::move(item));
    }
    std::ranges::move(listing.aggregates, std::back_inserter(read_.aggregates));
    std::ranges::move(listing.removed, std::back_inserter(read_.removed));
}

}  // namespace reputed::fetchers::api
