// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What makes an entry the same entry at the next poll (contract "feeds" section 5). An identity is taken as
// written: never resolved, never changed in case, and never made of the feed's own address.
#pragma once
#include <map>
#include <string>
#include <string_view>

#include "core/review.hpp"

namespace reputed::fetchers::feed {

/// The address an alert service wrapped in one of its own; others as they are.
[[nodiscard]] std::string unwrapped(const std::string& url);

/// An id as it is stored: long ones by their hash.
[[nodiscard]] std::string stored_id(std::string_view stated);

/// Gives each item of one document an id of its own.
class Identities {
  public:
    /// `stated` is the format's own id, `link` the address as written; both may be empty. False when the
    /// very same item was there before.
    [[nodiscard]] bool identify(core::Item& item, std::string_view stated, std::string_view link);

  private:
    [[nodiscard]] bool claim(core::Item& item, std::string id, const std::string& whole);
    [[nodiscard]] bool is_repeat(const std::string& id, const std::string& whole) const;
    std::map<std::string, std::string> taken_;  ///< id to all that the item said
};

}  // namespace reputed::fetchers::feed
