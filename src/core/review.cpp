// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "core/review.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "core/enum_names.hpp"

namespace reputed::core {

double Rating::score() const {
    if (!(best > worst)) return 50;
    const double share = std::clamp((value - worst) / (best - worst), 0.0, 1.0);
    return std::round(share * 1000) / 10;
}

int Rating::stars() const { return static_cast<int>(std::lround(score() / 25)) + 1; }

std::string content_text(const Item& item) {
    std::string text = item.title + '\x1f' + item.body + '\x1f';
    if (item.rating)
        text += std::to_string(item.rating->value) + '/' + std::to_string(item.rating->best) + '/' +
                std::to_string(item.rating->worst);
    text += '\x1f';
    if (item.reply) text += item.reply->text;
    return text;
}

namespace {

constexpr std::array<std::string_view, 5> changes{"first", "edited", "reply_changed", "removed", "returned"};

}  // namespace

std::string_view name_of(Change change) { return changes[static_cast<std::size_t>(change)]; }
std::optional<Change> change_named(std::string_view name) { return named<Change>(changes, name); }

}  // namespace reputed::core
