// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Enums have one table of names each, in the order of their values; this finds a value by name.
#pragma once
#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace reputed::core {

template <class Enum, std::size_t Count>
[[nodiscard]] std::optional<Enum> named(const std::array<std::string_view, Count>& names,
                                        std::string_view name) {
    const auto* found = std::ranges::find(names, name);
    if (found == names.end()) return std::nullopt;
    return static_cast<Enum>(found - names.begin());
}

}  // namespace reputed::core
