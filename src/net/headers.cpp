// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <strings.h>

#include "net/http.hpp"

namespace reputed::net {
namespace {

bool same_name(std::string_view left, std::string_view right) {
    return left.size() == right.size() && ::strncasecmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace

std::optional<std::string> Headers::find(std::string_view name) const {
    for (const auto& [key, value] : all_)
        if (same_name(key, name)) return value;
    return std::nullopt;
}

std::vector<std::string> Headers::find_all(std::string_view name) const {
    std::vector<std::string> found;
    for (const auto& [key, value] : all_)
        if (same_name(key, name)) found.push_back(value);
    return found;
}

}  // namespace reputed::net
