// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <fmt/format.h>

#include <charconv>

#include "fetchers/fetcher.hpp"
#include "fetchers/visit.hpp"

namespace reputed::fetchers {
namespace {

bool begins_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0u) != 0x80u; }
/// Characters beyond the basic plane take two units of UTF-16; in UTF-8 they begin with 0xF0 or more.
bool begins_pair(char byte) { return static_cast<unsigned char>(byte) >= 0xF0u; }

}  // namespace

std::size_t length_in(LengthUnit unit, std::string_view utf8) {
    if (unit == LengthUnit::bytes) return utf8.size();
    std::size_t length = 0;
    for (const char byte : utf8) {
        length += begins_character(byte) ? 1 : 0;
        length += unit == LengthUnit::utf16 && begins_pair(byte) ? 1 : 0;
    }
    return length;
}

std::string problem_of_length(const ReplyRules& rules, std::string_view utf8) {
    const auto length = length_in(rules.unit, utf8);
    const std::string_view unit = rules.unit == LengthUnit::bytes ? "bytes" : "characters";
    if (length > rules.most)
        return fmt::format("The answer has {} {}, and this portal takes {} at most. Shorten it by {}.",
                           length, unit, rules.most, length - rules.most);
    if (length < rules.least)
        return fmt::format("The answer has {} {}, and this portal wants {} at least.", length, unit,
                           rules.least);
    return {};
}

std::optional<ReplyRules> rules_for(const Portal& portal, const core::Source& source) {
    auto rules = portal.reply;
    if (!rules || portal.reply_most.empty()) return rules;
    const std::string most = setting(source, portal.reply_most);
    std::size_t number = 0;
    std::from_chars(most.data(), most.data() + most.size(), number);
    if (number > 0) rules->most = number;
    return rules;
}

}  // namespace reputed::fetchers
