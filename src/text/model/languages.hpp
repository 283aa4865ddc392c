// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The languages the models know, in the order of the model file.
#pragma once
#include <algorithm>
#include <array>
#include <string_view>

namespace reputed::text::model {

constexpr std::array<std::string_view, 14> languages{"en", "pl", "ru", "fa", "de", "uk", "cs",
                                                     "es", "fr", "it", "pt", "nl", "tr", "ar"};
constexpr std::string_view other_language = "other";

/// ISO 639-1 to its place; languages.size() for any other.
[[nodiscard]] constexpr std::size_t place_of_language(std::string_view code) {
    return static_cast<std::size_t>(std::ranges::find(languages, code) - languages.begin());
}
[[nodiscard]] constexpr std::string_view language_at(std::size_t place) {
    return place < languages.size() ? languages[place] : other_language;
}

}  // namespace reputed::text::model
