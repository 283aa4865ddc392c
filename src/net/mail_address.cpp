// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "net/mail.hpp"

namespace reputed::net {
namespace {

bool is_letter_or_digit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// The unquoted form of RFC 5321 section 4.1.2; nobody's real address needs the quoted one.
bool is_local_part(std::string_view text) {
    static constexpr std::string_view others = "!#$%&'*+-/=?^_`{|}~.";
    return !text.empty() && text.size() <= 64 && text.front() != '.' && text.back() != '.' &&
           !text.contains("..") &&
           std::ranges::all_of(text, [](char c) { return is_letter_or_digit(c) || others.contains(c); });
}

bool is_domain_label(std::string_view label) {
    return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
           std::ranges::all_of(label, [](char c) { return is_letter_or_digit(c) || c == '-'; });
}

bool is_domain(std::string_view text) {
    for (;;) {
        const auto dot = text.find('.');
        if (!is_domain_label(text.substr(0, dot))) return false;
        if (dot == std::string_view::npos) return true;
        text.remove_prefix(dot + 1);
    }
}

}  // namespace

bool is_mail_address(std::string_view text) {
    const auto at_sign = text.rfind('@');
    return at_sign != std::string_view::npos && text.size() <= 254 &&
           is_local_part(text.substr(0, at_sign)) && is_domain(text.substr(at_sign + 1));
}

}  // namespace reputed::net
