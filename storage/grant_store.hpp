// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What portals granted us (refresh tokens), and what we grant them (the key of addresses for notices), sealed
// with the key that seals the settings of sources.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "core/instant.hpp"

namespace reputed::storage {

class GrantStore {
  public:
    virtual ~GrantStore() = default;
    /// Nothing also when another key sealed it: then it has to be granted anew.
    [[nodiscard]] virtual std::optional<std::string> grant(std::string_view key) = 0;
    /// An empty grant forgets it.
    virtual void set_grant(std::string_view key, std::string_view grant, core::Instant now) = 0;
};

}  // namespace reputed::storage
