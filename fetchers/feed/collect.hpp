// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The one place where entries of every format enter the document: limits, titles, identity.
#pragma once
#include <string>
#include <string_view>

#include "core/poll.hpp"
#include "fetchers/feed/identity.hpp"

namespace reputed::fetchers::feed {

/// References in a document may name any code point; this is valid in every store.
[[nodiscard]] std::string valid_text(std::string_view text);

class Collector {
  public:
    explicit Collector(core::ParsedDocument& document) : document_(document) {}
    /// False when no more are taken.
    [[nodiscard]] bool has_room();
    /// `id` and `link` as written; `item.url` is resolved already.
    void add(core::Item item, std::string_view id, std::string_view link);

  private:
    core::ParsedDocument& document_;
    Identities identities_;
    std::size_t seen_ = 0;
    bool full_ = false;
};

}  // namespace reputed::fetchers::feed
