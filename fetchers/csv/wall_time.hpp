// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A date and time as written, before it is known to exist; and the reading of its parts. Pure.
#pragma once
#include <chrono>
#include <optional>
#include <string_view>

#include "core/instant.hpp"

namespace reputed::fetchers::csv {

struct WallTime {
    int year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0;
    int micros = 0;
    core::Stamp::Precision precision = core::Stamp::Precision::day;
    std::optional<std::chrono::minutes> offset;  ///< from UTC, when written
};

/// Nothing for the 31st of February. Days stay the days they are; local times are read in `zone`: in a gap
/// shifted forward, in an overlap the first.
[[nodiscard]] std::optional<core::Stamp> stamp_of(const WallTime& wall, std::string_view zone);

/// 00 to 69 are of this century.
[[nodiscard]] int full_year(int two_digits);

/// Takes parts off the front of a text.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : rest_(text) {}
    [[nodiscard]] bool at_end() const { return rest_.empty(); }
    [[nodiscard]] std::string_view rest() const { return rest_; }
    bool take(char c);
    /// True when at least one was there.
    bool take_blanks();
    /// 1 to `most` digits; how many there were is in `width`.
    std::optional<int> number(std::size_t most, std::size_t* width = nullptr);
    /// "AM" or "PM" in any case, turned into hours to add to a 12-hour clock's hour.
    std::optional<bool> afternoon();
    /// "Z", "UTC", "GMT", "+02:00", "+0200", "+02".
    std::optional<std::chrono::minutes> offset();

  private:
    std::string_view rest_;
};

/// " 14:05", "T14:05:11.2+02:00", ", 2:05 pm"; an empty text leaves a whole day. False when it is neither.
[[nodiscard]] bool read_clock(std::string_view text, WallTime& wall);
/// The hour of a 12-hour clock.
[[nodiscard]] bool apply_afternoon(WallTime& wall, bool afternoon);

}  // namespace reputed::fetchers::csv
