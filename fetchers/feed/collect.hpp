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

/// What the feed says for every entry that does not say it by itself.
struct Defaults {
    std::string site;
    std::string author;
    std::string language;
};

class Collector {
  public:
    Collector(core::ParsedDocument& document, Defaults defaults)
        : document_(document), defaults_(std::move(defaults)) {}
    /// False when no more are taken.
    [[nodiscard]] bool has_room();
    /// `id` and `link` as written; `item.url` is resolved already. The item holds what the entry itself says.
    void add(core::Item item, std::string_view id, std::string_view link);

  private:
    void fill_in(core::Item& item) const;
    core::ParsedDocument& document_;
    Defaults defaults_;
    Identities identities_;
    std::size_t seen_ = 0;
    bool full_ = false;
};

}  // namespace reputed::fetchers::feed
