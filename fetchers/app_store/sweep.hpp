// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// One country's reviews, newest first, page by page until nothing on a page is new. What is asked and when
// to stop is decided here without I/O, so that it can be tried out with plain values.
#pragma once
#include <set>

#include "fetchers/app_store/memory.hpp"
#include "fetchers/app_store/parse.hpp"

namespace reputed::fetchers::app_store {

inline constexpr int deepest_page = 10;  ///< Apple serves no more

/// What is asked for one country.
struct Place {
    std::string base_url;
    std::string app_id;
    std::string country;
    std::string form;
    bool allow_private = false;

    [[nodiscard]] std::string page_url(int page, std::string_view kind) const;
    [[nodiscard]] Place in_other_form() const;
};

class Sweep {
  public:
    explicit Sweep(CountryMemory before) : before_(std::move(before)) {}

    /// Takes what is new or changed from the next page. True when the page after it is worth asking for.
    [[nodiscard]] bool take(ReviewPage page);
    /// The list was empty though several reviews are known: suspect the portal, not the customers.
    [[nodiscard]] bool lost_everything() const { return pages_ == 0 && before_.newest.size() >= 3; }

    [[nodiscard]] int pages() const { return pages_; }
    [[nodiscard]] std::vector<core::Item>& items() { return items_; }
    [[nodiscard]] std::vector<core::Problem>& problems() { return problems_; }
    /// The memory after a sweep that reached its end.
    [[nodiscard]] CountryMemory memory(std::string form) const;

  private:
    bool take_item(core::Item item);

    CountryMemory before_;
    std::vector<KnownReview> seen_;
    std::set<std::string> seen_ids_;
    std::vector<core::Item> items_;
    std::vector<core::Problem> problems_;
    int pages_ = 0;
};

}  // namespace reputed::fetchers::app_store
