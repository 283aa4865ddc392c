// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Reviews that came by more than one way: which sources showed them, and what each calls them. Reading
// methods may be called in read jobs.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.hpp"
#include "core/instant.hpp"

namespace reputed::storage {

/// A source that showed a review which belongs to another one.
struct Sighting {
    core::SourceId source;
    std::string item;
    std::string external_id;
    core::ReviewId review;
    std::string way;  ///< "poll", "file", "mail"
    core::Instant seen{};
};

class SightingStore {
  public:
    virtual ~SightingStore() = default;
    [[nodiscard]] virtual std::optional<core::ReviewId> find(core::SourceId source, std::string_view item,
                                                             std::string_view external_id) = 0;
    virtual void put(const Sighting& sighting) = 0;
    /// First seen first.
    [[nodiscard]] virtual std::vector<Sighting> of(core::ReviewId review) = 0;
    /// The review belongs to this source from now on, under this name. Its location must be the same.
    virtual void rehome(core::ReviewId review, core::SourceId source, std::string_view item,
                        std::string_view external_id) = 0;
    /// Hashes by which the same review is recognised when another way brings it. What it was once known by,
    /// it stays known by.
    virtual void add_keys(core::ReviewId review, const std::vector<std::int64_t>& keys) = 0;
    [[nodiscard]] virtual std::vector<core::ReviewId> with_key(std::int64_t key, std::size_t most) = 0;
};

}  // namespace reputed::storage
