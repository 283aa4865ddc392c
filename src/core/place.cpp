// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "core/place.hpp"

#include <algorithm>
#include <array>

#include "core/enum_names.hpp"

namespace reputed::core {
namespace {

constexpr std::array<std::string_view, 4> roles{"owner", "manager", "responder", "reader"};

bool is_slug_char(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }

}  // namespace

std::string_view name_of(Role role) { return roles[static_cast<std::size_t>(role)]; }

std::optional<Role> role_named(std::string_view name) { return named<Role>(roles, name); }

bool is_slug(std::string_view text) {
    return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, is_slug_char);
}

std::string slug_from(std::string_view name) {
    std::string slug;
    for (const char c : name) {
        const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        if (is_slug_char(lower) && lower != '-')
            slug += lower;
        else if (!slug.empty() && slug.back() != '-')
            slug += '-';
    }
    while (!slug.empty() && slug.back() == '-') slug.pop_back();
    slug = slug.substr(0, 48);
    return slug.empty() ? "place" : slug;
}

}  // namespace reputed::core
