// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/mastodon/walk.hpp"

namespace reputed::fetchers::mastodon {
namespace {

/// A thousand posts a poll; a busier hashtag is caught up with over several polls.
constexpr int most_pages_forward = 25;

}  // namespace

Walk::Walk(Place place, Memory memory)
    : place_(std::move(place)), memory_(std::move(memory)), backward_(memory_.newest.empty()) {
    next_url_ = backward_ ? place_.newest_url() : place_.url_after(memory_.newest);
}

bool Walk::take(ListAnswer answer) {
    ++pages_;
    for (auto& problem : answer.page.problems) {
        if (pages_ > 1) problem.where = fmt::format("page {}, {}", pages_, problem.where);
        problems_.push_back(std::move(problem));
    }
    std::ranges::move(answer.page.items, std::back_inserter(items_));
    memory_.remember(answer.page.statuses);
    return backward_ ? go_back(answer) : go_on(answer);
}

bool Walk::go_back(const ListAnswer& answer) {
    const auto& page = answer.page;
    if (memory_.newest.empty() || is_older(memory_.newest, page.newest)) memory_.newest = page.newest;
    // A server that answers with the same page again has no older ones.
    const bool older = !page.oldest.empty() && (oldest_.empty() || is_older(page.oldest, oldest_));
    if (!older || pages_ >= place_.pages) return false;
    oldest_ = page.oldest;
    next_url_ = answer.older.empty() ? place_.url_before(oldest_) : answer.older;
    return true;
}

bool Walk::go_on(const ListAnswer& answer) {
    if (answer.page.newest.empty() || !is_older(memory_.newest, answer.page.newest)) return false;
    memory_.newest = answer.page.newest;
    if (pages_ >= most_pages_forward) {
        whole_ = false;
        return false;
    }
    next_url_ = answer.newer.empty() ? place_.url_after(memory_.newest) : answer.newer;
    return true;
}

void Walk::break_off(const std::string& words) {
    whole_ = false;
    problems_.push_back({fmt::format("page {}", pages_ + 1), words});
    // Forward, every page joins the one before, so the cursor may stay where it got to. Backward, older
    // posts would be lost for good: begin again next time.
    if (backward_) memory_.newest.clear();
}

}  // namespace reputed::fetchers::mastodon
