// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Which page to ask for next: forward from what is known, without a gap; or, the first time, backward from
// the newest. Decided here without I/O.
#pragma once
#include "fetchers/mastodon/memory.hpp"
#include "fetchers/mastodon/place.hpp"

namespace reputed::fetchers::mastodon {

/// One answer: its posts, and the addresses the server itself names for its neighbours.
struct ListAnswer {
    StatusPage page;
    std::string older;
    std::string newer;
};

class Walk {
  public:
    Walk(Place place, Memory memory);

    [[nodiscard]] const std::string& next_url() const { return next_url_; }
    /// True when there is more to ask for, at next_url().
    [[nodiscard]] bool take(ListAnswer answer);
    /// The walk could not go on: what was brought so far counts, and the rest is asked for next time.
    void break_off(const std::string& words);

    [[nodiscard]] int pages() const { return pages_; }
    [[nodiscard]] bool whole() const { return whole_; }
    [[nodiscard]] Memory& memory() { return memory_; }
    [[nodiscard]] std::vector<core::Item>& items() { return items_; }
    [[nodiscard]] std::vector<core::Problem>& problems() { return problems_; }

  private:
    [[nodiscard]] bool go_back(const ListAnswer& answer);
    [[nodiscard]] bool go_on(const ListAnswer& answer);

    Place place_;
    Memory memory_;
    bool backward_;
    std::string next_url_;
    std::string oldest_;
    std::vector<core::Item> items_;
    std::vector<core::Problem> problems_;
    int pages_ = 0;
    bool whole_ = true;
};

}  // namespace reputed::fetchers::mastodon
