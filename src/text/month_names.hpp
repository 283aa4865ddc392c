// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Month names and time zone names of dates. Inside the text room only.
#pragma once
#include <chrono>
#include <optional>
#include <string_view>

namespace reputed::text {

/// 1 to 12 for a folded month name of any known language, or a beginning of one of at least three letters;
/// 0 when it is none.
[[nodiscard]] unsigned month_named(std::string_view folded);
/// The offset from UTC of a zone's lower-case abbreviation.
[[nodiscard]] std::optional<std::chrono::minutes> zone_named(std::string_view lower);

}  // namespace reputed::text
