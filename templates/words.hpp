// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The words people read, in their language (gettext catalogues compiled into the program; plurals by the
// catalogue's own rule). Messages are whole sentences with {named} places; numbers and dates by ICU.
// Immutable after the first use of a language; any thread.
#pragma once
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "core/instant.hpp"

namespace reputed::templates {

class Words {
  public:
    using Places = std::initializer_list<std::pair<std::string_view, std::string_view>>;

    /// "pl", "pl-PL"; unknown languages are English.
    [[nodiscard]] static const Words& of(std::string_view language);
    [[nodiscard]] static std::span<const std::string_view> languages();  ///< "en", "pl"

    [[nodiscard]] virtual std::string_view language() const = 0;
    [[nodiscard]] virtual bool right_to_left() const = 0;
    /// The message in this language, {name} replaced. The result is text, not markup.
    [[nodiscard]] virtual std::string say(std::string_view message, Places places = {}) const = 0;
    /// Chooses the plural form for n; {n} is the number in the language's digits.
    [[nodiscard]] virtual std::string count(std::string_view one, std::string_view many, std::int64_t n,
                                            Places places = {}) const = 0;
    [[nodiscard]] virtual std::string number(std::int64_t n) const = 0;
    /// The name of a language in this language: "Polish"; the code itself when unknown; "language unknown"
    /// for und.
    [[nodiscard]] virtual std::string language_name(std::string_view code) const = 0;
    /// "Thu 14 Aug, 10:52" in the zone; with the year when it is another one than now's.
    [[nodiscard]] virtual std::string date_time(core::Instant at, std::string_view zone,
                                                core::Instant now) const = 0;
    [[nodiscard]] virtual std::string time_of_day(core::Instant at, std::string_view zone) const = 0;
    /// "just now", "40 min ago", "3 h ago", "yesterday", "2 days ago".
    [[nodiscard]] virtual std::string ago(core::Instant at, core::Instant now) const = 0;
    /// "1 h 10 min late", "in 35 min", "today 18:00", "tomorrow 10:00", "Sat 09:00".
    [[nodiscard]] virtual std::string due(core::Instant at, std::string_view zone,
                                          core::Instant now) const = 0;

  protected:
    ~Words() = default;
};

}  // namespace reputed::templates
