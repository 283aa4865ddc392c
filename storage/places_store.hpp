// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Locations, sources and the instance's own key-values. Reading methods may be called in read jobs.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/place.hpp"

namespace reputed::storage {

class PlacesStore {
  public:
    virtual ~PlacesStore() = default;
    [[nodiscard]] virtual std::vector<core::Location> locations() = 0;  ///< not archived, by name
    [[nodiscard]] virtual std::vector<core::Source> sources() = 0;  ///< not archived, by location and name
    [[nodiscard]] virtual std::optional<core::Location> find_location(core::LocationId id) = 0;
    [[nodiscard]] virtual std::optional<core::Location> find_location(std::string_view slug) = 0;
    [[nodiscard]] virtual std::optional<core::Source> find_source(core::SourceId id) = 0;
    [[nodiscard]] virtual std::optional<core::Source> find_source(std::string_view slug) = 0;
    /// Inserts (id none: one is made) or rewrites by id. Returns the id. A taken slug gets a number behind
    /// it.
    virtual core::LocationId put(const core::Location& location, core::Instant now) = 0;
    virtual core::SourceId put(const core::Source& source, core::Instant now) = 0;

    [[nodiscard]] virtual std::optional<std::string> value(std::string_view key) = 0;
    virtual void set_value(std::string_view key, std::string_view value) = 0;
};

}  // namespace reputed::storage
