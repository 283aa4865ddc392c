// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Reads the small parts of a date: numbers, a time of day, a zone. Inside the text room only.
#pragma once
#include <chrono>
#include <optional>
#include <string_view>

namespace reputed::text {

struct TimeOfDay {
    int hour = 0;
    int minute = 0;
    int second = 0;
    std::chrono::microseconds fraction{0};
    bool has_second = false;
};

struct ZoneOffset {
    std::chrono::minutes offset{0};
    bool known = false;
};

/// A position in folded text. What cannot be read leaves the position where it was.
class DateCursor {
  public:
    explicit DateCursor(std::string_view text, std::size_t at = 0) : text_(text), at_(at) {}
    [[nodiscard]] std::size_t position() const { return at_; }
    [[nodiscard]] bool done() const { return at_ >= text_.size(); }
    [[nodiscard]] char peek() const { return done() ? '\0' : text_[at_]; }
    [[nodiscard]] bool at_digit() const { return peek() >= '0' && peek() <= '9'; }
    [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }
    bool take(char c);
    void skip(std::string_view characters);
    /// At most `most` digits; nothing when there are fewer than `least`.
    [[nodiscard]] std::optional<int> number(std::size_t least, std::size_t most);
    /// "14", "14:58", "14:58:11.25", "145811", each with "am" or "pm" behind; 24:00 and :60 as they come.
    [[nodiscard]] std::optional<TimeOfDay> time_of_day();
    /// "Z", "+02:00", "-5", "GMT+0200", "CEST"; beyond -12:00 and +14:00 counts as UTC.
    [[nodiscard]] ZoneOffset zone();

  private:
    [[nodiscard]] std::string_view word() const;
    [[nodiscard]] bool take_minutes(TimeOfDay& time);
    void take_fraction(TimeOfDay& time);
    void take_half_of_day(TimeOfDay& time);
    [[nodiscard]] std::optional<ZoneOffset> signed_offset();

    std::string_view text_;
    std::size_t at_;
};

}  // namespace reputed::text
